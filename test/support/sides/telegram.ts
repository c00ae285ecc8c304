import { Api } from 'grammy';
import type { InlineKeyboardButton, KeyboardButton } from 'grammy/types';
import { parse } from '../../../bots/telegram/parse.ts';
import { telegramChannel } from '../../../bots/telegram/send.ts';
import { ana, messageUpdate, pressUpdate } from '../../bots/telegram/updates.ts';
import { checkCall } from '../../lab/telegram/apiSpec.ts';
import { counted, type Offer, type Side } from './side.ts';

const account = '7000001';

interface Call {
  text: string;
  reply_markup?: { inline_keyboard?: InlineKeyboardButton[][]; keyboard?: KeyboardButton[][] };
}

/** By grammY, to a Bot API that notes what it is asked and holds it to the published specification. */
export function telegramSide(): Side {
  const calls: Call[] = [];
  const problems: string[] = [];
  const fetch = async (url: string, { body }: { body: string }) => {
    const method = url.split('/').at(-1)!;
    const call = JSON.parse(body) as Call;
    problems.push(...checkCall(method, call));
    calls.push(call);
    const result = { message_id: 60, date: 1, chat: { id: ana.id, type: 'private' }, text: call.text };
    return Response.json({ ok: true, result });
  };
  const api = new Api(`${account}:TOKEN`, { fetch: fetch as never });
  // Each message to a sender of its own, as a keyboard that was shown before is taken away with the next message.
  const channel = () => telegramChannel({ api, account });

  const bring = async (update: object) => parse(update, account);
  const type: Side['type'] = (text) => bring(messageUpdate({ text }));

  return {
    channel: channel(),
    address: String(ana.id),
    type,
    share: (isOwn) =>
      bring(
        messageUpdate({
          contact: { phone_number: '+14155550123', first_name: 'Ana', ...(isOwn && { user_id: ana.id }) },
        }),
      ),
    async show(outbound) {
      calls.length = 0;
      problems.length = 0;
      await channel().send(outbound);
      const { inline_keyboard = [], keyboard = [] } = calls.at(-1)!.reply_markup ?? {};
      const buttons = inline_keyboard.flat() as { text: string; callback_data: string }[];
      const keys = keyboard.flat().map((key) => (typeof key === 'string' ? { text: key } : key));
      const asksContact = (key: object) => 'request_contact' in key;
      const pressed = buttons.map(
        ({ text, callback_data: data }): Offer => ({ label: text, take: () => bring(pressUpdate({ data })) }),
      );
      const typed = keys
        .filter((key) => !asksContact(key))
        .map(({ text }): Offer => ({ label: text, take: () => type(text) }));
      return {
        text: calls.map(({ text }) => withoutTags(text)).join('\n'),
        offers: [...pressed, ...typed],
        form: counted(pressed.length + typed.length, 'button'),
        hasContactButton: keys.some(asksContact),
        problems: [...problems, ...buttons.flatMap(({ callback_data }) => tooLong(callback_data))],
      };
    },
  };
}

/** https://core.telegram.org/bots/api#inlinekeyboardbutton */
const tooLong = (data: string) => (Buffer.byteLength(data) > 64 ? [`a button of ${data.length} bytes`] : []);

const withoutTags = (html: string) => html.replace(/<[^>]+>/g, '').replaceAll('&lt;', '<');
