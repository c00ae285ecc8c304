import type { Inbound, Parsed } from '../../../domain/channel.ts';

/** Ana, as Telegram describes her, and her private chat with the bot. */
export const ana = { id: 4711, is_bot: false, first_name: 'Ana', last_name: 'García', language_code: 'es' };
export const anasChat = { id: 4711, type: 'private', first_name: 'Ana', last_name: 'García' };

/** An update with a message of Ana's, of which the case says only what matters. */
export function messageUpdate(fields: object, updateId = 900) {
  return {
    update_id: updateId,
    message: { message_id: 77, date: 1795000000, from: ana, chat: anasChat, ...fields },
  };
}

/** An update with a press of Ana's on a button of the message 60. */
export function pressUpdate(fields: object, updateId = 900) {
  const message = { message_id: 60, date: 1795000000, chat: anasChat };
  return {
    update_id: updateId,
    callback_query: { id: '88', from: ana, chat_instance: '1', data: 'vote:yes', message, ...fields },
  };
}

export function inboundOf(parsed: Parsed): Inbound {
  if (parsed.kind !== 'inbound') throw new Error(`not inbound: ${JSON.stringify(parsed)}`);
  return parsed.inbound;
}
