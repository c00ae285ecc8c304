import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** Files as people and attackers send them, made here so that what is in them can be seen. */

/** A photo as a phone takes it: lying on its side, with the place and the phone in its EXIF. */
export function phonePhoto({ width = 640, height = 480 } = {}): Promise<Buffer> {
  return gradient(width, height)
    .jpeg({ quality: 90 })
    .withExif({
      IFD0: { Make: 'Fruitphone', Model: 'Fruitphone 12' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 30/1 3230/100',
        GPSLongitudeRef: 'W',
        GPSLongitude: '0/1 7/1 4366/100',
      },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();
}

/** A picture that compresses as badly as can be. */
export function noise(width: number, height: number): Sharp {
  const create = { width, height, channels: 3, background: 'white' } as const;
  return sharp({ create: { ...create, noise: { type: 'gaussian', mean: 128, sigma: 120 } } });
}

export function gradient(width: number, height: number): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = (at / 3 / width + at) % 256;
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** So many frames of one colour each, as GIF or WebP. */
export function frames(count: number, side: number): Sharp {
  const pixels = Buffer.alloc(side * side * count * 3);
  for (let at = 0; at < pixels.length; at++) pixels[at] = Math.floor(at / (side * side * 3)) * 50 + (at % 3);
  return sharp(pixels, { raw: { width: side, height: side * count, channels: 3, pageHeight: side } });
}

/** A PNG of one bit a pixel, all white: a side of 20,000 is 50 MB of zeros in 50 KB, and 1.6 GB once decoded. */
export function pngBomb(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 9 });
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A GIF of frames of one pixel each on a screen of that side: each becomes a whole screen once decoded. */
export function gifBomb(side: number, count: number): Buffer {
  const screen = Buffer.from('GIF89a\0\0\0\0\x80\0\0\0\0\0\xff\xff\xff', 'latin1');
  screen.writeUInt16LE(side, 6);
  screen.writeUInt16LE(side, 8);
  const frame = Buffer.from('2c00000000010001000002024401003b', 'hex').subarray(0, 15);
  return Buffer.concat([screen, ...Array.from({ length: count }, () => frame), Buffer.from(';')]);
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A zip whose entries are stored as they are (APPNOTE 4.3). */
export function zip(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(content.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name + content)]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    central.push(
      Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.of(20, 0), fields, rest, Buffer.from(name)]),
    );
    locals.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(central.length, 4);
  end.writeUInt16LE(central.length, 6);
  end.writeUInt32LE(Buffer.concat(central).length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...central, Buffer.from('PK\x05\x06'), end]);
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The least that Word opens. */
export const docx = zip({
  '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${wordType}.main+xml"/></Types>`,
  '_rels/.rels': '<Relationships/>',
  'word/document.xml': '<w:document/>',
});

export const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(document.cookie)</script></svg>';

export const pdf = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n',
);

/** The first page of an Ogg stream with an Opus header: a voice note as Telegram and WhatsApp send it. */
export const voiceNote = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(20),
  Buffer.of(1, 19),
  Buffer.from('OpusHead\x01\x01'),
  Buffer.alloc(9),
]);

/** The head of an MP4, as phones write it. */
export const video = Buffer.concat([
  Buffer.of(0, 0, 0, 24),
  Buffer.from('ftypisom\0\0\x02\0isommp42'),
  Buffer.of(0, 0, 0, 8),
  Buffer.from('mdat'),
]);
