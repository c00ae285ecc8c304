import { Hono } from 'hono';
import { smsBot } from './bots/sms/bot.ts';
import type { RawSms } from './bots/sms/webhook.ts';
import { telegramBot } from './bots/telegram/bot.ts';
import { webBot } from './bots/web/bot.ts';
import type { Upgrade } from './bots/web/upgrade.ts';
import type { TelegramConfig, TwilioConfig } from './config.ts';
import type { Keyring } from './db/keyring.ts';
import type { Spool } from './db/spool.ts';
import type { Broadcast } from './domain/broadcast.ts';
import type { Channel, Parsed, Receive } from './domain/channel.ts';
import type { Clock } from './domain/clock.ts';
import { Unavailable } from './domain/errors.ts';
import type { NewId } from './domain/id.ts';
import type { Limits } from './domain/limits.ts';
import type { Log } from './domain/log.ts';
import type { WebStore } from './domain/webChat.ts';

export interface ChannelsOptions {
  telegram: TelegramConfig | undefined;
  twilio: TwilioConfig | undefined;
  /** What the web chat keeps, and how many browsers may begin in it from one place. */
  web: { store: WebStore; broadcast: Broadcast; limits: Limits };
  /** Under which each provider, and browsers, reach us; a public one where it begins with https. */
  urls: { telegram: string; twilio: string; web: string };
  keys: Keyring;
  spool: Spool;
  receive: Receive;
  clock: Clock;
  newId: NewId;
  log: Log;
  /** How providers are asked, where not by their libraries' own HTTP. */
  fetch?: typeof fetch | undefined;
  /** Telegram's menu, by language. */
  commands: Record<string, { command: string; description: string }[]>;
}

/** The channels that are on: their ways out, their webhooks, and what has to be started and stopped. */
export interface Channels {
  byName: Map<string, Channel>;
  routes: Hono;
  /** Takes those who ask to speak WebSocket. */
  upgrade: Upgrade;
  /** `https://t.me/name`, once Telegram has been asked. */
  telegramLink(): string | null;
  /** Which of them are ready for use. */
  states(): Record<string, 'on' | 'starting'>;
  start(): Promise<void>;
  /** Takes up what was spooled while the database was away. */
  replaySpool(): Promise<number>;
  stop(): Promise<void>;
}

/** Builds the channels; nothing is sent or asked before `start`. */
export function openChannels(options: ChannelsOptions): Channels {
  const telegram = options.telegram && openTelegram(options, options.telegram);
  const sms = options.twilio && openSms(options, options.twilio);
  const web = webBot({ ...options, ...options.web, publicUrl: options.urls.web });
  const bots = [telegram, sms, web].filter((bot) => bot !== undefined);
  const routes = new Hono();
  for (const bot of bots) routes.route('/', bot.routes);
  const started = new Set<string>();
  return {
    byName: new Map(bots.map(({ channel }) => [channel.name, channel])),
    routes,
    upgrade: web.upgrade,
    telegramLink: () => {
      const username = telegram?.username();
      return username ? `https://t.me/${username}` : null;
    },
    states: () =>
      Object.fromEntries(bots.map(({ channel: { name } }) => [name, started.has(name) ? 'on' : 'starting'])),
    async start() {
      // Ours first, Telegram last: nobody waits for a provider that cannot be reached.
      for (const bot of bots.toReversed()) {
        await bot.start();
        started.add(bot.channel.name);
      }
    },
    replaySpool: () => options.spool.replay(async (raw) => sms?.replay(raw as RawSms)),
    async stop() {
      await Promise.all(bots.map((bot) => bot.stop()));
    },
  };
}

function openTelegram(options: ChannelsOptions, telegram: TelegramConfig) {
  return telegramBot({
    ...options,
    token: telegram.botToken,
    webhookSecret: telegram.webhookSecret ?? options.keys.rolePassword('telegram webhook'),
    apiRoot: telegram.apiRoot,
    publicUrl: options.urls.telegram,
  });
}

/** What came while the database was away goes first: as long as something is spooled, what follows queues behind it. */
function openSms(options: ChannelsOptions, twilio: TwilioConfig) {
  const { spool, receive } = options;
  const behindSpool = (parsed: Parsed[], raw: { correlationId: string }) => {
    if (!spool.isEmpty) throw new Unavailable('earlier events are spooled');
    return receive(parsed, raw);
  };
  const common = { ...options, ...twilio, publicUrl: options.urls.twilio, spool: spool.keep };
  const replayed = smsBot({ ...common, receive });
  const bot = smsBot({ ...common, receive: async (parsed, raw) => behindSpool(parsed, raw) });
  return { ...bot, replay: replayed.replay };
}
