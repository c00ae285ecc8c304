import { z } from 'zod';
import { strike } from './faults.ts';
import type { Pairing } from './pairing.ts';
import type { Ack } from './state.ts';
import { hashOf } from './told.ts';
import type { World } from './world.ts';

/** What the page asks of the world behind it, by name; what throws is an error of WhatsApp Web's own. */
export type Questions = Record<string, (value: unknown) => unknown>;

interface Parts {
  world: World;
  pairing: Pairing;
  /** Tells the page of new ticks. */
  acknowledge(chatId: string, messageId: string, ack: Ack): void;
}

export function questionsOf({ world, pairing, acknowledge }: Parts): Questions {
  return {
    hello: (session) => pairing.hello(z.string().nullable().parse(session)),
    refreshQr: () => pairing.rotate(),
    upload() {
      if (strike(world.state, 'upload')) throw new Error('upload failed: media entry was not created');
      return true;
    },
    download(value) {
      const { filehash } = z.object({ filehash: z.string() }).parse(value);
      return mediaByHash(world, filehash);
    },
    exists(value) {
      const person = world.personAt(Id.parse(value).id);
      if (!person) return null;
      const lid = `${person.lid}@lid`;
      return { lid, phone: person.shows === 'lid only' ? null : `${person.phone.slice(1)}@c.us` };
    },
    chat(value) {
      const chat = world.chat(InChat.parse(value).chatId);
      return chat ? { id: chat.id, name: chat.name } : null;
    },
    seen(value) {
      const chat = world.chat(InChat.parse(value).chatId);
      if (!chat) return false;
      chat.unreadCount = 0;
      for (const message of chat.messages) if (message.author !== null) world.acknowledge(chat, message, 3);
      return true;
    },
    send: (value) => sent(world, acknowledge, Sent.parse(value)),
    edit(value) {
      const { chat, message } = ours(world, Edited.parse(value));
      message.body = Edited.parse(value).body;
      message.isEdited = true;
      world.changed({ kind: 'edit', chatId: chat.id, messageId: message.id });
      return true;
    },
    revoke(value) {
      const { chat, message } = ours(world, Named.parse(value));
      message.isRevoked = true;
      message.body = '';
      world.changed({ kind: 'revoke', chatId: chat.id, messageId: message.id });
      return true;
    },
  };
}

const Id = z.object({ id: z.string() });
const InChat = z.object({ chatId: z.string() });
const Named = InChat.extend({ id: z.string() });
const Edited = Named.extend({ body: z.string() });
const Sent = Named.extend({
  type: z.string(),
  body: z.string().default(''),
  quotedId: z.string().nullable(),
  media: z.object({ mimetype: z.string(), filename: z.string().nullable(), base64: z.string() }).nullable(),
});

/** Takes a message of ours; the answer is the first tick, the others follow by themselves. */
function sent(
  world: World,
  acknowledge: Parts['acknowledge'],
  { chatId, ...message }: z.infer<typeof Sent>,
): { ack: Ack } | Promise<never> {
  const fault = strike(world.state, 'refuse', 'fail', 'lose');
  if (fault?.kind === 'refuse') throw new Error(fault.error ?? 'the stand-in refuses to send');
  if (fault?.kind === 'fail') return { ack: -1 };
  const chat = world.chat(chatId);
  if (!chat) throw new Error('No LID for user');
  const added = world.add(chat, { ...message, author: null, ack: 1 });
  if (fault?.kind === 'lose') return new Promise(() => undefined);
  const isReached = (chat.members ?? [world.personAt(chat.id)?.phone ?? '']).some(
    (phone) => world.state.people[phone]?.isOnline,
  );
  // After the browser has been given the first tick.
  if (isReached) setImmediate(() => acknowledge(chat.id, added.id, 2));
  return { ack: 1 };
}

function ours(world: World, { chatId, id }: z.infer<typeof Named>) {
  const chat = world.chat(chatId);
  const message = chat?.messages.find((one) => one.id === id && one.author === null);
  if (!chat || !message) throw new Error('no such message of ours');
  return { chat, message };
}

function mediaByHash(world: World, filehash: string): string | null {
  const all = Object.values(world.state.chats).flatMap(({ messages }) => messages);
  return all.find(({ media }) => media && hashOf(media.base64) === filehash)?.media?.base64 ?? null;
}
