import { bodyOf } from '../../bots/email/body.ts';
import { render as toSms } from '../../bots/sms/render.ts';
import { render as toTelegram } from '../../bots/telegram/html.ts';
import { parse as parseTelegram } from '../../bots/telegram/parse.ts';
import { blocksOf } from '../../bots/web/blocks.ts';
import { parse as parseWhatsapp } from '../../bots/whatsapp/parse.ts';
import { partsOf } from '../../bots/whatsapp/parts.ts';
import { compose as toWhatsappWeb } from '../../bots/whatsapp-web/compose.ts';
import type { ChannelName, Outbound, Said } from '../../domain/channel.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { inboundOf, messageUpdate } from '../bots/telegram/updates.ts';
import { ACCOUNT, contact, textMessage, webhook } from '../bots/whatsapp/fixtures.ts';
import type { World } from './world.ts';

/** What somebody types in Telegram, or makes of what they typed before, read by its parser. */
export function onTelegram(text: string, entities: object[], change?: 'edited'): Said {
  const { message } = messageUpdate({ text, entities });
  return inboundOf(parseTelegram({ update_id: 1, [change ? 'edited_message' : 'message']: message }, '1'))
    .said;
}

/** The same in WhatsApp. */
export function onWhatsapp(body: string): Said {
  const payload = webhook({ contacts: [contact], messages: [textMessage({ text: { body } })] });
  return inboundOf(parseWhatsapp(payload, ACCOUNT)[0]!).said;
}

/** The latest message on somebody's screen as their channel writes it; of mail the lines of its HTML, and its plain part. */
export function written(world: World, name: string): string {
  const phone = world.phones.get(name)!;
  const { body } = phone.screen.at(-1)!;
  return writers[phone.channel]({ ...nothing, body });
}

const nothing: Outbound = {
  id: '',
  to: '',
  body: [],
  choices: [],
  contactButton: null,
  replyTo: null,
  change: null,
};

const writers: Record<ChannelName, (outbound: Outbound) => string> = {
  telegram: ({ body }) =>
    toTelegram(body)
      .map(({ html }) => html)
      .join('|'),
  whatsapp: ({ body }) => partsOf(body).join('|'),
  'whatsapp-web': (outbound) =>
    toWhatsappWeb(outbound)
      .map((piece) => (piece.kind === 'text' ? piece.text : piece.caption))
      .join('|'),
  sms: (outbound) => toSms(outbound).join('|'),
  web: ({ body }) => JSON.stringify(blocksOf(formattedOf(body))),
  email: (outbound) => {
    const { html, text } = bodyOf(outbound, []);
    return `${html.replace(/<\/?(?:!doctype|html|body)[^>]*>\n?|<\/?div[^>]*>/g, '')}${text}`;
  },
};
