import { Hono } from 'hono';
import { type EmailBot, emailBot } from './bots/email/bot.ts';
import { smsBot } from './bots/sms/bot.ts';
import type { RawSms } from './bots/sms/webhook.ts';
import { telegramBot } from './bots/telegram/bot.ts';
import { whatsappBot } from './bots/whatsapp/bot.ts';
import type { EmailConfig, TelegramConfig, TwilioConfig, WhatsappConfig } from './config.ts';
import type { Keyring } from './db/keyring.ts';
import type { Spool } from './db/spool.ts';
import type { Channel, Parsed, Receive } from './domain/channel.ts';
import type { Clock } from './domain/clock.ts';
import { Unavailable } from './domain/errors.ts';
import type { NewId } from './domain/id.ts';
import type { Log } from './domain/log.ts';
import type { Place } from './domain/waysIn.ts';

export interface ChannelsOptions {
  telegram: TelegramConfig | undefined;
  twilio: TwilioConfig | undefined;
  whatsapp: WhatsappConfig | undefined;
  email: EmailConfig | undefined;
  /** Under which each provider reaches us; a public one where it begins with https. */
  urls: { telegram: string; twilio: string; whatsapp: string; email: string };
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
  /** Where people write to us; on Telegram and WhatsApp known once those have been asked. */
  place: Place;
  /** Whom the token of an unsubscribe link was made for; null where it is none of ours. */
  unsubscribing: EmailBot['unsubscribing'];
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
  const whatsapp = options.whatsapp && openWhatsapp(options, options.whatsapp);
  const email = options.email && openEmail(options, options.email);
  const bots = [telegram, whatsapp, sms, email].filter((bot) => bot !== undefined);
  const routes = new Hono();
  for (const bot of bots) routes.route('/', bot.routes);
  const started = new Set<string>();
  return {
    byName: new Map(bots.map(({ channel }) => [channel.name, channel])),
    routes,
    place(channel) {
      const [username, number] = [telegram?.username(), whatsapp?.number()];
      if (channel === 'telegram') return username ? `https://t.me/${username}` : null;
      if (channel === 'whatsapp') return number ? `https://wa.me/${number.slice(1)}` : null;
      if (channel === 'email') return options.email?.inboundDomain ?? null;
      return channel === 'sms' ? (options.twilio?.phoneNumber ?? null) : null;
    },
    unsubscribing: (token) => email?.unsubscribing(token) ?? null,
    states: () =>
      Object.fromEntries(bots.map(({ channel: { name } }) => [name, started.has(name) ? 'on' : 'starting'])),
    async start() {
      for (const bot of bots) {
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

function openWhatsapp(options: ChannelsOptions, whatsapp: WhatsappConfig) {
  return whatsappBot({
    ...options,
    ...whatsapp,
    verifyToken: whatsapp.verifyToken ?? options.keys.rolePassword('whatsapp verify token'),
    publicUrl: options.urls.whatsapp,
  });
}

function openEmail(options: ChannelsOptions, email: EmailConfig) {
  const { inboundDomain, inboundSecret, sendgridPublicKey, snsTopicArns, listenPort } = email;
  return emailBot({
    ...options,
    ...email,
    publicUrl: options.urls.email,
    inboundDomain: inboundDomain ?? null,
    keys: options.keys.signingKeys('mail'),
    sendgrid: { secret: inboundSecret ?? '', publicKey: sendgridPublicKey ?? '' },
    snsTopicArns,
    smtp: listenPort === undefined ? null : { port: listenPort },
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
