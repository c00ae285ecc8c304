import { readFileSync } from 'node:fs';

/** What a thumb sends from the page, real files each: they stand the look of whoever tells types by their content. */
export const samples = {
  image: { mimeType: 'image/jpeg', file: 'picture.jpg' },
  document: { mimeType: 'application/pdf', file: 'paper.pdf' },
  sticker: { mimeType: 'image/webp', file: 'sticker.webp' },
  voice: { mimeType: 'audio/ogg; codecs=opus', file: 'voice.ogg' },
} as const;

export function sampleBytes(kind: keyof typeof samples): Buffer {
  return readFileSync(new URL(`./samples/${samples[kind].file}`, import.meta.url));
}
