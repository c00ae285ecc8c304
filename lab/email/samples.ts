import { sampleBytes, samples } from '../whatsapp/samples.ts';
import type { Attached } from './mailbox.ts';

const kinds = { photo: 'image', document: 'document' } as const;

/** What is attached from the page: real files, named as a phone names them. */
export function sampleFile(kind: keyof typeof kinds): Attached {
  const { mimeType } = samples[kinds[kind]];
  const name = kind === 'photo' ? 'IMG_1988.jpg' : samples.document.file;
  return { name, mimeType, bytes: sampleBytes(kinds[kind]) };
}
