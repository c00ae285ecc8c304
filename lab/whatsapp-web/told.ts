import { createHash } from 'node:crypto';
import type { ChatState, Message } from './state.ts';
import { type World, wid } from './world.ts';

/** A message as the page takes it: its key, and the fields WhatsApp Web has on its model. */
export function told(world: World, chat: ChatState, message: Message) {
  const author = message.author === null ? null : world.person(message.author);
  return {
    chatId: chat.id,
    id: message.id,
    fromMe: message.author === null,
    // In a group our own messages name us as well.
    authorId: author ? wid(author) : `${ownLid}@lid`,
    fields: {
      type: message.isRevoked ? 'revoked' : message.type,
      body: message.body,
      t: Math.floor(Date.parse(message.at) / 1000),
      ack: message.ack,
      notifyName: author?.name ?? '',
      star: false,
      isForwarded: false,
      ...(message.quotedId && quoted(world, chat, message.quotedId)),
      ...(message.media && mediaFields(message)),
      ...message.more,
    },
  };
}

/** The key under which the page finds a message. */
export function keyOf(world: World, chat: ChatState, { id, author }: Message): string {
  const participant = author === null ? `${ownLid}@lid` : wid(world.person(author));
  const group = chat.members ? `_${participant}` : '';
  return `${author === null}_${chat.id}_${id}${group}`;
}

/** Our own hidden id. */
export const ownLid = '100000000000001';

function quoted(world: World, chat: ChatState, quotedId: string) {
  const message = chat.messages.find(({ id }) => id === quotedId);
  if (!message) return {};
  const by = message.author === null ? `${world.number.slice(1)}@c.us` : wid(world.person(message.author));
  return {
    quotedStanzaID: quotedId,
    quotedParticipant: by,
    quotedMsg: { type: message.type, body: message.body },
  };
}

function mediaFields({ media, body }: Message) {
  const { mimetype, filename, base64 } = media!;
  const filehash = hashOf(base64);
  return {
    mimetype,
    filename,
    caption: body,
    // As with WhatsApp: the words are the caption, the body a small picture.
    body: '/9j/4AAQSkZJRg==',
    size: Buffer.byteLength(base64, 'base64'),
    filehash,
    encFilehash: filehash,
    directPath: `/v/stand-in/${filehash}`,
    mediaKey: 'a2V5',
    mediaData: { mediaStage: 'RESOLVED' },
  };
}

export const hashOf = (base64: string) =>
  createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64');
