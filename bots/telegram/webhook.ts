import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono, type HonoRequest } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Log } from '../../domain/log.ts';
import { isUpdate } from './update.ts';

export const webhookPath = '/webhooks/telegram';

const largestBody = 1024 * 1024;

interface Webhook {
  /** An empty one lets nobody in. */
  secret: string;
  /** Resolves after the commit. */
  handle(updates: unknown[]): Promise<void>;
  log: Log;
}

/**
 * Takes one update for each request and answers after its commit; any answer but 2xx makes Telegram send it again
 * (https://core.telegram.org/bots/api#setwebhook).
 */
export function webhookRoutes({ secret, handle, log }: Webhook): Hono {
  const refuse = (status: 400 | 401 | 413 | 503, reason: string, text: string) => {
    log.warn({ status, reason }, 'Telegram webhook refused');
    return new Response(text, { status });
  };
  const isSecret = secretReader(secret);
  const tooLarge = () => refuse(413, 'body above 1 MB', 'Payload Too Large');
  const countWhileReading = bodyLimit({ maxSize: largestBody, onError: tooLarge });
  return new Hono().post(
    webhookPath,
    async (c, next) => {
      const isKnown = isSecret(c.req.header('x-telegram-bot-api-secret-token') ?? '');
      return isKnown ? next() : refuse(401, 'wrong secret', 'Unauthorized');
    },
    async (c, next) => {
      const length = declaredLength(c.req);
      if (length === null) return countWhileReading(c, next);
      return length > largestBody ? tooLarge() : next();
    },
    async (c) => {
      const update = await c.req.json<unknown>().catch(() => undefined);
      if (!isUpdate(update)) return refuse(400, 'not an update in JSON', 'Bad Request');
      try {
        await handle([update]);
        return c.body(null, 200);
      } catch (error) {
        log.error({ err: error }, 'An update was not committed, Telegram will send it again');
        return c.text('Service Unavailable', 503);
      }
    },
  );
}

/**
 * Null where the sender does not say, or sends in pieces. Node holds senders to what they say, and then the body need
 * not be counted: Hono builds a stream to do so, which was an eighth of what a webhook cost.
 */
function declaredLength(request: HonoRequest): number | null {
  const declared = request.header('content-length');
  return declared === undefined || request.header('transfer-encoding') ? null : Number(declared);
}

/** Compares hashes, which are equally long, so that the time it takes tells nothing. Ours is made once. */
function secretReader(secret: string): (given: string) => boolean {
  const expected = hash(secret);
  return (given) => secret !== '' && timingSafeEqual(hash(given), expected);
}

const hash = (text: string) => createHash('sha256').update(text).digest();
