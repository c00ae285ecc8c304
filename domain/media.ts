import type { MediaKind } from './channel.ts';

/** A file on its way to us, as conversations know it. */
export interface HeldFile {
  id: string;
  kind: FileKind;
}

/** The kinds that have a file to carry; the others (a location, a poll) are told in words. */
export type FileKind = Exclude<MediaKind, 'location' | 'poll' | 'other'>;

export const fileKinds = ['photo', 'video', 'voice', 'audio', 'document', 'sticker', 'animation'] as const;

/** Whether there is a file behind it. */
export const isFileKind = (kind: MediaKind): kind is FileKind =>
  (fileKinds as readonly MediaKind[]).includes(kind);

/** What a file is by the type it claims, where its channel tells no more; its content decides later. */
export function kindOfType(mime: string | null): FileKind {
  const type = mime?.toLowerCase() ?? '';
  if (type.startsWith('image/gif')) return 'animation';
  if (/^image\/(?!svg)/.test(type)) return 'photo';
  if (type.startsWith('video/')) return 'video';
  if (/^audio\/(?:ogg|opus|amr)/.test(type)) return 'voice';
  return type.startsWith('audio/') ? 'audio' : 'document';
}

/**
 * Why a file is not carried on.
 * - `empty`: no bytes at all
 * - `tooLarge`: more bytes than its kind may have
 * - `posing`: it says it is of one kind and is of another (a zip named photo.jpg)
 * - `markup`: a page or a drawing that can run scripts (HTML, SVG, XML)
 * - `archive`: packed, so that nobody can see what is in it
 * - `program`: could run on a reader's machine
 * - `unknownType`: content we do not know, and would not know how to show
 * - `foreignPhoto`: a photo that other phones cannot show, and whose place of taking we could not take out (HEIC)
 * - `broken`: says it is a photo, and cannot be read to the end
 * - `tooManyPixels`: small on the wire, huge in memory
 * - `gone`: its provider does not have it any more, or did not hand it out
 */
export const refusalReasons = [
  'empty',
  'tooLarge',
  'posing',
  'markup',
  'archive',
  'program',
  'unknownType',
  'foreignPhoto',
  'broken',
  'tooManyPixels',
  'gone',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A file that is not carried on; `media.refused.<reason>` is the sentence for its sender. */
export class MediaRefused extends Error {
  constructor(
    readonly reason: RefusalReason,
    /** For the log: types and sizes, never a name or what is in it. */
    detail: string,
    options?: ErrorOptions,
  ) {
    super(`${reason}: ${detail}`, options);
    this.name = 'MediaRefused';
  }
}

/** A file as it lies in the store: its kind and type are what its content says. */
export interface CheckedFile {
  kind: FileKind;
  mime: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** In pixels, upright; null for what is no picture. */
  width: number | null;
  height: number | null;
  /** Safe to show and to save under, with the ending of its real type. */
  name: string;
}

/** A file still with its provider, for whoever fetches it. */
export interface FileAtProvider {
  channel: string;
  /** Our side: the bot's id, our phone number. */
  account: string;
  /** What the provider gives it out for. */
  id: string;
}

/**
 * Gets a file's bytes from its provider.
 * Gives up as soon as there are more than `maxBytes`, and when the signal aborts.
 * @throws {MediaRefused} `gone` or `tooLarge` where another try cannot help; anything else is tried again
 */
export type Download = (
  file: FileAtProvider,
  limits: { maxBytes: number; signal: AbortSignal },
) => Promise<Uint8Array>;

/**
 * Gets the bytes at an address that somebody else wrote, never from within our own network. The headers go to the host
 * asked for, and to none that it redirects to.
 * @throws {MediaRefused} as a `Download` does
 */
export type FetchPublic = (
  url: string,
  limits: { maxBytes: number; signal: AbortSignal; headers?: Record<string, string> },
) => Promise<Uint8Array>;

/** Where a channel's files come from. */
export interface FileSource {
  download: Download;
  /** Whether this process can get at them; missing where every one can. */
  isHere?(): boolean;
  /** Called once a file is ready or refused, where its bytes were waiting with us. */
  forget?(id: string): Promise<void>;
}
