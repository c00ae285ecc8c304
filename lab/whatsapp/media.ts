import { createHash } from 'node:crypto';
import type { MediaKind } from './content.ts';
import { Refusal, refusalOf } from './refusal.ts';
import type { MediaFile } from './state.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;
/** What the business uploads is kept 30 days, what people send a week; a download address works for five minutes. */
const kept = { byBusiness: 30 * dayMs, byPerson: 7 * dayMs };
const addressMs = 5 * 60_000;

const MB = 1024 * 1024;
/** https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#supported-media-types */
const supported: { kind: MediaKind; most: number; types: string[] }[] = [
  {
    kind: 'audio',
    most: 16 * MB,
    types: ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus'],
  },
  {
    kind: 'document',
    most: 100 * MB,
    types: [
      'application/vnd.ms-powerpoint',
      'application/msword',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/pdf',
      'text/plain',
      'application/vnd.ms-excel',
    ],
  },
  { kind: 'image', most: 5 * MB, types: ['image/jpeg', 'image/png'] },
  { kind: 'sticker', most: 512 * 1024, types: ['image/webp'] },
  { kind: 'video', most: 16 * MB, types: ['video/mp4', 'video/3gpp'] },
];

/** Keeps an upload of the business. @throws {Refusal} where its type is not supported, or it is too large */
export function upload(
  world: World,
  file: { mimeType: string; bytes: Buffer; fileName: string | null },
): MediaFile {
  const type = essence(file.mimeType);
  const known = supported.find(({ types }) => types.includes(type));
  if (!known) throw unsupportedType(type);
  if (file.bytes.length === 0) throw refusalOf(131053, 'The file is empty.');
  if (file.bytes.length > known.most)
    throw refusalOf(
      131053,
      `The file is larger than the ${known.most} bytes that ${known.kind} files may have.`,
    );
  return keep(world, file, kept.byBusiness);
}

/** Keeps what a person sends; their app takes any type. */
export function keepFromPerson(
  world: World,
  file: { mimeType: string; bytes: Buffer; fileName?: string },
): MediaFile {
  return keep(world, { ...file, fileName: file.fileName ?? null }, kept.byPerson);
}

function keep(
  world: World,
  file: { mimeType: string; bytes: Buffer; fileName: string | null },
  ms: number,
): MediaFile {
  const { mimeType, bytes, fileName } = file;
  const stored = {
    id: world.newDigits(16),
    mimeType,
    fileName,
    base64: bytes.toString('base64'),
    expiresAt: world.inMs(ms),
  };
  world.state.media.push(stored);
  return stored;
}

/** The kinds of message that a file can be sent as. */
export const fitsKind = (kind: MediaKind, mimeType: string): boolean =>
  supported.some((one) => one.kind === kind && one.types.includes(essence(mimeType)));

export function findMedia(world: World, id: string): MediaFile | undefined {
  return world.state.media.find((one) => one.id === id && !world.isPast(one.expiresAt));
}

export const bytesOf = ({ base64 }: MediaFile) => Buffer.from(base64, 'base64');

export const sha256 = (file: MediaFile, encoding: 'hex' | 'base64') =>
  createHash('sha256').update(bytesOf(file)).digest(encoding);

/** What the API tells of a file (https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media#get-media-url). */
export function mediaResource(world: World, file: MediaFile, root: string) {
  return {
    url: addressOf(world, file, root),
    mime_type: file.mimeType,
    sha256: sha256(file, 'hex'),
    file_size: bytesOf(file).length,
    id: file.id,
    messaging_product: 'whatsapp',
  };
}

/** Where it can be downloaded, with the token. */
export function addressOf(world: World, file: MediaFile, root: string): string {
  const ext = String(Math.floor((world.clock.now().getTime() + addressMs) / 1000));
  return `${root}/whatsapp_business/attachments/?mid=${file.id}&ext=${ext}&hash=${hashOf(file, ext)}`;
}

/** The file of such an address, `undefined` where the address is made up or has run out. */
export function fileAt(world: World, query: URLSearchParams): MediaFile | undefined {
  const file = findMedia(world, query.get('mid') ?? '');
  const ext = query.get('ext') ?? '';
  if (!file || query.get('hash') !== hashOf(file, ext)) return undefined;
  return Number(ext) * 1000 < world.clock.now().getTime() ? undefined : file;
}

const hashOf = (file: MediaFile, ext: string) =>
  createHash('sha256')
    .update(`${file.id} ${ext} ${sha256(file, 'hex')}`)
    .digest('base64url')
    .slice(0, 27);

const essence = (mimeType: string) => mimeType.split(';')[0]!.trim().toLowerCase();

function unsupportedType(type: string): Refusal {
  const all = supported.flatMap(({ types }) => types).join(', ');
  return new Refusal(400, {
    message: `(#100) Param file must be a file with one of the following types: ${all}. Received file of type '${type}'.`,
    type: 'OAuthException',
    code: 100,
  });
}
