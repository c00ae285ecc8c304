import { createHash, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Parsed } from '../../domain/channel.ts';
import { Unavailable } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { Mailbox } from './address.ts';
import { type FormPart, formParts } from './formParts.ts';
import { limits } from './limits.ts';
import type { Delivered } from './listener.ts';
import type { RawMail } from './parse.ts';
import { rebuiltMail } from './rebuild.ts';
import { isFromSendGrid, parseEvents } from './sendgridEvents.ts';
import { claimedAlignment } from './verdict.ts';

export interface SendGridOptions {
  mailbox: Mailbox;
  /** Stands in the URL given to SendGrid: `/webhooks/sendgrid/inbound?secret=...`; an empty one refuses everything. */
  secret: string;
  /** Base64, from the settings of the Event Webhook; an empty one refuses everything. */
  publicKey: string;
  /** The domain in From that DMARC vouches for, where the raw mail is there to check it. */
  alignedDomain(delivered: Delivered): Promise<string | null>;
  /** Resolves when the mail is stored. Throws `Unavailable` where it cannot be just now. */
  accept(raw: RawMail): Promise<void>;
  receive(parsed: Parsed[]): Promise<void>;
  log: Log;
}

/** As base64 makes a third more of a mail's bytes, and the fields come on top. */
const MOST_INBOUND_BYTES = Math.ceil(limits.bytes * 1.4);
const MOST_EVENT_BYTES = 4 * 1024 * 1024;

/**
 * SendGrid's two webhooks. Answered 200 once it is stored, 403 where it is not from SendGrid, 400, 413; and 503 where
 * it cannot be stored just now, as SendGrid then tries again, for three days.
 */
export function sendgridRoutes(options: SendGridOptions): Hono {
  const tooLarge = (c: Context) => c.text('Too large', 413);
  return new Hono()
    .post('/webhooks/sendgrid/inbound', bodyLimit({ maxSize: MOST_INBOUND_BYTES, onError: tooLarge }), (c) =>
      inbound(c, options),
    )
    .post('/webhooks/sendgrid/events', bodyLimit({ maxSize: MOST_EVENT_BYTES, onError: tooLarge }), (c) =>
      events(c, options),
    );
}

async function inbound(c: Context, options: SendGridOptions): Promise<Response> {
  if (!isSecret(c.req.query('secret') ?? '', options.secret)) {
    options.log.warn({ webhook: 'inbound', reason: 'the secret is not ours' }, 'a webhook was refused');
    return c.text('Forbidden', 403);
  }
  const body = Buffer.from(await c.req.arrayBuffer());
  const parts = formParts(c.req.header('content-type') ?? '', body);
  if (!parts || !(parts.has('email') || parts.has('headers'))) return c.text('Bad request', 400);
  return stored(c, async () => options.accept(await rawMailOf(parts, options)));
}

/** Both sides hashed, so that the time tells neither letters nor length. */
function isSecret(given: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret)) && secret !== '';
}

const envelopeSchema = z.object({ from: z.string().max(300), to: z.array(z.string().max(300)).max(100) });

async function rawMailOf(parts: Map<string, FormPart>, { alignedDomain }: SendGridOptions): Promise<RawMail> {
  const envelope = envelopeSchema.safeParse(parsedJson(textOf(parts, 'envelope'))).data ?? null;
  const whole = parts.get('email')?.bytes;
  const mail = whole ?? rebuiltMail(parts);
  const client = { ip: textOf(parts, 'sender_ip'), name: '' };
  const aligned =
    whole && envelope
      ? await alignedDomain({ mail, envelope, client })
      : claimedAlignment({
          from: textOf(parts, 'from'),
          dkim: textOf(parts, 'dkim'),
          spf: textOf(parts, 'SPF'),
          envelopeFrom: envelope?.from ?? '',
        });
  return { mail: mail.toString('base64'), envelope, alignedDomain: aligned };
}

const textOf = (parts: Map<string, FormPart>, name: string) => parts.get(name)?.bytes.toString('utf8') ?? '';

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function events(c: Context, { publicKey, mailbox, receive, log }: SendGridOptions): Promise<Response> {
  const body = Buffer.from(await c.req.arrayBuffer());
  const signature = c.req.header('X-Twilio-Email-Event-Webhook-Signature') ?? '';
  const timestamp = c.req.header('X-Twilio-Email-Event-Webhook-Timestamp') ?? '';
  if (!isFromSendGrid(publicKey, { signature, timestamp, body })) {
    log.warn({ webhook: 'events', reason: 'the signature is not of SendGrid' }, 'a webhook was refused');
    return c.text('Forbidden', 403);
  }
  const parsed = parseEvents(parsedJson(body.toString('utf8')), mailbox);
  if (!parsed) return c.text('Bad request', 400);
  return stored(c, () => receive(parsed));
}

/** An error of another kind is a bug, and goes on to whoever answers bugs, with 500: SendGrid tries again then, too. */
async function stored(c: Context, work: () => Promise<void>): Promise<Response> {
  try {
    await work();
    return c.text('OK', 200);
  } catch (error) {
    if (error instanceof Unavailable) return c.text('Unavailable', 503);
    throw error;
  }
}
