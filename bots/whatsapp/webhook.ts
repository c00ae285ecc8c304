import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Unavailable } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import { readJson } from './json.ts';
import { isSame, isSigned } from './signature.ts';

export const webhookPath = '/webhooks/whatsapp';

/** "Webhook payloads can be up to 3 MB" (…/whatsapp/webhooks/overview). */
const largestBody = 3 * 1024 * 1024;

export interface WebhookOptions {
  /** Of the app; an empty one lets nobody in. */
  appSecret: string;
  /** What Meta shows in the handshake; an empty one never fits. */
  verifyToken: string;
  /** Resolves after the commit. */
  handle(payload: unknown): Promise<void>;
  log: Log;
}

/**
 * The handshake, and what Meta posts, at two paths that mean the same: Meta has one address for messages and statuses.
 * Any answer but 200 makes Meta send it again, for up to 7 days.
 *
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export function webhookRoutes(options: WebhookOptions): Hono {
  const { log } = options;
  const refuse = (status: 400 | 403 | 413, reason: string) => {
    log.warn({ status, reason }, 'a WhatsApp webhook was refused');
    return new Response(texts[status], { status });
  };
  const routes = new Hono();
  for (const path of [webhookPath, `${webhookPath}/messages`]) {
    routes.get(
      path,
      (c) => challenged(c, options.verifyToken) ?? refuse(403, 'the verify token is not ours'),
    );
    routes.post(
      path,
      bodyLimit({ maxSize: largestBody, onError: () => refuse(413, 'body above 3 MB') }),
      async (c) => {
        const body = new Uint8Array(await c.req.arrayBuffer());
        if (!isSigned(body, c.req.header('x-hub-signature-256') ?? '', options.appSecret))
          return refuse(403, 'the signature is not of Meta');
        const payload = readJson(new TextDecoder().decode(body));
        if (payload === undefined) return refuse(400, 'not JSON');
        return taken(c, payload, options);
      },
    );
  }
  return routes;
}

const texts = { 400: 'Bad request', 403: 'Forbidden', 413: 'Too large' };

/** Meta asks whether the address is ours, and wants its own number back; null where it asks wrongly. */
function challenged(c: Context, verifyToken: string): Response | null {
  const { 'hub.mode': mode, 'hub.verify_token': token = '', 'hub.challenge': challenge = '' } = c.req.query();
  // Nothing but a number is given back, so that nobody can make us show a page of theirs.
  const isAsked = mode === 'subscribe' && /^\d{1,40}$/.test(challenge);
  if (!isAsked || verifyToken === '' || !isSame(token, verifyToken)) return null;
  return c.text(challenge);
}

/** An error that is not the database's is a bug, and goes on. */
async function taken(c: Context, payload: unknown, { handle, log }: WebhookOptions): Promise<Response> {
  try {
    await handle(payload);
    return c.body(null, 200);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    log.error({ err: error }, 'a WhatsApp webhook was not committed, Meta will send it again');
    return c.text('Unavailable', 503);
  }
}
