import type { ChannelName } from './cast.ts';
import type { Providers } from './phones/acts.ts';

type TelegramRule = Parameters<Providers['telegram']['faults']['set']>[0];
type WhatsappFault = Parameters<Providers['whatsapp']['faults']['set']>[0]['fault'];
type WebFault = Parameters<NonNullable<Providers['whatsappWeb']>['faults']['set']>[0]['fault'];
type EmailFault = Parameters<Providers['email']['faults']['set']>[0]['fault'];
type BrowserFault = Parameters<Providers['web']['faults']['set']>[0]['fault'];
type TwilioRule = Parameters<Providers['twilio']['faults']['set']>[0];

/** Something that can be made to go wrong, in plain words. */
interface Knob {
  id: string;
  channel: ChannelName;
  words: string;
  set(providers: Providers, times: number | undefined): number;
}

const retryAfter = 10;
const slowMs = 8_000;

const onTelegram = (id: string, words: string, rule: Omit<TelegramRule, 'times'>): Knob => ({
  id: `telegram-${id}`,
  channel: 'telegram',
  words,
  set: ({ telegram }, times) => telegram.faults.set({ ...rule, ...(times && { times }) }),
});

const onSms = (id: string, words: string, fault: TwilioRule['fault']): Knob => ({
  id: `sms-${id}`,
  channel: 'sms',
  words,
  set: ({ twilio }, times) => twilio.faults.set({ fault, ...(times && { times }) }),
});

const onWhatsapp = (id: string, words: string, fault: WhatsappFault): Knob => ({
  id: `whatsapp-${id}`,
  channel: 'whatsapp',
  words,
  set: ({ whatsapp }, times) => whatsapp.faults.set({ fault, ...(times && { times }) }),
});

const onWhatsappWeb = (id: string, words: string, fault: WebFault): Knob => ({
  id: `whatsapp-web-${id}`,
  channel: 'whatsapp-web',
  words,
  set({ whatsappWeb }, times) {
    if (!whatsappWeb) throw new Error('WhatsApp Web is not served here.');
    return whatsappWeb.faults.set({ fault, ...(times && { times }) });
  },
});

const byMail = (id: string, words: string, fault: EmailFault): Knob => ({
  id: `email-${id}`,
  channel: 'email',
  words,
  set: ({ email }, times) => email.faults.set({ fault, ...(times && { times }) }),
});

const inBrowser = (id: string, words: string, fault: BrowserFault): Knob => ({
  id: `web-${id}`,
  channel: 'web',
  words,
  set: ({ web }, times) => web.faults.set({ fault, ...(times && { times }) }),
});

const sending = { method: 'sendMessage' };

