import type { FileKind, RefusalReason } from '../domain/media.ts';

/** What we carry of a type: as what, and under which ending it is saved. */
export interface CarriedType {
  family: 'picture' | 'video' | 'sound' | 'document';
  kind: FileKind;
  mime: string;
  extension: string;
}

const picture = { family: 'picture', kind: 'photo' } as const;
const video = { family: 'video', kind: 'video' } as const;
const sound = { family: 'sound', kind: 'audio' } as const;
const document = { family: 'document', kind: 'document' } as const;

const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

/** The allow-list, by the type that file-type finds in the content. What is not here is refused. */
const carried: Record<string, CarriedType> = {
  'image/jpeg': { ...picture, mime: 'image/jpeg', extension: 'jpg' },
  'image/png': { ...picture, mime: 'image/png', extension: 'png' },
  'image/apng': { ...picture, mime: 'image/png', extension: 'png' },
  'image/webp': { ...picture, mime: 'image/webp', extension: 'webp' },
  'image/avif': { ...picture, mime: 'image/avif', extension: 'avif' },
  'image/tiff': { ...picture, mime: 'image/tiff', extension: 'tif' },
  'image/gif': { ...picture, mime: 'image/gif', extension: 'gif' },
  'video/mp4': { ...video, mime: 'video/mp4', extension: 'mp4' },
  'video/x-m4v': { ...video, mime: 'video/mp4', extension: 'mp4' },
  'video/quicktime': { ...video, mime: 'video/quicktime', extension: 'mov' },
  'video/webm': { ...video, mime: 'video/webm', extension: 'webm' },
  'video/3gpp': { ...video, mime: 'video/3gpp', extension: '3gp' },
  'video/3gpp2': { ...video, mime: 'video/3gpp2', extension: '3g2' },
  'audio/ogg': { ...sound, mime: 'audio/ogg', extension: 'ogg' },
  'audio/mpeg': { ...sound, mime: 'audio/mpeg', extension: 'mp3' },
  'audio/mp4': { ...sound, mime: 'audio/mp4', extension: 'm4a' },
  'audio/x-m4a': { ...sound, mime: 'audio/mp4', extension: 'm4a' },
  'audio/aac': { ...sound, mime: 'audio/aac', extension: 'aac' },
  'audio/amr': { ...sound, mime: 'audio/amr', extension: 'amr' },
  'audio/wav': { ...sound, mime: 'audio/wav', extension: 'wav' },
  'audio/flac': { ...sound, mime: 'audio/flac', extension: 'flac' },
  'application/pdf': { ...document, mime: 'application/pdf', extension: 'pdf' },
  [`${office}.wordprocessingml.document`]: {
    ...document,
    mime: `${office}.wordprocessingml.document`,
    extension: 'docx',
  },
  [`${office}.spreadsheetml.sheet`]: {
    ...document,
    mime: `${office}.spreadsheetml.sheet`,
    extension: 'xlsx',
  },
  [`${office}.presentationml.presentation`]: {
    ...document,
    mime: `${office}.presentationml.presentation`,
    extension: 'pptx',
  },
  [`${openDocument}.text`]: { ...document, mime: `${openDocument}.text`, extension: 'odt' },
  [`${openDocument}.spreadsheet`]: { ...document, mime: `${openDocument}.spreadsheet`, extension: 'ods' },
  [`${openDocument}.presentation`]: { ...document, mime: `${openDocument}.presentation`, extension: 'odp' },
  'text/calendar': { ...document, mime: 'text/plain; charset=utf-8', extension: 'ics' },
  'text/vcard': { ...document, mime: 'text/plain; charset=utf-8', extension: 'vcf' },
  'text/plain': { ...document, mime: 'text/plain; charset=utf-8', extension: 'txt' },
};

/** Types with a reason of their own in what people are told; the first that fits. */
const refused: [RegExp, RefusalReason][] = [
  [/^image\/hei[cf]/, 'foreignPhoto'],
  // Office files with macros have "xml" in their names as well.
  [
    /macroenabled|msdownload|elf|mach-binary|diskimage|x-deb|x-rpm|wasm|java|android|xpinstall|extension|regedit|shortcut|alias|htmlhelp|shockwave/i,
    'program',
  ],
  [/xml|html|svg/, 'markup'],
  [/zip|compress|x-(tar|xz|lz4|cpio|arj|unix-archive|asar)|zstd/, 'archive'],
];

/** @returns undefined for a type that we do not carry. `audio/ogg; codecs=opus` is `audio/ogg`. */
export function carriedType(foundMime: string): CarriedType | undefined {
  const bare = foundMime.split(';')[0]!;
  return Object.hasOwn(carried, bare) ? carried[bare] : undefined;
}

/** Why a type that is not carried is not. */
export const refusalOf = (foundMime: string): RefusalReason =>
  refused.find(([pattern]) => pattern.test(foundMime))?.[1] ?? 'unknownType';
