import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Parsed } from '../../domain/channel.ts';
import { Unavailable } from '../../domain/errors.ts';
import type { Log } from '../../domain/log.ts';
import type { Mailbox } from './address.ts';
import type { RawMail } from './parse.ts';
import { parseSes } from './ses.ts';
import { type FetchText, isFromSns, type SnsMessage, snsHost, snsMessageSchema } from './snsMessage.ts';

export interface SnsOptions {
  mailbox: Mailbox;
  /** The topics SES publishes to for us; every other topic is refused, also if Amazon signed its message. */
  topicArns: readonly string[];
  /** Resolves when the mail is stored. Throws `Unavailable` where it cannot be just now. */
  accept(raw: RawMail): Promise<void>;
  receive(parsed: Parsed[]): Promise<void>;
  /** Asked for Amazon's certificates and confirmations, and for nothing else; Node's own unless set. */
  fetch?: typeof fetch | undefined;
  now(): Date;
  log: Log;
}

/** SNS sends 256 kB at most; written as JSON inside of JSON that can be more. */
const MOST_BYTES = 1024 * 1024;
const MOST_CERTIFICATE_CHARACTERS = 20_000;
const TIMEOUT_MS = 10_000;

/**
 * What SES tells through SNS. Answered 200 once it is stored, 403 where Amazon did not sign it or the topic is not ours,
 * 400, 413; and 503 where it cannot be checked or stored just now, as SNS then tries again.
 */
export function snsRoutes(options: SnsOptions): Hono {
  const certificates = remembering((url) => fetchText(options, url));
  return new Hono().post(
    '/webhooks/sns',
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text('Too large', 413) }),
    async (c) => {
      const message = snsMessageSchema.safeParse(parsedJson(await c.req.text())).data;
      if (!message) return c.text('Bad request', 400);
      const refused = await refusalOf(message, certificates, options);
      if (refused) return answerRefused(c, refused, options.log);
      try {
        await handle(message, options);
        return c.text('OK', 200);
      } catch (error) {
        if (error instanceof Unavailable) return c.text('Unavailable', 503);
        throw error;
      }
    },
  );
}

interface Refused {
  status: 403 | 503;
  reason: string;
}

/** The topic first: for a foreign one nothing is fetched. */
async function refusalOf(
  message: SnsMessage,
  certificates: FetchText,
  { topicArns, now }: SnsOptions,
): Promise<Refused | null> {
  if (!topicArns.includes(message.TopicArn)) return { status: 403, reason: 'the topic is not ours' };
  try {
    const isGenuine = await isFromSns(message, certificates, now());
    return isGenuine ? null : { status: 403, reason: 'the signature is not of Amazon' };
  } catch {
    return { status: 503, reason: 'the certificate could not be fetched or read' };
  }
}

function answerRefused(c: Context, { status, reason }: Refused, log: Log): Response {
  log.warn({ webhook: 'sns', reason }, 'a webhook was refused');
  return c.text(status === 403 ? 'Forbidden' : 'Unavailable', status);
}

async function handle(message: SnsMessage, options: SnsOptions): Promise<void> {
  if (message.Type === 'SubscriptionConfirmation') return confirm(message, options);
  if (message.Type === 'UnsubscribeConfirmation') {
    return options.receive([{ kind: 'ignored', reason: 'SNS ended our subscription' }]);
  }
  const news = parseSes(parsedJson(message.Message), options.mailbox, options.now());
  if (news.kind === 'mail') await options.accept(news.raw);
  else await options.receive([news.parsed]);
}

/** The URL is made anew from what was signed, so that nothing can be asked of any other host. */
async function confirm(message: SnsMessage, options: SnsOptions): Promise<void> {
  if (message.Type === 'Notification') return;
  const url = new URL(`https://${snsHost(message)}/`);
  url.searchParams.set('Action', 'ConfirmSubscription');
  url.searchParams.set('TopicArn', message.TopicArn);
  url.searchParams.set('Token', message.Token);
  await fetchText(options, url.href).catch((cause) => {
    throw new Unavailable(cause);
  });
  options.log.info({}, 'subscribed to the topic of SES');
}

/** @throws {Error} also for a redirect: it could lead anywhere */
async function fetchText({ fetch: ask = fetch }: SnsOptions, url: string): Promise<string> {
  const answer = await ask(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!answer.ok) throw new Error(`Amazon answered ${answer.status}`);
  const text = await answer.text();
  if (text.length > MOST_CERTIFICATE_CHARACTERS) throw new Error('Amazon answered at length');
  return text;
}

/** Amazon changes its certificate a few times a year, and each region has one: a few are remembered. */
function remembering(fetchOne: FetchText): FetchText {
  const known = new Map<string, string>();
  return async (url) => {
    const text = known.get(url) ?? (await fetchOne(url));
    if (known.size >= 10) known.clear();
    known.set(url, text);
    return text;
  };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
