import type { z } from 'zod';
import type { Parsed, Said } from '../../domain/channel.ts';
import { withMarkdown } from '../../domain/formatting/withMarkdown.ts';
import { shownNumber } from '../../domain/shownNumber.ts';
import { clean } from './clean.ts';
import { mediaOf, serviceOf, strangeContentOf } from './content.ts';
import { type Entity, fromEntities } from './formatting.ts';
import { type Chat, type Message, strangeSchema, type Update, type User, updateSchema } from './update.ts';

/**
 * One update of the Bot API in the product's words. Private chats are conversations; in groups only what people say to
 * each other counts, for those that are mirrored. What bots say and what Telegram itself reports is ignored.
 * @param update as Telegram sent it: https://core.telegram.org/bots/api#update
 * @param account our bot's id
 */
export function parse(update: unknown, account: string): Parsed {
  const read = updateSchema.safeParse(update);
  if (!read.success) return ignored(`malformed update: ${complaint(read.error)}`);
  const event = toldBy(read.data);
  if ('ignored' in event) return ignored(event.ignored);
  const { chatId, person, said, groupId } = event;
  return {
    kind: 'inbound',
    inbound: {
      channel: 'telegram',
      account,
      externalId: String(read.data.update_id),
      from: String(chatId),
      sequence: read.data.update_id,
      said,
      language: person.language_code ?? null,
      name: nameOf(person),
      raw: update,
      ...(groupId !== undefined && { group: { id: String(groupId) } }),
    },
  };
}

/** Who said something, in which private chat (its id is the person's) or group, or why nobody did. */
type Event = { chatId: number; person: Partial<User>; said: Said; groupId?: number } | { ignored: string };

function toldBy(update: Update): Event {
  if (update.message) return inMessage(update.message);
  if (update.edited_message) {
    return inPrivate(update.edited_message, update.edited_message.from, editedIn(update.edited_message));
  }
  if (update.callback_query) return pressed(update.callback_query);
  if (update.my_chat_member) {
    const { from, new_chat_member } = update.my_chat_member;
    return inPrivate(update.my_chat_member, from, standingAfter(new_chat_member.status));
  }
  return strange(update);
}

function inMessage(message: Message): Event {
  const { chat, from, migrate_to_chat_id: to } = message;
  if (chat.type === 'group' && to !== undefined) return moved(chat, to);
  return inPrivate(message, from, saidIn(message));
}

function inPrivate(place: { chat: Chat }, from: User | undefined, said: Said | { ignored: string }): Event {
  const isGroup = place.chat.type === 'group' || place.chat.type === 'supergroup';
  if (place.chat.type !== 'private' && !isGroup) return { ignored: `said in a ${place.chat.type}` };
  // An administrator who stays anonymous puts the bot out in the name of a bot.
  const isStanding = 'kind' in said && (said.kind === 'stopped' || said.kind === 'started');
  if (from?.is_bot && !isStanding) return { ignored: 'said by a bot' };
  if ('ignored' in said) return said;
  if (isGroup) return inGroup(place.chat.id, from, said);
  return { chatId: place.chat.id, person: from ?? place.chat, said };
}

/** The last message of a group that becomes a supergroup, in whose name ever (https://core.telegram.org/bots/api#message). */
const moved = ({ id }: Chat, to: number): Event => ({
  chatId: id,
  person: {},
  said: { kind: 'moved', to: String(to) },
  groupId: id,
});

/** Presses and contacts are matters of a group, and nothing to carry on; whether the bot is in it decides what goes there. */
const heardInGroups = new Set<Said['kind']>(['text', 'media', 'edited', 'stopped', 'started']);

function inGroup(groupId: number, from: User | undefined, said: Said): Event {
  if (!from || !heardInGroups.has(said.kind)) return { ignored: `${said.kind} in a group` };
  return { chatId: from.id, person: from, said, groupId };
}

