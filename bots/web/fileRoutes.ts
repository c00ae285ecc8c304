import { type Context, Hono } from 'hono';
import type { Clock } from '../../domain/clock.ts';
import { limitHeaders } from '../../domain/limitHeaders.ts';
import { type Counted, isOver, type LimitName, type Limits } from '../../domain/limits.ts';
import type { Log } from '../../domain/log.ts';
import { kindOfType, MediaRefused } from '../../domain/media.ts';
import { storable } from '../../domain/storable.ts';
import type { WebFiles, WebSession, WebStore } from '../../domain/webChat.ts';
import { plainWords } from '../../texts/words.ts';
import { languageOf } from './page/words.ts';
import { readBody, TooMuch } from './readBody.ts';
import type { Tickets } from './ticket.ts';
import { turnstile } from './turnstile.ts';

export interface FileRoutesOptions {
  store: Pick<WebStore, 'find' | 'findSeats'>;
  files: WebFiles;
  tickets: Tickets;
  /** How many files one browser may upload. */
  uploadLimits: Limits;
  clock: Clock;
  log: Log;
  sessionOf(c: Context): Promise<WebSession | null>;
}

/** A day less than a link holds at least: who comes back within it need not ask again. */
const rememberedSeconds = 86_400;

/**
 * Files of the web chat: `POST /chat/files` takes one and answers 201 with a ticket to send it by, or with a sentence why
 * not; `GET /chat/files/<message>/<index>` leads to a file of one's own screen by a link that was signed just now.
 */
export function fileRoutes(options: FileRoutesOptions): Hono {
  const { store, files, clock, sessionOf } = options;
  const enter = turnstile();
  return new Hono()
    .post('/chat/files', async (c) => {
      const session = await sessionOf(c);
      if (!session) return c.text('Unauthorized', 401);
      const [seat] = await store.findSeats([session.addressId]);
      // Anybody may have a session: who is in no community would only fill the store.
      if (!seat) return sentence(c, 403, 'web.filesForMembers');
      const leave = enter(seat.membershipId);
      if (!leave) return c.text('Service Unavailable', 503, { 'Retry-After': '2' });
      try {
        // Inside, so that whoever was told to come again has not been counted for it.
        const counted = await options.uploadLimits.take(session.addressId);
        tellLimit(c, 'uploads', counted);
        if (isOver(counted)) return sentence(c, 429, 'web.tooManyUploads');
        return await take(c, options, session);
      } finally {
        leave();
      }
    })
    .get('/chat/files/:message/:index{[0-9]}', async (c) => {
      const session = await sessionOf(c);
      if (!session) return c.text('Unauthorized', 401);
      const content = await store.find(session.addressId, storable(c.req.param('message')));
      const file = content?.files?.[Number(c.req.param('index'))];
      if (!file) return c.text('Not Found', 404);
      const found = await files.pathTo(file.id);
      if (found === 'fetching') return c.text('Service Unavailable', 503, { 'Retry-After': '2' });
      if (found === 'gone') return c.text('Gone', 410);
      // Who is signed out must not be led on by what the browser remembers.
      c.header('Cache-Control', `private, max-age=${rememberedSeconds}`);
      c.header('Vary', 'Cookie');
      return c.redirect(found.path);
    });

  async function take(c: Context, { tickets, log }: FileRoutesOptions, { addressId }: WebSession) {
    const claim = claimOf(c);
    try {
      const mostBytes = files.mostBytes(claim.kind);
      const bytes = await readBody(c.req.raw.body, { said: c.req.header('content-length'), mostBytes });
      const kept = await files.keep(bytes, claim);
      return c.json({ file: tickets.issue(addressId, kept, clock.now()), kind: kept.kind }, 201);
    } catch (error) {
      if (error instanceof TooMuch) return refusal(c, 413, 'tooLarge', claim.name);
      if (!(error instanceof MediaRefused)) throw error;
      log.info({ err: error }, 'an upload is refused');
      return refusal(c, error.reason === 'tooLarge' ? 413 : 415, error.reason, claim.name);
    }
  }
}

function tellLimit(c: Context, name: LimitName, counted: Counted): void {
  for (const [header, value] of Object.entries(limitHeaders(name, counted))) c.header(header, value);
}

/** What the browser says it is; only good for choosing a limit, and for the name. */
function claimOf(c: Context) {
  const mime = (c.req.header('content-type') ?? 'application/octet-stream').slice(0, 100);
  return { kind: kindOfType(mime), mime, name: nameIn(c.req.header('x-file-name')) };
}

/** Percent-encoded, as headers hold no other letters; null for what cannot be read. */
function nameIn(header: string | undefined): string | null {
  try {
    const name = decodeURIComponent(header ?? '').replace(/[\p{Cc}\p{Surrogate}]/gu, '');
    return [...name].slice(0, 200).join('') || null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

const language = (c: Context) => languageOf(c.req.header('accept-language'));

function refusal(c: Context, status: 413 | 415, reason: MediaRefused['reason'], name: string | null) {
  const said = plainWords(
    { key: 'web.notSent', params: { name: name ?? '', reason: { key: `media.refused.${reason}` } } },
    language(c),
  );
  return c.json({ reason, sentence: said.trim() }, status);
}

const sentence = (c: Context, status: 403 | 429, key: 'web.filesForMembers' | 'web.tooManyUploads') =>
  c.json({ reason: key, sentence: plainWords({ key }, language(c)) }, status);
