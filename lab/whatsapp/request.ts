import { type Content, mediaKinds } from './content.ts';
import { contactsContent, locationContent, mediaContent, reactionOf, textContent } from './contents.ts';
import { interactiveContent } from './interactive.ts';
import { isObject, type Json, object, oneOf, onlyKeys, optionalText, text } from './params.ts';
import { refusalOf, refusals } from './refusal.ts';

/** What the business asks to be sent, found to be well formed. */
export interface SendRequest {
  /** Either may be missing, not both; a phone number wins. */
  to: string | undefined;
  userId: string | undefined;
  contextId: string | null;
  callbackData: string | null;
  what:
    | { kind: 'content'; content: Content }
    | { kind: 'reaction'; messageId: string; emoji: string }
    /** Looked up and filled in by `fromTemplate`. */
    | { kind: 'template'; template: Json };
}

const types = ['text', ...mediaKinds, 'location', 'contacts', 'interactive', 'template', 'reaction'] as const;

/**
 * Reads a request to `/{phone number id}/messages`, with the rules of the send schema and those it leaves out
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/reference/whatsapp-business-phone-number/message-api).
 * @throws {Refusal} in Meta's words
 */
export function readRequest(body: Json): SendRequest {
  checkProduct(body);
  const to = optionalText(body, 'to');
  const userId = optionalText(body, 'recipient');
  if (!to && !userId) throw refusals.missing('to');
  if (to && !/^\+?\d{5,15}$/.test(to.replace(/[\s()-]/g, '')))
    throw refusalOf(131009, `${to} is not a valid phone number`);
  const type = oneOf(body, 'type', types);
  const common = [
    'messaging_product',
    'recipient_type',
    'to',
    'recipient',
    'type',
    'context',
    'biz_opaque_callback_data',
  ];
  onlyKeys(body, 'message', [...common, type]);
  return {
    to: to || undefined,
    userId: userId || undefined,
    contextId: body.context === undefined ? null : contextOf(body),
    callbackData: optionalText(body, 'biz_opaque_callback_data', { most: 512 }) ?? null,
    what: whatOf(body, type),
  };
}

/** @throws {Refusal} where it is not WhatsApp that is asked, or somebody else than a person addressed */
export function checkProduct(body: unknown): asserts body is Json {
  if (!isObject(body) || body.messaging_product === undefined) throw refusals.missing('messaging_product');
  oneOf(body, 'messaging_product', ['whatsapp']);
  if (body.recipient_type === undefined) return;
  if (oneOf(body, 'recipient_type', ['individual', 'group']) === 'group') throw refusalOf(131215);
}

function contextOf(body: Json): string | null {
  const context = object(body, 'context');
  onlyKeys(context, 'context', ['message_id']);
  return optionalText(context, 'message_id', { path: 'context' }) ?? null;
}

function whatOf(body: Json, type: (typeof types)[number]): SendRequest['what'] {
  if (type === 'reaction') return { kind: 'reaction', ...reactionOf(body) };
  if (type === 'template') return { kind: 'template', template: object(body, 'template') };
  return { kind: 'content', content: contentOf(body, type) };
}

function contentOf(body: Json, type: Exclude<(typeof types)[number], 'reaction' | 'template'>): Content {
  if (type === 'text') return textContent(body);
  if (type === 'interactive') return interactiveContent(body);
  if (type === 'location') return locationContent(body);
  if (type === 'contacts') return contactsContent(body);
  return mediaContent(body, type);
}

/** A mark of what the business has read, perhaps with three dots while it writes. */
export function readMarkOf(body: Json): { messageId: string; isTyping: boolean } {
  oneOf(body, 'status', ['read']);
  onlyKeys(body, 'message', ['messaging_product', 'status', 'message_id', 'typing_indicator']);
  const messageId = text(body, 'message_id');
  if (body.typing_indicator === undefined) return { messageId, isTyping: false };
  oneOf(object(body, 'typing_indicator'), 'type', ['text'], 'typing_indicator');
  return { messageId, isTyping: true };
}