function saidIn(message: Message): Said | { ignored: string } {
  const reply = repliedIn(message);
  if (message.text !== undefined) {
    const messageId = String(message.message_id);
    return { kind: 'text', ...wordsOf(message.text, message.entities), ...reply, messageId };
  }
  if (message.contact) {
    return { kind: 'contact', phone: clean(message.contact.phone_number), isOwn: isOwnContact(message) };
  }
  const media = mediaOf(message);
  if (media) {
    const messageId = String(message.message_id);
    return { kind: 'media', media: media.kind, ...captionOf(message), ...reply, file: media.file, messageId };
  }
  const service = serviceOf(message);
  if (service) return { ignored: `service message ${service}` };
  const what = strangeContentOf(message);
  return what ? { kind: 'unknown', what } : { ignored: 'message without content' };
}

function repliedIn({ reply_to_message: replied }: Message) {
  const number = replied?.from?.is_bot ? shownNumber(replied.text ?? replied.caption ?? '') : null;
  return { replyTo: replied ? String(replied.message_id) : null, ...(number && { repliedNumber: number }) };
}

/**
 * Telegram sets `user_id` where it knows whose number it is; anybody's card can be shared, and a card without it may
 * hold any number. A forwarded card of one's own may be old, and the number somebody else's by now.
 */
function isOwnContact(message: Message): boolean {
  const senderId = message.from?.id ?? message.chat.id;
  return message.contact?.user_id === senderId && message.forward_origin === undefined;
}

function editedIn(message: Message): Said | { ignored: string } {
  const { text, caption, entities, caption_entities } = message;
  const words = text === undefined ? caption : text;
  if (words === undefined) return { ignored: 'edited something other than text' };
  const said = wordsOf(words, text === undefined ? caption_entities : entities);
  return { kind: 'edited', ...said, messageId: String(message.message_id) };
}

/** The entities count within the text as Telegram sent it, and so are read before it is cleaned. */
function wordsOf(typed: string, entities: Entity[]) {
  return { text: clean(typed), ...withMarkdown(fromEntities(typed, entities), typed) };
}

function captionOf({ caption, caption_entities }: Message) {
  if (caption === undefined) return { caption: null };
  const { text, ...formatting } = wordsOf(caption, caption_entities);
  return { caption: text, ...formatting };
}

/** The bot is told when it is blocked or unblocked; in a group when it is put out, taken in, or made an administrator. */
function standingAfter(status: string): Said | { ignored: string } {
  if (status === 'kicked' || status === 'left') return { kind: 'stopped' };
  if (status === 'member' || status === 'administrator') return { kind: 'started' };
  return { ignored: `bot's standing is ${status}` };
}

function pressed(query: NonNullable<Update['callback_query']>): Event {
  const { from, data, message } = query;
  const place = message ?? { chat: { id: from.id, type: 'private' } };
  if (data === undefined) return { ignored: 'press on a button without data' };
  const messageId = message ? String(message.message_id) : null;
  return inPrivate(place, from, { kind: 'pressed', data: clean(data), messageId });
}

/** Kinds we never asked for, and those a later Bot API adds; kept where it can be told whom they are about. */
function strange(update: Update): Event {
  const what = Object.keys(update).find((key) => key !== 'update_id');
  if (!what) return { ignored: 'update without content' };
  const { chat, message, from, user } = strangeSchema.safeParse(update[what]).data ?? {};
  const person = from ?? user;
  const place = chat ?? message?.chat ?? (person && { id: person.id, type: 'private' });
  if (!place) return { ignored: `unknown kind of update: ${what}` };
  return inPrivate({ chat: place }, person, { kind: 'unknown', what });
}

function nameOf(person: Partial<User>): string | null {
  const name = [person.first_name, person.last_name].filter(Boolean).join(' ');
  return clean(name).trim() || null;
}

function ignored(reason: string): Parsed {
  return { kind: 'ignored', reason };
}

/** Names the first field that is wrong, never its value. */
function complaint(error: z.ZodError): string {
  const issue = error.issues[0]!;
  return `${issue.path.join('.') || 'body'}: ${issue.message}`;
}
