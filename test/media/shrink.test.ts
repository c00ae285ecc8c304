import sharp from 'sharp';
import { expect, test } from 'vitest';
import { maxPhotoBytes, maxPhotoSide } from '../../media/limits.ts';
import { prepareFile } from '../../media/prepare.ts';
import { shrinkPicture } from '../../media/shrink.ts';
import { frames, gifBomb, gradient, noise, phonePhoto, pngBomb, svg, zip } from './files.ts';

const photo = { kind: 'photo', mime: 'image/jpeg', name: 'IMG_1.JPG' } as const;

test('a photo stands upright and tells neither where nor with what it was taken', async () => {
  const original = await phonePhoto();
  const before = await sharp(original).metadata();
  expect(before.orientation).toBe(6);
  expect(before.exif!.includes('Fruitphone')).toBe(true);

  const picture = await shrinkPicture(original);
  const after = await sharp(picture.bytes).metadata();
  expect([picture.width, picture.height]).toEqual([480, 640]);
  expect([after.exif, after.xmp, after.iptc, after.orientation]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(Buffer.from(picture.bytes).includes('Fruitphone')).toBe(false);
});

test('what hangs behind a photo stays behind', async () => {
  const picture = await shrinkPicture(
    Buffer.concat([await phonePhoto(), zip({ 'evil.exe': 'MZ' }), Buffer.from(svg)]),
  );
  expect(Buffer.from(picture.bytes).includes('PK\x03\x04')).toBe(false);
  expect(Buffer.from(picture.bytes).includes('<script')).toBe(false);
});

test('even a photo of noise needs less than 5 MB', async () => {
  const side = 640;
  const picture = await shrinkPicture(await noise(side, side).jpeg({ quality: 95 }).toBuffer());
  expect((picture.bytes.length / side ** 2) * maxPhotoSide ** 2).toBeLessThan(maxPhotoBytes);
});

test('a large photo becomes as large as a screen', async () => {
  const picture = await shrinkPicture(await gradient(3_000, 2_000).jpeg().toBuffer());
  expect([picture.width, picture.height]).toEqual([2_560, 1_707]);
});

test('a picture that is too large while one can see through it is put on white', async () => {
  const large = await noise(300, 300).ensureAlpha(0.5).png().toBuffer();
  expect(await shrinkPicture(large)).toMatchObject({ mime: 'image/png' });
  expect(await shrinkPicture(large, 150_000)).toMatchObject({ mime: 'image/jpeg', width: 300 });
});

test('an animation gets smaller until it fits, and stands still where it never does', async () => {
  const strip = await noise(400, 800).raw().toBuffer();
  const raw = { width: 400, height: 800, channels: 3, pageHeight: 400 } as const;
  const gif = await sharp(strip, { raw }).gif({ effort: 1 }).toBuffer();
  expect(await shrinkPicture(gif)).toMatchObject({ isMoving: true, width: 400 });
  expect(await shrinkPicture(gif, 300_000)).toMatchObject({ isMoving: true, width: 320, mime: 'image/gif' });
  expect(await shrinkPicture(gif, 1_000)).toMatchObject({ isMoving: false, width: 400, mime: 'image/jpeg' });
});

test('a small photo is not made larger', async () => {
  expect(await shrinkPicture(await gradient(30, 20).png().toBuffer())).toMatchObject({
    width: 30,
    height: 20,
    mime: 'image/jpeg',
  });
});

test('one can still see through a sticker', async () => {
  const background = { r: 255, g: 0, b: 0, alpha: 0.5 };
  const sticker = await sharp({ create: { width: 512, height: 512, channels: 4, background } })
    .webp()
    .toBuffer();
  const made = await prepareFile(new Uint8Array(sticker), {
    kind: 'sticker',
    mime: 'image/webp',
    name: null,
  });
  expect(made).toMatchObject({ kind: 'sticker', mime: 'image/png', name: 'sticker.png' });
  expect((await sharp(made.bytes).metadata()).hasAlpha).toBe(true);
});

test.each(['gif', 'webp'] as const)(
  'a %s that moves becomes an animation that still moves',
  async (format) => {
    const bytes = new Uint8Array(await frames(4, 700)[format]().toBuffer());
    const made = await prepareFile(bytes, { ...photo, name: null });
    expect(made).toMatchObject({ kind: 'animation', mime: 'image/gif', width: 640, height: 640 });
    expect((await sharp(made.bytes).metadata()).pages).toBe(4);
  },
);

test('a bomb is refused by its header, before anything is decoded', async () => {
  const bomb = pngBomb(20_000);
  expect(bomb.length).toBeLessThan(100_000);
  await expect(shrinkPicture(bomb)).rejects.toMatchObject({ reason: 'tooManyPixels' });
});

test('frames count together', async () => {
  expect(await shrinkPicture(gifBomb(100, 3))).toMatchObject({ isMoving: true, width: 100 });
  await expect(shrinkPicture(gifBomb(2_000, 17))).rejects.toMatchObject({ reason: 'tooManyPixels' });
});

test('a photo that ends in the middle is broken', async () => {
  const whole = await phonePhoto();
  const half = whole.subarray(0, whole.length / 2);
  await expect(shrinkPicture(half)).rejects.toMatchObject({ reason: 'broken' });
});

test.each([
  ['IMG_1.JPG', 'IMG_1.jpg'],
  ['../../etc/passwd.png', 'passwd.jpg'],
  ['C:\\photos\\me.jpeg', 'me.jpg'],
  ['photo\u202Egpj.exe', 'photogpj.jpg'],
  ['a\r\nSet-Cookie: x=1.jpg', 'aSet-Cookie_ x=1.jpg'],
  ['.htaccess', 'htaccess.jpg'],
  ['...', 'photo.jpg'],
  [`${'ñ'.repeat(300)}.jpg`, `${'ñ'.repeat(80)}.jpg`],
  [null, 'photo.jpg'],
])('the name %j becomes %j', async (name, expected) => {
  const bytes = new Uint8Array(await gradient(8, 8).jpeg().toBuffer());
  expect((await prepareFile(bytes, { ...photo, name })).name).toBe(expected);
});
