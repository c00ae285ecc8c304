import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forgetPlace } from '../../media/film.ts';
import { prepareFile } from '../../media/prepare.ts';

const place = '+51.5090-000.1262/';

function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 8);
  return Buffer.concat([size, Buffer.from(type, 'latin1'), body]);
}

const head = box('ftyp', 'isom\0\0\x02\0isommp42');
const frames = box('mdat', 'the frames, which may say loci by chance');
const zeros = (count: number) => Buffer.alloc(count);
const appleKeys = box(
  'keys',
  zeros(4),
  Buffer.of(0, 0, 0, 2),
  box('mdta', 'com.apple.quicktime.make'),
  box('mdta', 'com.apple.quicktime.location.ISO6709'),
);
const appleValues = box(
  'ilst',
  box('\0\0\0\x01', box('data', zeros(8), 'Fruit')),
  box('\0\0\0\x02', box('data', zeros(8), place)),
);

test.each([
  ['as Android writes it', box('moov', box('udta', box('©xyz', Buffer.of(0, 18, 0, 0), place)))],
  ['as 3GPP has it', box('moov', box('udta', box('loci', zeros(6), place)))],
  ['in a track', box('moov', box('trak', box('udta', box('©xyz', place))))],
  ['as QuickTime has it', box('moov', box('meta', appleKeys, appleValues))],
  ['as QuickTime has it, in MP4', box('moov', box('meta', zeros(4), appleKeys, appleValues))],
])('a film forgets where it was taken: %s', async (_how, moov) => {
  const film = Buffer.concat([head, moov, frames]);
  const claim = { kind: 'video', mime: 'video/mp4', name: null } as const;
  const { bytes } = await prepareFile(new Uint8Array(film), claim);
  expect(Buffer.from(bytes).includes('51.5090')).toBe(false);
  expect(bytes.length).toBe(film.length);
  expect(Buffer.from(bytes).subarray(-frames.length)).toEqual(frames);
  expect(Buffer.from(bytes).includes('Fruit')).toBe(film.includes('Fruit'));
});

test('so does a voice memo', async () => {
  const memo = Buffer.concat([
    box('ftyp', 'M4A \0\0\0\0M4A isom'),
    box('moov', box('udta', box('©xyz', place))),
  ]);
  const claim = { kind: 'voice', mime: 'audio/mp4', name: null } as const;
  const { bytes, kind } = await prepareFile(new Uint8Array(memo), claim);
  expect(kind).toBe('voice');
  expect(Buffer.from(bytes).includes('51.5090')).toBe(false);
});

test('whatever the bytes are, it ends, and changes no length', () => {
  const film = Buffer.concat([head, box('moov', box('meta', appleKeys, appleValues)), frames]);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(film.length - 1), fc.nat(255)), { maxLength: 20 }), (changes) => {
      const broken = new Uint8Array(film);
      for (const [at, byte] of changes) broken[at] = byte;
      forgetPlace(broken);
      expect(broken.length).toBe(film.length);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => forgetPlace(bytes)));
});
