import { render } from '../../bots/sms/render.ts';
import { segmentsOf } from '../../bots/sms/segments.ts';
import type { Channel, ChannelName, Outbound, Receipt } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';

/** What a person sees of one message of ours. */
export interface Shown {
  id: string;
  text: string;
  /** What their channel was given, with its formatting. */
  body: Outbound['body'];
  choices: { label: string; data: string }[];
  contactButton: string | null;
  /** The text of the message that this one natively answers. */
  replyTo: string | null;
  isEdited: boolean;
}

/** Somebody's phone: their side of a channel. */
export interface Phone {
  name: string;
  channel: ChannelName;
  identifier: string;
  language: string;
  /** What their provider vouches for. */
  number: string | null;
  /** Everything on the screen, oldest first. */
  screen: Shown[];
  /** What this person typed, where it can be edited and replied to. */
  typed: { id: string; text: string }[];
  /** What came since the test last looked. */
  news: string[];
  /** Too old to be deleted, as Telegram says of messages after 48 hours. */
  refusesDeletion?: boolean;
}

const idPrefixes: Record<ChannelName, string> = {
  telegram: '',
  sms: 'SM',
  whatsapp: 'wamid.',
  email: 'mail',
  web: 'web',
  'whatsapp-web': '3EB0',
};

/** What each channel's real counterpart can. */
export const abilities: Record<ChannelName, Channel['can']> = {
  telegram: { buttons: true, edit: true, delete: true, nativeReply: true, receipts: false },
  whatsapp: { buttons: true, edit: false, delete: false, nativeReply: true, receipts: true },
  web: { buttons: true, edit: true, delete: true, nativeReply: true, receipts: true },
  email: { buttons: false, edit: false, delete: false, nativeReply: true, receipts: true },
  'whatsapp-web': { buttons: false, edit: false, delete: true, nativeReply: true, receipts: true },
  sms: { buttons: false, edit: false, delete: false, nativeReply: false, receipts: true },
};

/** A channel whose other end is the phones of a test. */
export function phoneOn(
  name: ChannelName,
  account: string,
  { phones, onArrived }: { phones: Map<string, Phone>; onArrived: (receipt: Receipt) => void },
): Channel {
  const can = abilities[name];
  let sent = 0;
  const receiptOf = (providerId: string): Receipt => ({
    channel: name,
    account,
    providerId,
    status: 'delivered',
    providerCode: null,
    isStopped: false,
  });
  return {
    name,
    account,
    can,
    async send(outbound) {
      const phone = [...phones.values()].find(
        ({ channel, identifier }) => channel === name && identifier === outbound.to,
      );
      const id = `${idPrefixes[name]}${++sent}`;
      if (phone?.refusesDeletion && outbound.change?.kind === 'delete') {
        throw new SendError('rejected', "message can't be deleted", { providerCode: '400' });
      }
      if (phone) show(phone, outbound, id);
      if (can.receipts) onArrived(receiptOf(id));
      return { providerIds: outbound.change?.ids ?? [id] };
    },
    ...(name === 'sms' && { segments: smsSegments }),
    ...(name === 'email' && { replyLink: (_, number) => `mailto:r${number}+token@homeroom.example` }),
  };
}

/** As the real channel counts them. */
const smsSegments: Channel['segments'] = (outbound) =>
  render(outbound).reduce((sum, body) => sum + segmentsOf(body).segments, 0);

function show(phone: Phone, outbound: Outbound, id: string): void {
  const { change, template, file, more = [] } = outbound;
  const approved = template ? `(template ${template.name}: ${template.parameters.join(', ')}) ` : '';
  const files = file ? [file, ...more] : more;
  const shown = files.map(({ kind, name }) => `(${kind} ${name}) `).join('');
  const text = approved + shown + withoutMark(formattedOf(outbound.body).text);
  if (change?.kind === 'delete') {
    phone.screen = phone.screen.filter((shown) => !change.ids.includes(shown.id));
    phone.news.push('(deleted)');
    return;
  }
  const edited = phone.screen.find((shown) => change?.ids.includes(shown.id));
  if (edited) {
    Object.assign(edited, { text, body: outbound.body, choices: outbound.choices, isEdited: true });
    phone.news.push(`(edited) ${line(text, outbound)}`);
    return;
  }
  const seen = [...phone.screen, ...phone.typed];
  const quoted = seen.find((shown) => shown.id === outbound.replyTo)?.text ?? null;
  phone.screen.push({
    id,
    text,
    body: outbound.body,
    choices: outbound.choices,
    contactButton: outbound.contactButton,
    replyTo: quoted,
    isEdited: false,
  });
  phone.news.push(line(text, outbound, quoted));
}

/** One line per message: line breaks as ` | `, buttons in brackets, the quoted message in front. */
function line(text: string, outbound: Outbound, quoted: string | null = null): string {
  const quote = quoted === null ? '' : `(replying to: ${quoted.split('\n')[0]}) `;
  const buttons = [
    ...(outbound.contactButton ? [outbound.contactButton] : []),
    ...outbound.choices.map(({ label }) => label),
  ];
  return [quote + text.replace(/\n+/g, ' | '), ...buttons.map((label) => `[${label}]`)].join(' ');
}

/** The mark before an author hangs on their id, which changes with every id that a test makes before. */
const withoutMark = (text: string) => text.replace(/[🔴🟠🟡🟢🔵🟣🟤🟥🟧🟨🟩🟦🟪🟫] /gu, '');
