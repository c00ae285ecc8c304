import { expect, test } from 'vitest';
import { MediaRefused } from '../../domain/media.ts';
import { CannotFetch, type FetchFailure } from '../../media/cannotFetch.ts';
import { refusing } from '../../media/download.ts';
import type { PublicFetch } from '../../media/publicFetch.ts';

const url = 'https://api.twilio.example/Media/ME1';
const limits = {
  ...{ maxBytes: 1_000, signal: new AbortController().signal },
  headers: { authorization: 'Basic YQ==' },
};

test('the address, what its host must be told, and the limits reach the fetch', async () => {
  const asked: Parameters<PublicFetch>[] = [];
  const download = refusing(async (...args) => {
    asked.push(args);
    return { bytes: new Uint8Array([1]), mime: null };
  });
  expect(await download(url, limits)).toEqual(new Uint8Array([1]));
  expect(asked).toEqual([[url, limits]]);
});

test.each<[FetchFailure, number | null, string | null]>([
  ['tooLarge', null, 'tooLarge'],
  ['private', null, 'gone'],
  ['notHttp', null, 'gone'],
  ['tooManyRedirects', null, 'gone'],
  ['status', 404, 'gone'],
  ['status', 403, null],
  ['status', 429, null],
  ['status', 503, null],
  ['tooSlow', null, null],
  ['unreachable', null, null],
])('%s %s is final as %s, or tried again', async (reason, status, refused) => {
  const download = refusing(() => Promise.reject(new CannotFetch(reason, status)));
  const error = await download(url, limits).catch((thrown: unknown) => thrown);
  expect(error instanceof MediaRefused ? error.reason : null).toBe(refused);
});
