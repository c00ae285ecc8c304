import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import type { Parsed, Receive } from '../../domain/channel.ts';
import { Unavailable } from '../../domain/errors.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import { parseIncomingSms, parseStatusCallback } from './parse.ts';
import { type SmsChannelOptions, smsChannel } from './send.ts';

/** A webhook as it came, for the spool: `replay` takes it again. JSON-safe. */
export interface RawSms {
  webhook: 'incoming-sms' | 'status-callback';
  parameters: Record<string, string | string[]>;
}

export interface SmsBotOptions extends Omit<SmsChannelOptions, 'statusCallback'> {
  /** Under which Twilio reaches us; its signatures are over this, whatever proxies did to the request. */
  publicUrl: string;
  receive: Receive;
  /** Keeps a webhook safe while Postgres is away: Twilio does not send it again. Resolves once it is on the disk. */
  spool(raw: RawSms): Promise<void>;
  newId: NewId;
  log: Log;
}

const BODY_LIMIT_BYTES = 64 * 1024;

/** The SMS channel: the way out, and the two webhooks Twilio calls. */
export function smsBot(options: SmsBotOptions) {
  const { publicUrl, receive, spool, log, newId } = options;
  const root = publicUrl.replace(/\/$/, '');
  const { ready, ...channel } = smsChannel({
    ...options,
    statusCallback: `${root}/webhooks/twilio/status-callback`,
  });

  const parse = ({ webhook, parameters }: RawSms) =>
    webhook === 'incoming-sms'
      ? parseIncomingSms(parameters)
      : parseStatusCallback(parameters, options.phoneNumber);

  async function take(raw: RawSms, parsed: Parsed): Promise<'taken' | 'lost'> {
    const correlationId = newId();
    try {
      await receive([parsed], { correlationId });
      return 'taken';
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      log.warn(
        { correlationId, webhook: raw.webhook },
        'the database is away, the webhook goes to the spool',
      );
    }
    try {
      await spool(raw);
      return 'taken';
    } catch (error) {
      log.error({ correlationId, webhook: raw.webhook, error }, 'the spool failed too, the webhook is lost');
      return 'lost';
    }
  }

  const routes = new Hono().post(
    '/webhooks/twilio/:webhook{incoming-sms|status-callback}',
    bodyLimit({ maxSize: BODY_LIMIT_BYTES, onError: (c) => c.text('Too large', 413) }),
    async (c) => {
      const raw: RawSms = {
        webhook: c.req.param('webhook') as RawSms['webhook'],
        parameters: formParameters(await c.req.text()),
      };
      const url = `${root}/webhooks/twilio/${raw.webhook}${new URL(c.req.url).search}`;
      const signature = c.req.header('X-Twilio-Signature') ?? '';
      if (!validateRequest(options.authToken, signature, url, raw.parameters)) {
        log.warn({ webhook: raw.webhook }, 'refused a webhook: its signature is not Twilio’s');
        return c.text('Forbidden', 403);
      }
      const parsed = parse(raw);
      if (!parsed) {
        log.warn({ webhook: raw.webhook }, 'refused a webhook: parameters are missing');
        return c.text('Bad request', 400);
      }
      if ((await take(raw, parsed)) === 'lost') return c.text('Unavailable', 503);
      return c.body('<Response/>', 200, { 'Content-Type': 'text/xml' });
    },
  );

  return {
    channel,
    routes,
    /** Imports the client, so that the first message need not wait, and a wrong account id is found now. */
    start: ready,
    async stop() {},
    /** Takes a webhook out of the spool. Throws what `receive` throws. */
    async replay(raw: RawSms): Promise<void> {
      const parsed = parse(raw);
      if (parsed) await receive([parsed], { correlationId: newId() });
    },
  };
}

/** A name given twice becomes an array, over which Twilio's scheme signs each value. */
function formParameters(body: string): RawSms['parameters'] {
  const form = new URLSearchParams(body);
  const names = [...new Set(form.keys())];
  return Object.fromEntries(names.map((name) => [name, one(form.getAll(name))]));
}

const one = (values: string[]) => (values.length === 1 ? values[0]! : values);
