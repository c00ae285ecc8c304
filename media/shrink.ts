import sharp, { type Sharp } from 'sharp';
import { MediaRefused } from '../domain/media.ts';
import { maxPhotoBytes, maxPhotoSide, maxPixels } from './limits.ts';

/** A picture that every channel can show: JPEG, PNG where one can see through it, GIF where it moves. */
export interface Picture {
  bytes: Uint8Array<ArrayBuffer>;
  mime: 'image/jpeg' | 'image/png' | 'image/gif';
  extension: 'jpg' | 'png' | 'gif';
  width: number;
  height: number;
  isMoving: boolean;
}

/** A picture takes libvips 0.1 to 3 s here; one made to take minutes is not worth waiting for. */
const patienceSeconds = 20;

/** The worst that can come, noise of 2,560 by 2,560, has 3.8 MB at this quality; photos have 0.3 to 1. */
const quality = 82;

/**
 * Makes a picture anew from its pixels: upright, not larger than phones show, 5 MB at most. Whatever else was in the file
 * stays behind: where and when it was taken (EXIF, XMP, IPTC), its thumbnail, anything appended.
 * @param mostBytes where it moves or one can see through it; any other has less than 5 MB, whatever is on it
 * @throws {MediaRefused} `tooManyPixels` before anything is decoded; `broken` for what cannot be read to the end
 */
export async function shrinkPicture(bytes: Uint8Array, mostBytes = maxPhotoBytes): Promise<Picture> {
  const { pages, hasAlpha } = await look(bytes);
  if (pages > 1) return moving(bytes, mostBytes);
  return hasAlpha ? seeThrough(bytes, mostBytes) : still(bytes);
}

/** Reads the header only. */
async function look(bytes: Uint8Array): Promise<{ pages: number; hasAlpha: boolean }> {
  const {
    width,
    height,
    pages = 1,
    hasAlpha,
  } = await reading(() => sharp(bytes, { limitInputPixels: false }).metadata());
  const pixels = width * height * pages;
  if (pixels > maxPixels) throw new MediaRefused('tooManyPixels', `${width} x ${height} x ${pages}`);
  return { pages, hasAlpha };
}

async function still(bytes: Uint8Array): Promise<Picture> {
  const onWhite = fitted(bytes, maxPhotoSide).flatten({ background: 'white' });
  const picture = await made(onWhite.jpeg({ quality, mozjpeg: true }));
  return { ...picture, mime: 'image/jpeg', extension: 'jpg', isMoving: false };
}

/** A photo with a see-through corner has more than 5 MB as PNG: then on white. */
async function seeThrough(bytes: Uint8Array, mostBytes: number): Promise<Picture> {
  const png = await made(fitted(bytes, maxPhotoSide).png({ compressionLevel: 9 }));
  if (png.bytes.length > mostBytes) return still(bytes);
  return { ...png, mime: 'image/png', extension: 'png', isMoving: false };
}

const movingSides = [640, 480, 320, 200];
/** A frame of noise takes libvips 0.1 s so, and 0.9 s at its default of 7, with the same size. */
const gifEffort = 4;

/** One that stays too large even when small, or takes too long, is shown as its first frame. */
async function moving(bytes: Uint8Array, mostBytes: number): Promise<Picture> {
  for (const side of movingSides) {
    const frames = source(bytes, { animated: true }).resize({ width: side, height: side, ...inside });
    const gif = await made(frames.gif({ effort: gifEffort })).catch(unlessRefused);
    if (!gif) break;
    if (gif.bytes.length > mostBytes) continue;
    const height = gif.pageHeight ?? gif.height;
    return { ...gif, height, mime: 'image/gif', extension: 'gif', isMoving: true };
  }
  return still(bytes);
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof MediaRefused)) throw error;
}

const inside = { fit: 'inside', withoutEnlargement: true } as const;

const fitted = (bytes: Uint8Array, side: number) =>
  source(bytes, { animated: false })
    .autoOrient()
    .resize({ width: side, height: side, ...inside });

/** Metadata is not carried over unless asked for (https://sharp.pixelplumbing.com/api-output#keepexif). */
const source = (bytes: Uint8Array, { animated }: { animated: boolean }) =>
  sharp(bytes, { animated, limitInputPixels: maxPixels, failOn: 'truncated' }).timeout({
    seconds: patienceSeconds,
  });

async function made(picture: Sharp) {
  const { data, info } = await reading(() => picture.toBuffer({ resolveWithObject: true }));
  const { width, height, pageHeight } = info;
  return { bytes: new Uint8Array(data), width, height, pageHeight };
}

/** libvips tells what is wrong in a file in many words and no code: all of it means that the file is broken. */
async function reading<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new MediaRefused('broken', 'not readable to the end', { cause });
  }
}
