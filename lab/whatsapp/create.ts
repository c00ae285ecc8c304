import { type Content, type MediaKind, mediaKinds } from './content.ts';
import { strike } from './faults.ts';
import { fromTemplate } from './fromTemplate.ts';
import { findMedia, fitsKind } from './media.ts';
import { type Progress, plan } from './progress.ts';
import { refusalOf, refusals } from './refusal.ts';
import type { SendRequest } from './request.ts';
import type { Message, Person } from './state.ts';
import { isOpen } from './window.ts';
import type { World } from './world.ts';

/** Whom a request is for: a number may belong to nobody on WhatsApp, an id may not. */
export interface Recipient {
  input: string;
  waId: string;
  person: Person | undefined;
}

/** @throws {Refusal} where an id is nobody's, or the number is our own */
export function recipientOf(world: World, { to, userId }: Pick<SendRequest, 'to' | 'userId'>): Recipient {
  if (to === undefined) {
    const person = world.personByUserId(userId!);
    if (!person) throw refusalOf(131009, `${userId} is not a user of this business`);
    return { input: userId!, waId: person.waId, person };
  }
  const waId = to.replace(/\D/g, '');
  if (waId === world.account.phoneNumber.slice(1)) throw refusalOf(131021);
  return { input: to, waId, person: world.person(waId) };
}

export interface CreateParts {
  world: World;
  progress: Progress;
  /** Where a failure of the person's side is told of: by a status, as the real one does, or in the answer. */
  failures: 'by status' | 'at once';
}

/**
 * Takes a message to somebody. What the person's side decides comes later, as a `failed` status: outside the 24 hours
 * (131047), not on WhatsApp (131026), a file that cannot be had (131053).
 * @throws {Refusal}
 */
export function create(parts: CreateParts, request: SendRequest, { waId, person }: Recipient): Message {
  const { world, progress, failures } = parts;
  const { content, category } = contentOf(world, request);
  if (content.mediaId !== undefined) checkMedia(world, content);
  if (request.contextId !== null && !world.message(request.contextId))
    throw refusals.invalid("context['message_id'] is not a message of this number");
  const failureCode = failureOf(world, { waId, content, category, person });
  if (failureCode !== null && failures === 'at once') throw refusalOf(failureCode);
  const { callbackData, contextId } = request;
  const message = world.add({
    waId,
    isFromBusiness: true,
    content,
    contextId,
    callbackData,
    category,
    status: 'accepted',
  });
  if (person) person.typingUntil = null;
  plan(world, message, {
    failureCode,
    isBlocked: person?.hasBlocked ?? false,
    isReordered: strike(world.state, waId, 'reorder') !== undefined,
  });
  progress.follow(message);
  return message;
}

function contentOf(world: World, { what, to }: SendRequest): { content: Content; category: string } {
  if (what.kind === 'reaction') throw new Error('a reaction is no message of its own');
  if (what.kind === 'content') return { content: what.content, category: 'service' };
  const { content, template } = fromTemplate(world, what.template);
  if (template.category === 'AUTHENTICATION' && to === undefined) throw refusalOf(131062);
  return { content, category: template.category.toLowerCase() };
}

function checkMedia(world: World, content: Content): void {
  const file = findMedia(world, content.mediaId!);
  if (!file) throw refusalOf(131009, `Media ID ${content.mediaId} is not valid`);
  const kind = content.kind as MediaKind;
  if (mediaKinds.includes(kind) && !fitsKind(kind, file.mimeType))
    throw refusalOf(131053, `Media of type ${file.mimeType} cannot be sent as ${kind}`);
}

function failureOf(
  world: World,
  {
    waId,
    content,
    category,
    person,
  }: Pick<Message, 'waId' | 'content' | 'category'> & Pick<Recipient, 'person'>,
): number | null {
  const knob = strike(world.state, waId, 'fail');
  if (knob) return knob.code;
  if (!person) return 131026;
  if (category === 'service' && !isOpen(world.clock, person)) return 131047;
  // Nothing is fetched from elsewhere: the Lab lives without the internet.
  return content.mediaLink !== undefined ? 131053 : null;
}

/** The business reacts to a message: its emoji stands there, an empty one takes it away. @throws {Refusal} */
export function react(world: World, { messageId, emoji }: { messageId: string; emoji: string }): string {
  const message = world.message(messageId);
  if (!message) throw refusals.invalid("reaction['message_id'] is not a message of this number");
  message.reactions.business = emoji === '' ? null : emoji;
  world.changed({ kind: 'status', waId: message.waId, id: message.id });
  return world.newId(message.waId, true);
}

/** How long the three dots stand there at most. */
const typingMs = 25_000;

/** All up to this message has been read; the business may be seen to write. @throws {Refusal} */
export function markRead(
  world: World,
  { messageId, isTyping }: { messageId: string; isTyping: boolean },
): void {
  const marked = world.message(messageId);
  if (!marked || marked.isFromBusiness)
    throw refusalOf(100, 'Message with this ID does not exist or was not received');
  for (const message of world.withPerson(marked.waId)) {
    if (!message.isFromBusiness) message.status = 'read';
    if (message === marked) break;
  }
  const person = world.person(marked.waId);
  if (person && isTyping) showTyping(world, person);
  world.changed({ kind: 'status', waId: marked.waId, id: marked.id });
}

function showTyping(world: World, person: Person): void {
  person.typingUntil = world.inMs(typingMs);
  world.clock.after(typingMs, () => world.changed({ kind: 'person', waId: person.waId }));
}
