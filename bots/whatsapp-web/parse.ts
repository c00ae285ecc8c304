import { createHash } from 'node:crypto';
import type { Inbound, Parsed } from '../../domain/channel.ts';
import { clean, cleanAll } from './clean.ts';
import { formattingOf, type Heard, heardIn } from './content.ts';
import { complaint, eventSchema, type Person, type WebEvent, type WebMessage } from './payload.ts';
import { addressOf, isGroupId, personOf } from './person.ts';
import { receiptOf } from './receipt.ts';

/** Something said in a group: `inbound.from` is who said it. For mirrors; a conversation with the bot is between two. */
export interface InGroup {
  kind: 'group';
  groupId: string;
  inbound: Inbound;
}

/**
 * One event of whatsapp-web.js in the product's words. Our own messages, also those typed on our phone, status updates,
 * channels and WhatsApp's notices are ignored, each with its reason. Nothing is thrown, however strange the event.
 * @param event as `listen.ts` keeps it: https://docs.wwebjs.dev/Client.html
 * @param account our side
 */
export function parse(event: unknown, account: string): Parsed | InGroup {
  const read = eventSchema.safeParse(event);
  if (!read.success) return ignored(`malformed event: ${complaint(read.error)}`);
  if (read.data.event === 'ack') return receiptOf(read.data, account);
  const told = toldBy(read.data);
  if ('ignored' in told) return ignored(told.ignored);
  const inbound: Inbound = {
    channel: 'whatsapp-web',
    account,
    ...told.inbound,
    raw: cleanAll(withoutPictures(event)),
  };
  return told.groupId ? { kind: 'group', groupId: told.groupId, inbound } : { kind: 'inbound', inbound };
}

type Told =
  | { groupId: string | null; inbound: Omit<Inbound, 'channel' | 'account' | 'raw'> }
  | { ignored: string };

function toldBy(event: Exclude<WebEvent, { event: 'ack' }>): Told {
  const { key, authorId, name } = originOf(event);
  if (key.fromMe) return { ignored: 'said by ourselves' };
  const elsewhere = notAChat(event, key.remote);
  if (elsewhere) return { ignored: elsewhere };
  const person = known(personOf(authorId), event.person);
  const from = addressOf(person);
  if (!from) return { ignored: 'a message without a sender' };
  const said = saidBy(event, person.phone);
  if ('ignored' in said) return said;
  const groupId = isGroupId(key.remote) ? key.remote : null;
  // WhatsApp numbers nothing, and its times are whole seconds.
  const sequence = null;
  const common = { from, phone: person.phone, sequence, said, language: null, name };
  return { groupId, inbound: { externalId: eventId(event), ...common } };
}

/** Who did it, and where. In a group WhatsApp names the author beside the group. */
function originOf(event: Exclude<WebEvent, { event: 'ack' }>) {
  if (event.event === 'reaction') {
    const { id, msgId, senderId } = event.reaction;
    return { key: { fromMe: id.fromMe, remote: msgId.remote }, authorId: senderId, name: null };
  }
  const { id, author, from, notifyName } = event.message;
  const authorId = isGroupId(id.remote) ? (author ?? id.participant ?? '') : (from ?? id.remote);
  return { key: id, authorId, name: clean(notifyName ?? '').trim() || null };
}

function notAChat(event: Exclude<WebEvent, { event: 'ack' }>, remote: string): string | null {
  const isStatus = event.event !== 'reaction' && event.message.isStatusV3;
  if (isStatus || remote === 'status@broadcast') return 'a status update';
  if (remote.endsWith('@newsletter')) return 'said in a channel';
  if (remote.endsWith('@broadcast')) return 'said to a broadcast list';
  return null;
}

/** What the page told of a person fills in what the message left out. */
function known(named: Person, told: Person | null | undefined): Person {
  return { lid: named.lid ?? told?.lid ?? null, phone: named.phone ?? told?.phone ?? null };
}

function saidBy(event: Exclude<WebEvent, { event: 'ack' }>, phone: string | null): Heard {
  switch (event.event) {
    case 'message':
      return heardIn(event.message, phone);
    case 'edit': {
      const text = clean(event.body);
      return { kind: 'edited', text, ...formattingOf(text), messageId: event.message.id.id };
    }
    case 'revoke':
      return { kind: 'deleted', messageId: (event.message.protocolMessageKey ?? event.message.id).id };
    case 'undecryptable':
      return { kind: 'unknown', what: 'ciphertext' };
    case 'reaction':
      return {
        kind: 'reacted',
        emoji: clean(event.reaction.reaction ?? '').slice(0, 20) || null,
        messageId: event.reaction.msgId.id,
      };
  }
}

/** What is done to a message carries that message's id, which was handled before; each edit is an event of its own. */
function eventId(event: Exclude<WebEvent, { event: 'ack' }>): string {
  if (event.event === 'reaction') return event.reaction.id.id;
  const { id } = event.message.id;
  if (event.event === 'message') return id;
  if (event.event !== 'edit') return `${id}:${event.event}`;
  return `${id}:edit:${event.message.latestEditSenderTimestampMs ?? digest(event.body)}`;
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** The small picture of a file is of no use to anybody, and tens of kilobytes. */
function withoutPictures(event: unknown): unknown {
  const { message } = event as { message?: WebMessage };
  if (!message?.directPath) return event;
  return { ...(event as object), message: { ...message, body: undefined } };
}

function ignored(reason: string): Parsed {
  return { kind: 'ignored', reason };
}
