import type { Hono } from 'hono';
import type { Channel, Parsed, Receive } from '../../domain/channel.ts';
import { Unavailable } from '../../domain/errors.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import type { Download } from '../../domain/media.ts';
import { type DownloadOptions, smsDownload } from './download.ts';
import { type FindNew, missedTexts } from './missed.ts';
import { type SmsChannelOptions, smsChannel } from './send.ts';
import { parse, type RawSms, webhookRoutes } from './webhook.ts';

export interface SmsBotOptions
  extends Omit<SmsChannelOptions, 'statusCallback'>,
    Pick<DownloadOptions, 'fetchPublic'> {
  /** Where Twilio reaches us: the number's webhook is this and `/webhooks/twilio/incoming-sms`. */
  publicUrl: string;
  /** Told everything that came in, also what is ignored, with the reason for its log line. */
  receive: Receive;
  /**
   * Keeps a webhook safe while Postgres is away: Twilio does not send it again. Resolves once it is on the disk.
   * @param id made when it came: what came earlier may have waited for Postgres longer
   */
  spool(raw: RawSms, id: string): Promise<void>;
  newId: NewId;
  log: Log;
}

export interface SmsBot {
  channel: Channel;
  /** Gets the bytes of what came with an MMS. */
  download: Download;
  routes: Hono;
  /**
   * Imports Twilio's client, so that the first message need not wait.
   * @throws {Error} where the account id cannot be one
   */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Takes a webhook out of the spool. Throws what `receive` throws; then it belongs back into the spool. */
  replay(raw: RawSms): Promise<void>;
  /**
   * Receives what people texted since then and no webhook brought, oldest first.
   * @throws {SendError} when Twilio cannot be asked just now
   * @throws what `receive` and `findNew` throw
   */
  catchUp(since: Date, findNew: FindNew): Promise<void>;
}

/** Texts that are received at once, after an outage that many fell into. */
const mostAtOnce = 20;

/** The SMS channel over Twilio: the way out, and the webhooks. Needs no network until it sends. */
export function smsBot(options: SmsBotOptions): SmsBot {
  const statusCallback = `${options.publicUrl.replace(/\/$/, '')}/webhooks/twilio/status-callback`;
  const { connect, ...channel } = smsChannel({ ...options, statusCallback });
  return {
    channel,
    download: smsDownload(options),
    routes: webhookRoutes({ ...options, take: (raw, parsed) => take(options, raw, parsed) }),
    start: async () => void (await connect()),
    stop: async () => undefined,
    async replay(raw) {
      const parsed = parse(raw, options.phoneNumber);
      if (parsed) await options.receive([parsed], { correlationId: options.newId() });
    },
    async catchUp(since, findNew) {
      const texts = await missedTexts(await connect(), { to: options.phoneNumber, since, findNew });
      for (let at = 0; at < texts.length; at += mostAtOnce)
        await options.receive(texts.slice(at, at + mostAtOnce), { correlationId: options.newId() });
    },
  };
}

type Taking = Pick<SmsBotOptions, 'receive' | 'spool' | 'newId' | 'log'>;

/** `false`: neither Postgres nor the spool would have it. An error of another kind is a bug, and goes on. */
async function take({ receive, spool, newId, log }: Taking, raw: RawSms, parsed: Parsed): Promise<boolean> {
  const correlationId = newId();
  try {
    await receive([parsed], { correlationId });
    return true;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
  }
  const fields = { correlationId, webhook: raw.webhook };
  try {
    await spool(raw, correlationId);
    log.warn(fields, 'the database is away: a webhook went to the spool');
    return true;
  } catch (error) {
    log.error({ ...fields, error }, 'the database is away and the spool failed: a webhook is lost');
    return false;
  }
}
