import { type Content, rowsOf } from './content.ts';
import { contactOf, head, seconds } from './envelope.ts';
import { webhookError } from './errors.ts';
import { findMedia, sha256 } from './media.ts';
import type { Message, Person } from './state.ts';
import type { World } from './world.ts';

/**
 * A message of a person as the webhook tells of it
 * (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages).
 */
export function messageValue(world: World, message: Message) {
  const person = world.person(message.waId)!;
  return eventValue(world, person, {
    ...quotation(world, message),
    ...from(person),
    id: message.id,
    timestamp: seconds(message.at),
    ...body(world, message),
  });
}

/** Anything else that a person did with a message: `fields` say what. */
export function actValue(world: World, person: Person, fields: { type: string } & Record<string, unknown>) {
  const id = world.newId(person.waId, false);
  return eventValue(world, person, { ...from(person), id, timestamp: seconds(world.nowText()), ...fields });
}

function eventValue(world: World, person: Person, message: Record<string, unknown>) {
  return { ...head(world), contacts: [contactOf(person)], messages: [message] };
}

/** Where somebody has a username the ids stand beside the number; where the number is hidden they stand alone. */
function from({ waId, userId, parentUserId, username, hidesNumber }: Person) {
  return {
    ...(!hidesNumber && { from: waId }),
    ...((hidesNumber || username !== null) && { from_user_id: userId }),
    ...(hidesNumber && { from_parent_user_id: parentUserId }),
  };
}

/** What is quoted: our number or theirs, with the id; or that it was forwarded. */
function quotation(world: World, { contextId, forwarded, waId }: Message) {
  const quoted = world.message(contextId);
  if (quoted) {
    const person = world.person(waId)!;
    const author = person.hidesNumber ? person.userId : waId;
    return {
      context: { from: quoted.isFromBusiness ? world.account.phoneNumber.slice(1) : author, id: quoted.id },
    };
  }
  if (forwarded === null) return {};
  return { context: forwarded === 'often' ? { frequently_forwarded: true } : { forwarded: true } };
}

function body(world: World, { content }: Message) {
  if (content.buttons?.[0]) return pressed(content);
  if (content.list)
    return { type: 'interactive', interactive: { type: 'list_reply', list_reply: rowsOf(content)[0] } };
  if (content.kind === 'location') return { location: content.location, type: 'location' };
  if (content.kind === 'contacts')
    return { type: 'contacts', contacts: content.contacts!.map(sharedContact) };
  if (content.kind === 'poll') return { errors: unsupported(), type: 'unsupported' };
  if (content.kind === 'text') return { text: { body: content.text }, type: 'text' };
  return { type: content.kind, [content.kind]: mediaOf(world, content) };
}

/** A button of ours comes back as `interactive`, one of a template as `button`. */
function pressed({ buttons }: Content) {
  const { kind, id, title } = buttons![0]!;
  if (kind === 'quickReply') return { type: 'button', button: { payload: id, text: title } };
  return { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title } } };
}

/** Without the address of a page, unlike the errors of statuses. */
function unsupported() {
  const { code, title, message, error_data } = webhookError(131051);
  return [{ code, title, message, error_data }];
}

function sharedContact({ firstName, lastName, phone, waId }: NonNullable<Content['contacts']>[0]) {
  return {
    name: {
      first_name: firstName,
      ...(lastName && { last_name: lastName }),
      formatted_name: [firstName, lastName].filter(Boolean).join(' '),
    },
    phones: [{ phone, ...(waId && { wa_id: waId }), type: 'CELL' }],
  };
}

/** A file as a message carries it. */
export function mediaOf(world: World, content: Content) {
  const file = findMedia(world, content.mediaId!)!;
  return {
    ...(content.text && { caption: content.text }),
    ...(content.kind === 'document' && { filename: content.fileName }),
    mime_type: file.mimeType,
    sha256: sha256(file, 'base64'),
    id: file.id,
    ...(content.kind === 'audio' && { voice: content.isVoice ?? false }),
    ...(content.kind === 'sticker' && { animated: false }),
  };
}
