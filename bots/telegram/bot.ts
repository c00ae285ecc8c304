import { Api } from 'grammy';
import type { Hono } from 'hono';
import type { Channel, Receive } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import type { Download } from '../../domain/media.ts';
import { leaseWithinProcess, type SessionLease } from '../../domain/sessionLease.ts';
import type { Commands } from './commands.ts';
import { telegramDownload } from './download.ts';
import { incoming } from './incoming.ts';
import { introduce } from './introduce.ts';
import { poll, pollSeconds } from './polling.ts';
import { telegramChannel } from './send.ts';
import { webhookPath, webhookRoutes } from './webhook.ts';

export interface TelegramBotOptions {
  /** From BotFather; the digits before its colon are the bot's id, and the account of its events. */
  token: string;
  /** 1-256 of A-Z, a-z, 0-9, _ and -; an empty one refuses every webhook. */
  webhookSecret: string;
  /** Where the Bot API is, without a slash at its end; the real one unless set. */
  apiRoot?: string;
  /** Where Telegram can reach us. Updates come by webhook if it is https, else they are polled. */
  publicUrl: string | null;
  /** Told everything that came in, also what is ignored, with the reason for its log line. */
  receive: Receive;
  log: Log;
  clock: Clock;
  /** Makes the correlation id of each webhook and each polled batch. */
  newId: NewId;
  commands: Commands;
  /**
   * Lets one process at a time poll, of several that could; null where this one leaves it to others. Missing: there
   * are no others.
   */
  pollingLease?: SessionLease | null;
  /** How the Bot API is asked; grammY's own HTTP unless set. */
  fetch?: typeof fetch | undefined;
}

export interface TelegramBot {
  channel: Channel;
  /** Gets the bytes of what people sent. */
  download: Download;
  routes: Hono;
  /**
   * Resolves when updates can come in, here or in the process that polls; tries on while Telegram cannot be reached.
   * @throws {Error} where Telegram refuses the token or the webhook
   */
  start(): Promise<void>;
  /** Resolves when what came in by polling is committed. */
  stop(): Promise<void>;
  /** The bot's name in links (`t.me/name`), known once started. */
  username(): string | null;
  /** Whether it hears all that is said in groups, as BotFather set it; null until it is known. */
  readsGroups(): boolean | null;
}

const realRoot = 'https://api.telegram.org';

/** A call that is not answered within this time counts as uncertain. */
const answerSeconds = 30;
/** The same for a call that carries a file. */
const uploadSeconds = 180;

/** One Telegram bot: its way out, its webhook's route, and polling where there is no webhook. Needs no network yet. */
export function telegramBot(options: TelegramBotOptions): TelegramBot {
  const { token, publicUrl, webhookSecret, clock, log } = options;
  const account = token.split(':', 1)[0]!;
  const api = client(options, answerSeconds);
  const pollingApi = client(options, pollSeconds + answerSeconds);
  const handle = incoming({ ...options, api, account });
  const webhook = publicUrl?.startsWith('https://')
    ? { url: publicUrl.replace(/\/$/, '') + webhookPath, secret: webhookSecret }
    : null;
  const stopping = new AbortController();
  let me: { username: string; readsGroups: boolean } | null = null;
  let polling: { stop(): Promise<void> } | null = null;
  return {
    channel: telegramChannel({ api, account, uploadApi: client(options, uploadSeconds) }),
    download: telegramDownload({
      api,
      token,
      apiRoot: options.apiRoot ?? realRoot,
      fetch: options.fetch ?? fetch,
    }),
    routes: webhookRoutes({ secret: webhookSecret, handle, log }),
    username: () => me?.username ?? null,
    readsGroups: () => me?.readsGroups ?? null,
    async start() {
      me = await introduce({ ...options, api, webhook, signal: stopping.signal });
      if (stopping.signal.aborted) return;
      const { pollingLease: lease = leaseWithinProcess() } = options;
      if (!webhook && lease) polling = poll({ api: pollingApi, handle, clock, log, lease, account });
      if (webhook || lease) log.info({ by: webhook ? 'webhook' : 'polling' }, 'Telegram updates come in');
    },
    async stop() {
      stopping.abort();
      await polling?.stop();
    },
  };
}

function client({ token, apiRoot, fetch }: TelegramBotOptions, timeoutSeconds: number): Api {
  return new Api(token, { apiRoot, timeoutSeconds, ...(fetch && { fetch: fetch as ApiFetch }) });
}

/** grammY names the types of node-fetch, and takes Node's own as well. */
type ApiFetch = NonNullable<ConstructorParameters<typeof Api>[1]>['fetch'];
