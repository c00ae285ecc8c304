import { type Context, Hono } from 'hono';
import type { Engine as Sql } from '../db/client.ts';
import { findMedia, type MediaRow } from '../db/media.ts';
import type { Clock } from '../domain/clock.ts';
import { nearestLanguage } from '../domain/text.ts';
import { texts } from '../texts/texts.ts';
import { type ByteRange, rangeOf } from './range.ts';

export interface MediaRouteDeps {
  sql: Sql;
  clock: Clock;
  /** What a token stands for; undefined for one that we did not make. */
  readToken(token: string): { mediaId: string; expiresAt: Date } | undefined;
  /** The file behind a storage key. */
  read(storageKey: string): Promise<Uint8Array<ArrayBuffer>>;
}

type Ready = Extract<MediaRow, { status: 'ready' }>;

/** Longer than any token of ours, and nothing to work on. */
const longestToken = 64;

/** `GET /m/<token>`: a file, for whoever holds a link to it; 404 for a link of others, 410 once it has run out. */
export function mediaRoutes({ sql, clock, readToken, read }: MediaRouteDeps): Hono {
  return new Hono().get('/m/:token', async (c) => {
    const token = c.req.param('token');
    const said = token.length <= longestToken ? readToken(token) : undefined;
    if (!said) return sentence(c, 404, 'media.page.unknown');
    const leftMs = said.expiresAt.getTime() - clock.now().getTime();
    if (leftMs <= 0) return sentence(c, 410, 'media.page.expired');
    const file = await findMedia(sql, said.mediaId);
    if (file?.status !== 'ready') return sentence(c, 410, 'media.page.gone');
    return answer(c, file, { leftMs, read });
  });
}

async function answer(
  c: Context,
  file: Ready,
  { leftMs, read }: { leftMs: number } & Pick<MediaRouteDeps, 'read'>,
): Promise<Response> {
  const etag = `"${file.sha256.toString('hex', 0, 16)}"`;
  const headers = headersOf(file, { etag, leftMs });
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
  // A part of another file than the one begun with would be a broken one.
  const isSame = [undefined, etag].includes(c.req.header('if-range'));
  const range = isSame ? rangeOf(c.req.header('range'), file.size) : 'whole';
  if (range === 'beyond') {
    return c.body(null, 416, { ...headers, 'content-length': '0', 'content-range': `bytes */${file.size}` });
  }
  if (c.req.method === 'HEAD') return c.body(null, 200, headers);
  const bytes = await read(file.storageKey);
  return range === 'whole' ? c.body(bytes, 200, headers) : part(c, bytes, { headers, range });
}

function part(
  c: Context,
  bytes: Uint8Array<ArrayBuffer>,
  { headers, range: { first, last } }: { headers: Record<string, string>; range: ByteRange },
): Response {
  return c.body(bytes.slice(first, last + 1), 206, {
    ...headers,
    'content-length': String(last + 1 - first),
    'content-range': `bytes ${first}-${last}/${bytes.length}`,
  });
}

const dayMs = 24 * 3_600_000;

/** What browsers show by themselves; whatever else is saved. */
const isShown = (mime: string) => /^(image|video|audio)\//.test(mime);

/**
 * A file of somebody else's in our own origin: it is what we say and nothing that a browser might guess, may run
 * nothing, ask for nothing and open nothing, and tells no other site where it was seen.
 */
function headersOf(file: Ready, { etag, leftMs }: { etag: string; leftMs: number }): Record<string, string> {
  const ascii = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const disposition = isShown(file.mime) ? 'inline' : 'attachment';
  return {
    'content-type': file.mime,
    'content-length': String(file.size),
    'content-disposition': `${disposition}; filename="${ascii}"; filename*=UTF-8''${encoded(file.name)}`,
    'content-security-policy':
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': `private, max-age=${Math.floor(Math.min(leftMs, dayMs) / 1_000)}, immutable`,
    'accept-ranges': 'bytes',
    etag,
  };
}

/** RFC 8187: some characters that encodeURIComponent leaves alone are not allowed here. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

type PageKey = Extract<keyof typeof texts, `media.page.${string}`>;

function sentence(c: Context, status: 404 | 410, key: PageKey): Response {
  const language = nearestLanguage(c.req.header('accept-language') ?? null);
  return c.text(texts[key][language], status, { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
}