export const knobs: Knob[] = [
  onTelegram('refuse', 'Cut the connection when the bot sends', { ...sending, fault: { kind: 'refuse' } }),
  onTelegram('delay', `Take ${slowMs / 1000} seconds to answer`, {
    ...sending,
    fault: { kind: 'delay', ms: slowMs },
  }),
  onTelegram('lose', 'Take the message, but never answer', {
    ...sending,
    fault: { kind: 'lose', closeAfterMs: 2_000 },
  }),
  onTelegram('throttle', `“Too many requests”, wait ${retryAfter} seconds (429)`, {
    ...sending,
    fault: { kind: 'throttle', retryAfter },
  }),
  onTelegram('duplicate', 'Hand the bot what people say twice', { fault: { kind: 'duplicate' } }),
  onTelegram('reorder', 'Hand the bot two messages in the wrong order', { fault: { kind: 'reorder' } }),
  onSms('refuse', 'Cut the connection when a text is sent', { kind: 'refuse' }),
  onSms('delay', `Take ${slowMs / 1000} seconds to answer`, { kind: 'delay', ms: slowMs }),
  onSms('lose', 'Take the text, but never answer', { kind: 'lose', closeAfterMs: 2_000 }),
  onSms('throttle', `“Too many requests”, wait ${retryAfter} seconds (429)`, {
    kind: 'throttle',
    retryAfter,
  }),
  onSms('fail', 'Accept the text, but the carrier does not deliver it', { kind: 'fail', code: 30003 }),
  onSms('duplicate', 'Hand in what people text twice', { kind: 'duplicate' }),
  onSms('reorder', 'Report “delivered” before “sent”', { kind: 'reorder' }),
  onWhatsapp('refuse', 'Cut the connection when a message is sent', { kind: 'refuse' }),
  onWhatsapp('delay', `Take ${slowMs / 1000} seconds to answer`, { kind: 'delay', ms: slowMs }),
  onWhatsapp('lose', 'Take the message, but never answer', { kind: 'lose', closeAfterMs: 2_000 }),
  onWhatsapp('throttle', '“Rate limit hit” (130429)', { kind: 'throttle' }),
  onWhatsapp('answer', '“Too many to this person” (131056)', { kind: 'answer', code: 131056 }),
  onWhatsapp('fail', 'Accept the message, but not deliver it (131026)', { kind: 'fail', code: 131026 }),
  onWhatsapp('duplicate', 'Hand in what people say twice', { kind: 'duplicate' }),
  onWhatsapp('overtake', 'Hand in two messages in the wrong order', { kind: 'overtake' }),
  onWhatsapp('reorder', 'Report “delivered” before “sent”', { kind: 'reorder' }),
  onWhatsappWeb('refuse', 'WhatsApp Web gives up when a message is sent', { kind: 'refuse' }),
  onWhatsappWeb('fail', 'A message stays with the mark that it failed', { kind: 'fail' }),
  onWhatsappWeb('lose', 'Take the message, but never say so', { kind: 'lose' }),
  onWhatsappWeb('upload', 'A file cannot be uploaded', { kind: 'upload' }),
  byMail('refuse', 'Cut the connection when a mail is sent', { kind: 'refuse' }),
  byMail('delay', `Take ${slowMs / 1000} seconds to answer`, { kind: 'delay', ms: slowMs }),
  byMail('lose', 'Take the mail, but never answer', { kind: 'lose', closeAfterMs: 2_000 }),
  byMail('throttle', '“Not so fast, try again later” (450)', { kind: 'throttle' }),
  byMail('full', 'Accept the mail, then report a full mailbox (5.2.2)', { kind: 'full' }),
  byMail('gone', 'Accept the mail, then report an unknown user (5.1.1)', { kind: 'gone' }),
  byMail('duplicate', 'Hand in what people mail twice', { kind: 'duplicate' }),
  byMail('forge', 'Let somebody else send it: DKIM and SPF fail', { kind: 'forge' }),
  inBrowser('refuse', 'Cut the line before something said arrives', { kind: 'refuse' }),
  inBrowser('lose', 'Take what is said, but cut the line before the answer', { kind: 'lose' }),
];

/** A knob that is on. */
export interface ActiveKnob {
  id: string;
  channel: ChannelName;
  ruleId: number;
  /** How many more times; null: until it is turned off. */
  times: number | null;
}

export function activeKnobs({
  telegram,
  twilio,
  whatsapp,
  whatsappWeb,
  email,
  web,
}: Providers): ActiveKnob[] {
  const name = (channel: ChannelName) => (rule: { id: number; times?: number; fault: { kind: string } }) => ({
    id: `${channel}-${rule.fault.kind}`,
    channel,
    ruleId: rule.id,
    times: rule.times ?? null,
  });
  return [
    ...telegram.faults.list().map(name('telegram')),
    ...twilio.faults.list().map(name('sms')),
    ...whatsapp.faults.list().map(name('whatsapp')),
    ...(whatsappWeb?.faults.list().map(name('whatsapp-web')) ?? []),
    ...email.faults.list().map(name('email')),
    ...web.faults.list().map(name('web')),
  ];
}

/** Turns one on, over what it was before: for `times` times, or until it is turned off. */
export function turnOn(providers: Providers, id: string, times: number | undefined): void {
  turnOff(providers, id);
  knobs.find((one) => one.id === id)?.set(providers, times);
}

/** Turns one off, or all. */
export function turnOff(providers: Providers, id?: string): void {
  for (const one of activeKnobs(providers)) {
    if (id !== undefined && one.id !== id) continue;
    faultsOf(providers, one.channel)?.clear(one.ruleId);
  }
}

function faultsOf({ twilio, whatsappWeb, ...providers }: Providers, channel: ChannelName) {
  return { ...providers, sms: twilio, 'whatsapp-web': whatsappWeb }[channel]?.faults;
}
