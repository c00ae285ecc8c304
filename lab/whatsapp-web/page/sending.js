import { toWid } from './ids.js';
import { ask } from './lab.js';
import { base64Of } from './media.js';
import { Chat, chats, Message, messages } from './models.js';

/** Puts a message into its chat at once, and sends it: two promises, as with WhatsApp. */
export function addAndSendMsgToChat(chat, fields) {
  const message = new Message(fields);
  chat.msgs.add(message);
  messages.add(message);
  return [Promise.resolve(message), send(message)];
}

async function send(message) {
  try {
    const { ack } = await ask('send', await told(message));
    messages.changeModel(message, 'ack', ack);
    return { messageSendResult: ack > 0 ? 'OK' : 'ERROR_UNKNOWN' };
  } catch (error) {
    messages.changeModel(message, 'ack', -1);
    throw error;
  }
}

async function told(message) {
  const { id, type, body, caption, mimetype, filename, mediaBlob, quotedStanzaID } = message;
  return {
    id: id.id,
    chatId: id.remote._serialized,
    type,
    body: mediaBlob ? (caption ?? '') : body,
    quotedId: quotedStanzaID ?? null,
    media: mediaBlob
      ? { mimetype, filename: filename ?? null, base64: await base64Of(mediaBlob.blob) }
      : null,
  };
}

/** Edits are for a quarter of an hour, taking back for two days and a half; the Lab's clock decides. */
export async function sendMessageEdit(message, content) {
  await ask('edit', { chatId: message.id.remote._serialized, id: message.id.id, body: content });
  messages.changeModel(message, 'body', content);
}

export async function sendRevokeMsgs(chat, { list }) {
  for (const message of list) {
    await ask('revoke', { chatId: chat.id._serialized, id: message.id.id });
    messages.changeModel(message, 'type', 'revoked');
  }
}

const minuteMs = 60_000;
const ageMs = (message) => window.labNow() - message.t * 1000;

export const capability = {
  canEditText: (message) => message.id.fromMe && message.type === 'chat' && ageMs(message) < 15 * minuteMs,
  canEditCaption: () => false,
  canSenderRevokeMsg: (message) => message.id.fromMe && ageMs(message) < 60 * 60 * minuteMs,
  canAdminRevokeMsg: () => false,
};

export async function sendSeen({ chat }) {
  chat.unreadCount = 0;
  await ask('seen', { chatId: chat.id._serialized });
}

/** Finds a chat or begins one: only with those who have WhatsApp. */
export async function findOrCreateLatestChat(id) {
  const wid = toWid(id);
  const found = await ask('chat', { chatId: wid._serialized });
  if (!found) throw new Error('No LID for user');
  return { chat: chats.get(wid) ?? chats.add(new Chat(found)) };
}
