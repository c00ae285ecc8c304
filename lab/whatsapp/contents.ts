import type { Contact, Content, Location, MediaKind } from './content.ts';
import {
  inside,
  isObject,
  type Json,
  object,
  objects,
  onlyKeys,
  optionalFlag,
  optionalText,
  text,
} from './params.ts';
import { refusals } from './refusal.ts';

/** https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages @throws {Refusal} */
export function textContent(request: Json): Content {
  const given = object(request, 'text');
  onlyKeys(given, 'text', ['body', 'preview_url']);
  optionalFlag(given, 'preview_url', 'text');
  return { kind: 'text', text: text(given, 'body', { path: 'text', most: 4096 }) };
}

/** A file by the id of an upload or by a link; which keys there may be differs by its kind. @throws {Refusal} */
export function mediaContent(request: Json, kind: MediaKind): Content {
  const given = object(request, kind);
  const { mediaId, mediaLink } = mediaOf(given, kind);
  onlyKeys(given, kind, ['id', 'link', ...mediaKeys[kind]]);
  const caption = optionalText(given, 'caption', { path: kind, most: 1024 }) ?? '';
  const fileName = optionalText(given, 'filename', { path: kind });
  return {
    kind,
    text: caption,
    ...(mediaId && { mediaId }),
    ...(mediaLink && { mediaLink }),
    ...(fileName && { fileName }),
    ...(kind === 'audio' && { isVoice: optionalFlag(given, 'voice', kind) }),
  };
}

const mediaKeys: Record<MediaKind, string[]> = {
  image: ['caption'],
  video: ['caption'],
  document: ['caption', 'filename'],
  audio: ['voice'],
  sticker: [],
};

/** Exactly one of id and link. @throws {Refusal} */
export function mediaOf(given: Json, path: string): { mediaId?: string; mediaLink?: string } {
  const mediaId = optionalText(given, 'id', { path });
  const mediaLink = optionalText(given, 'link', { path });
  if (mediaId && mediaLink) throw refusals.invalid(`Only one of id and link can be given for ${path}`);
  if (mediaId) return { mediaId };
  if (!mediaLink) throw refusals.missing(`${inside(path, 'id')} or ${inside(path, 'link')}`);
  if (!/^https?:\/\//.test(mediaLink)) throw refusals.invalid(`${inside(path, 'link')} is not a valid URL`);
  return { mediaLink };
}

/** @throws {Refusal} */
export function locationContent(request: Json): Content {
  const given = object(request, 'location');
  onlyKeys(given, 'location', ['latitude', 'longitude', 'name', 'address']);
  const name = optionalText(given, 'name', { path: 'location' });
  const address = optionalText(given, 'address', { path: 'location' });
  const location: Location = {
    latitude: degrees(given, 'latitude', 90),
    longitude: degrees(given, 'longitude', 180),
    ...(name && { name }),
    ...(address && { address }),
  };
  return { kind: 'location', text: '', location };
}

function degrees(given: Json, key: string, most: number): number {
  const value = given[key];
  if (value === undefined || value === null) throw refusals.missing(inside('location', key));
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !(Math.abs(number) <= most))
    throw refusals.invalid(`location['${key}'] must be a number between -${most} and ${most}`);
  return number;
}

/** @throws {Refusal} */
export function contactsContent(request: Json): Content {
  const given = objects(request, 'contacts');
  if (given.length === 0) throw refusals.empty('contacts');
  return { kind: 'contacts', text: '', contacts: given.map(contactOf) };
}

function contactOf(given: Json, index: number): Contact {
  const path = inside('contacts', index);
  onlyKeys(given, path, ['addresses', 'birthday', 'emails', 'name', 'org', 'phones', 'urls']);
  const name = object(given, 'name', path);
  const formatted = text(name, 'formatted_name', { path: inside(path, 'name') });
  const lastName = optionalText(name, 'last_name', { path: inside(path, 'name') });
  const phone = Array.isArray(given.phones) && isObject(given.phones[0]) ? given.phones[0] : {};
  return {
    firstName: optionalText(name, 'first_name', { path: inside(path, 'name') }) ?? formatted,
    ...(lastName && { lastName }),
    phone: optionalText(phone, 'phone', { path: inside(path, 'phones') }) ?? '',
    ...(typeof phone.wa_id === 'string' && { waId: phone.wa_id }),
  };
}

/** An empty emoji takes the reaction away. @throws {Refusal} */
export function reactionOf(request: Json): { messageId: string; emoji: string } {
  const given = object(request, 'reaction');
  onlyKeys(given, 'reaction', ['message_id', 'emoji']);
  const emoji = optionalText(given, 'emoji', { path: 'reaction' }) ?? '';
  if (emoji !== '' && !/\p{Extended_Pictographic}|\p{Regional_Indicator}|[\d#*]\ufe0f?\u20e3/u.test(emoji))
    throw refusals.invalid("reaction['emoji'] is not an emoji");
  return { messageId: text(given, 'message_id', { path: 'reaction' }), emoji };
}
