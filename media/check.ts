import { fileTypeFromBuffer } from 'file-type';
import { type FileKind, MediaRefused } from '../domain/media.ts';
import { maxBytes, maxBytesOf } from './limits.ts';
import { endingOf } from './name.ts';
import { wordingOf } from './text.ts';
import { type CarriedType, carriedType, refusalOf } from './types.ts';

/** What its sender says a file is; believed in nothing but the choice between neighbours (a voice note, a sticker). */
export interface Claim {
  kind: FileKind;
  mime: string | null;
  name: string | null;
}

/**
 * Finds out what a file is by its content, and whether it is carried at all.
 * @throws {MediaRefused} with the reason where it is not
 */
export async function checkContent(bytes: Uint8Array, claim: Claim): Promise<CarriedType> {
  if (bytes.length === 0) throw new MediaRefused('empty', 'no bytes');
  if (bytes.length > maxBytes) throw tooLarge(bytes, claim.kind);
  const found = await foundMime(bytes);
  const type = carriedType(found);
  if (!type) throw notCarried(found, claim);
  if (!isBelievable(type, claim)) throw new MediaRefused('posing', `${familyClaimed(claim)} is ${found}`);
  const known = asClaimed(type, claim.kind);
  if (bytes.length > maxBytesOf[known.kind]) throw tooLarge(bytes, known.kind);
  return known;
}

/** The type by signature; for what has none, whether it is text. */
async function foundMime(bytes: Uint8Array): Promise<string> {
  const byContent = await fileTypeFromBuffer(bytes);
  if (byContent) return byContent.mime;
  const wording = wordingOf(bytes);
  if (wording === 'neither') return 'application/octet-stream';
  return wording === 'text' ? 'text/plain' : 'text/html';
}

function notCarried(found: string, claim: Claim): MediaRefused {
  const reason = refusalOf(found);
  const poses = reason !== 'markup' && reason !== 'foreignPhoto' && familyClaimed(claim) !== 'document';
  return new MediaRefused(poses ? 'posing' : reason, `${familyClaimed(claim)} is ${found}`);
}

const tooLarge = (bytes: Uint8Array, kind: FileKind) =>
  new MediaRefused('tooLarge', `${bytes.length} bytes of ${kind}`);

type Family = CarriedType['family'];

const familyOfKind: Record<FileKind, Family> = {
  photo: 'picture',
  sticker: 'picture',
  animation: 'video',
  video: 'video',
  voice: 'sound',
  audio: 'sound',
  document: 'document',
};

const pictureEnding = /^(jpe?g|png|gif|webp|avif|heic|heif|tiff?)$/;

/** What it wants to be taken for; a document may say by its type or its name that it is a picture. */
function familyClaimed({ kind, mime, name }: Claim): Family {
  if (kind !== 'document') return familyOfKind[kind];
  if (mime?.startsWith('image/') || pictureEnding.test(endingOf(name))) return 'picture';
  if (mime?.startsWith('video/')) return 'video';
  return mime?.startsWith('audio/') ? 'sound' : 'document';
}

/** Pictures that move and films, films and sounds share containers; any document may turn out to be a picture. */
function isBelievable(type: CarriedType, claim: Claim): boolean {
  const claimed = familyClaimed(claim);
  if (claimed === type.family || claimed === 'document') return true;
  const isFilm = (family: Family) => family === 'video' || family === 'sound';
  if (isFilm(claimed) && isFilm(type.family)) return true;
  return type.mime === 'image/gif' || (claim.kind === 'sticker' && type.family === 'video');
}

/** The neighbour that was meant: the sound of a voice note in a film's container is a voice note. */
function asClaimed(type: CarriedType, claimed: FileKind): CarriedType {
  const isSound = claimed === 'voice' || claimed === 'audio';
  if (type.family === 'sound') return { ...type, kind: claimed === 'voice' ? 'voice' : 'audio' };
  if (type.family === 'video' && isSound) {
    return { ...type, family: 'sound', kind: claimed, mime: type.mime.replace('video/', 'audio/') };
  }
  if (type.family === 'video' && (claimed === 'animation' || claimed === 'sticker')) {
    return { ...type, kind: 'animation' };
  }
  return type.family === 'picture' && claimed === 'sticker' ? { ...type, kind: 'sticker' } : type;
}
