import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { Parsed } from '../../domain/channel.ts';
import { grouped } from '../../domain/grouped.ts';
import type { Log } from '../../domain/log.ts';
import { parseIncomingSms, parseStatusCallback } from './parse.ts';

/** A webhook as it came, for the spool. JSON-safe. */
export interface RawSms {
  webhook: 'incoming-sms' | 'status-callback';
  parameters: Record<string, string | string[]>;
}

export interface WebhookOptions {
  authToken: string;
  phoneNumber: string;
  /** Twilio's signatures are over this and the path, whatever proxies did to the request. */
  publicUrl: string;
  /** Makes sure the webhook is never lost; `false` where it could not. */
  take(raw: RawSms, parsed: Parsed): Promise<boolean>;
  log: Log;
}

/** A text of 1,600 characters is 20 kB in a form at most. */
const BODY_LIMIT_BYTES = 64 * 1024;

/** The two webhooks Twilio calls. What it is answered is fixed: 200, 400, 403, 413, or 503 where it was lost. */
export function webhookRoutes({ take, log, ...options }: WebhookOptions): Hono {
  return new Hono().post(
    '/webhooks/twilio/:webhook{incoming-sms|status-callback}',
    bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: (c) => c.text('Too large', 413) }),
    async (c) => {
      const raw = await rawOf(c);
      const refused = (reason: string) => log.warn({ webhook: raw.webhook, reason }, 'a webhook was refused');
      if (!isFromTwilio(c, raw, options)) {
        refused('the signature is not of Twilio');
        return c.text('Forbidden', 403);
      }
      const parsed = parse(raw, options.phoneNumber);
      if (!parsed) {
        refused('parameters are missing');
        return c.text('Bad request', 400);
      }
      if (!(await take(raw, parsed))) return c.text('Unavailable', 503);
      return c.body('<Response/>', 200, { 'Content-Type': 'text/xml' });
    },
  );
}

/** What a webhook says, also one from the spool; `null` where it makes no sense. */
export function parse({ webhook, parameters }: RawSms, phoneNumber: string): Parsed | null {
  return webhook === 'incoming-sms'
    ? parseIncomingSms(parameters)
    : parseStatusCallback(parameters, phoneNumber);
}

/** Constant time, and with and without the scheme's own port: Twilio's back ends differ in that. */
function isFromTwilio(
  c: Context,
  raw: RawSms,
  options: Pick<WebhookOptions, 'authToken' | 'publicUrl'>,
): boolean {
  const signature = c.req.header('X-Twilio-Signature') ?? '';
  const root = options.publicUrl.replace(/\/$/, '');
  const url = `${root}/webhooks/twilio/${raw.webhook}${new URL(c.req.url).search}`;
  return validateRequest(options.authToken, signature, url, raw.parameters);
}

async function rawOf(c: Context): Promise<RawSms> {
  const webhook = c.req.param('webhook') as RawSms['webhook'];
  const form = [...new URLSearchParams(await c.req.text())];
  // Asking the form for each name reads all of it each time: a second for a form of 16,000 names, sent by anybody.
  const byName = grouped(form, ([name]) => name);
  const parameters = [...byName].map(([name, pairs]) => [name, oneOrAll(pairs.map(([, value]) => value))]);
  return { webhook, parameters: Object.fromEntries(parameters) };
}

/** A name given several times becomes an array, over which Twilio signs each value. */
const oneOrAll = (values: string[]) => (values.length === 1 ? values[0]! : values);
