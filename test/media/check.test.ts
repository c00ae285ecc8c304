import { describe, expect, test } from 'vitest';
import type { FileKind } from '../../domain/media.ts';
import { type Claim, checkContent } from '../../media/check.ts';
import { maxBytesOf } from '../../media/limits.ts';
import { docx, gradient, pdf, svg, video, voiceNote, zip } from './files.ts';

const claims: Record<string, Claim> = {
  photo: { kind: 'photo', mime: 'image/jpeg', name: 'photo.jpg' },
  voice: { kind: 'voice', mime: 'audio/ogg', name: null },
  audio: { kind: 'audio', mime: 'audio/mpeg', name: 'song.mp3' },
  video: { kind: 'video', mime: 'video/mp4', name: null },
  animation: { kind: 'animation', mime: 'video/mp4', name: null },
  sticker: { kind: 'sticker', mime: 'image/webp', name: null },
  document: { kind: 'document', mime: 'application/octet-stream', name: 'letter' },
  photoAsDocument: { kind: 'document', mime: 'image/jpeg', name: null },
  photoByName: { kind: 'document', mime: null, name: 'IMG_1.JPG' },
};
const jpeg = await gradient(8, 8).jpeg().toBuffer();
const webp = await gradient(8, 8).webp().toBuffer();
const gif = await gradient(8, 8).gif().toBuffer();
const aZip = zip({ 'a.txt': 'hello' });
const heic = Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from('ftypheic\0\0\0\0mif1heic')]);
const macros = zip({
  '[Content_Types].xml':
    '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
});

describe('a file is what its content says', () => {
  test.each<[string, string, Buffer, FileKind, string]>([
    ['a JPEG sent as a photo', 'photo', jpeg, 'photo', 'image/jpeg'],
    ['a WebP that says it is a JPEG', 'photo', webp, 'photo', 'image/webp'],
    ['a JPEG sent as a file', 'document', jpeg, 'photo', 'image/jpeg'],
    ['a sticker', 'sticker', webp, 'sticker', 'image/webp'],
    ['a GIF sent as an animation', 'animation', gif, 'photo', 'image/gif'],
    ['a voice note', 'voice', voiceNote, 'voice', 'audio/ogg'],
    ['a voice note sent as a song', 'audio', voiceNote, 'audio', 'audio/ogg'],
    ['a film', 'video', video, 'video', 'video/mp4'],
    ['a film without sound, as Telegram sends animations', 'animation', video, 'animation', 'video/mp4'],
    ['a voice note in a film’s container', 'voice', video, 'voice', 'audio/mp4'],
    ['a letter', 'document', docx, 'document', /wordprocessingml/.source],
    ['a PDF', 'document', pdf, 'document', 'application/pdf'],
    ['a text', 'document', Buffer.from('Hola, ¿qué tal?\r\n\tAna'), 'document', 'text/plain; charset=utf-8'],
  ])('%s', async (_what, claim, bytes, kind, mime) => {
    const found = await checkContent(bytes, claims[claim]!);
    expect(found.kind).toBe(kind);
    expect(found.mime).toMatch(mime);
  });
});

describe('what is not carried is refused with its reason', () => {
  test.each<[string, string, Buffer, string]>([
    ['nothing at all', 'photo', Buffer.alloc(0), 'empty'],
    ['30 MB', 'document', Buffer.alloc(30 * 1024 * 1024, 'a'), 'tooLarge'],
    ['a zip posing as a JPEG', 'photo', aZip, 'posing'],
    ['a zip sent as a file of the type JPEG', 'photoAsDocument', aZip, 'posing'],
    ['a zip in a file named .JPG', 'photoByName', aZip, 'posing'],
    ['a letter in a file named .JPG', 'photoByName', docx, 'posing'],
    ['a song sent as a photo', 'photo', voiceNote, 'posing'],
    ['a photo sent as a voice note', 'voice', jpeg, 'posing'],
    ['a zip', 'document', aZip, 'archive'],
    ['a letter with macros', 'document', macros, 'program'],
    ['a program', 'document', Buffer.from('MZ\x90\0\x03\0\0\0'), 'program'],
    ['a drawing with a script', 'photo', Buffer.from(svg), 'markup'],
    ['a drawing behind white space', 'document', Buffer.from(`\uFEFF\n  ${svg}`), 'markup'],
    ['a drawing behind a prologue', 'photo', Buffer.from(`<?xml version="1.0"?>${svg}`), 'markup'],
    ['a drawing behind a comment', 'document', Buffer.from(`<!-- hello -->${svg}`), 'markup'],
    ['a page', 'document', Buffer.from('<!DOCTYPE html><script>1</script>'), 'markup'],
    ['a photo that only some phones show', 'photo', heic, 'foreignPhoto'],
    ['bytes of no known type', 'document', Buffer.from('\0\x01\x02\x03nothing'), 'unknownType'],
    ['text that is no UTF-8', 'document', Buffer.from([0x71, 0x75, 0xe9]), 'unknownType'],
  ])('%s', async (_what, claim, bytes, reason) => {
    await expect(checkContent(bytes, claims[claim]!)).rejects.toMatchObject({ name: 'MediaRefused', reason });
  });
});

test('each kind has its own limit', async () => {
  const padded = (head: Buffer, length: number) => Buffer.concat([head, Buffer.alloc(length - head.length)]);
  const most = maxBytesOf.voice;
  await expect(checkContent(padded(voiceNote, most), claims.voice!)).resolves.toBeDefined();
  const more = checkContent(padded(voiceNote, most + 1), claims.voice!);
  await expect(more).rejects.toMatchObject({ reason: 'tooLarge' });
});
