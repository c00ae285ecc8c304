import { Hono, type MiddlewareHandler } from 'hono';
import { type EmailBot, emailBot } from './bots/email/bot.ts';
import { smsBot } from './bots/sms/bot.ts';
import type { RawSms } from './bots/sms/webhook.ts';
import { telegramBot } from './bots/telegram/bot.ts';
import { webBot } from './bots/web/bot.ts';
import type { TicketSigner } from './bots/web/ticket.ts';
import type { Upgrade } from './bots/web/upgrade.ts';
import { whatsappBot } from './bots/whatsapp/bot.ts';
import type { Template } from './bots/whatsapp/templates.ts';
import { whatsappWebBot } from './bots/whatsapp-web/bot.ts';
import type { StandIn } from './bots/whatsapp-web/browser.ts';
import type { Standing } from './bots/whatsapp-web/standing.ts';
import { qrOn } from './bots/whatsapp-web/terminal.ts';
import type {
  EmailConfig,
  TelegramConfig,
  TwilioConfig,
  WhatsappConfig,
  WhatsappWebConfig,
} from './config/channels.ts';
import type { Engine as Sql } from './db/client.ts';
import { findUnclaimed } from './db/inbox.ts';
import type { Keyring } from './db/keyring.ts';
import type { Spool } from './db/spool.ts';
import type { Broadcast } from './domain/broadcast.ts';
import type { Channel, Parsed, Receive } from './domain/channel.ts';
import type { Clock, Random } from './domain/clock.ts';
import { SendError, Unavailable } from './domain/errors.ts';
import type { NewId } from './domain/id.ts';
import type { Limits } from './domain/limits.ts';
import type { Log } from './domain/log.ts';
import { type Download, type FetchPublic, type FileSource, MediaRefused } from './domain/media.ts';
import type { PlaceOf } from './domain/place.ts';
import type { SessionLease } from './domain/sessionLease.ts';
import type { Place } from './domain/waysIn.ts';
import type { WebFiles, WebStore } from './domain/webChat.ts';
import type { ArrivedFiles } from './media/arrived.ts';
import type { Duties } from './role.ts';

export interface ChannelsOptions {
  telegram: TelegramConfig | undefined;
  twilio: TwilioConfig | undefined;
  whatsapp: WhatsappConfig | undefined;
  email: EmailConfig | undefined;
  whatsappWeb: WhatsappWebSettings | undefined;
  /** What of them is this process's: the others have the rest. */
  duties: Duties;
  /** Lets one process at a time open a session. */
  sessionLease: SessionLease;
  /** The same for Telegram's polling. */
  pollingLease: SessionLease;
  dataDir: string;
  /** Where the bytes of files wait that come along with a message. */
  arrived: ArrivedFiles;
  fetchPublic: FetchPublic;
  random: Random;
  /** What the web chat keeps, its files, and how many browsers may begin in it from one place. */
  web: {
    store: WebStore;
    broadcast: Broadcast;
    limitSessions: MiddlewareHandler;
    placeOf: PlaceOf;
    uploadLimits: Limits;
    files: WebFiles;
    uploadSigner: TicketSigner;
  };
  /** Under which each provider, and browsers, reach us; a public one where it begins with https. */
  urls: { telegram: string; twilio: string; whatsapp: string; email: string; web: string };
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

/** WhatsApp by an ordinary account, with a number by now. */
export interface WhatsappWebSettings extends WhatsappWebConfig {
  number: string;
  /** The Lab's page instead of the real one, and who shows there how it stands, with the QR code. */
  lab?: { page: StandIn; show(standing: Standing): void };
}

/** The channels that are on: their ways out, their webhooks, and what has to be started and stopped. */
export interface Channels {
  byName: Map<string, Channel>;
  /** Ours on each of them. */
  accounts: { channel: string; account: string }[];
  routes: Hono;
  /** Where people write to us; on Telegram and WhatsApp known once those have been asked. */
  place: Place;
  /** Whether our bot hears all that is said in groups; null where that is no question, or not known yet. */
  readsGroups(channel: string): boolean | null;
  /** Where the files come from that people sent. */
  sources: ReadonlyMap<string, FileSource>;
  /** Whom the token of an unsubscribe link was made for; null where it is none of ours. */
  unsubscribing: EmailBot['unsubscribing'];
  /** Takes those who ask to speak WebSocket. */
  upgrade: Upgrade;
  /** WhatsApp's templates, as last heard of them. */
  templates(): Template[];
  /** How it stands with the session of WhatsApp Web, with the code to scan; null where it is off. */
  pairing(): Standing | null;
  /** Which of them are ready for use, of those that this process has a part in. */
  states(): Record<string, 'on' | 'starting'>;
  /** Resolves when each has started, or has said in the log why it cannot. */
  start(): Promise<void>;
  /** Takes up what was spooled while the database was away. */
  replaySpool(): Promise<number>;
  /** Receives what people said since then to a number whose provider does not say it twice. */
  catchUp(since: Date, sql: Sql): Promise<void>;
  stop(): Promise<void>;
}

/** Builds the channels; nothing is sent or asked before `start`. */
export function openChannels(options: ChannelsOptions): Channels {
  const { duties } = options;
  const telegram = options.telegram && openTelegram(options, options.telegram);
  const sms = options.twilio && openSms(options, options.twilio);
  const whatsapp = options.whatsapp && openWhatsapp(options, options.whatsapp);
  const email = options.email && openEmail(options, options.email);
  const whatsappWeb = options.whatsappWeb && openWhatsappWeb(options, options.whatsappWeb);
  const web = webBot({ ...options, ...options.web, publicUrl: options.urls.web });
  const bots = [telegram, whatsapp, whatsappWeb, sms, email, web].filter((bot) => bot !== undefined);
  const ours = bots.filter((bot) => (bot === web ? duties.answers : bot !== whatsappWeb || duties.works));
  const routes = new Hono();
  for (const bot of bots) if ('routes' in bot) routes.route('/', bot.routes);
  const started = new Set<string>();
  return {
    byName: new Map(bots.map(({ channel }) => [channel.name, channel])),
    accounts: bots.map(({ channel: { name, account } }) => ({ channel: name, account })),
    routes,
    place(channel) {
      const [username, number] = [telegram?.username(), whatsapp?.number()];
      if (channel === 'telegram') return username ? `https://t.me/${username}` : null;
      if (channel === 'whatsapp') return number ? `https://wa.me/${number.slice(1)}` : null;
      if (channel === 'whatsapp-web') {
        const ours = options.whatsappWeb?.number;
        return ours ? `https://wa.me/${ours.slice(1)}` : null;
      }
      if (channel === 'web') return `${options.urls.web}/chat`;
      if (channel === 'email') return options.email?.inboundDomain ?? null;
      return channel === 'sms' ? (options.twilio?.phoneNumber ?? null) : null;
    },
    upgrade: web.upgrade,
    templates: () => whatsapp?.templates.all() ?? [],
    pairing: () =>
      duties.works ? (whatsappWeb?.standing() ?? null) : whatsappWeb ? { kind: 'waiting' } : null,
    readsGroups: (channel) => (channel === 'telegram' ? (telegram?.readsGroups() ?? null) : null),
    sources: new Map<string, FileSource>([
      ...(telegram ? [['telegram', { download: telegram.download }] as const] : []),
      ...(sms ? [['sms', { download: sms.download }] as const] : []),
      ...(email ? [['email', options.arrived] as const] : []),
      ['web', options.arrived],
      ...(whatsapp ? [['whatsapp', { download: downloadOf(whatsapp.files) }] as const] : []),
      ...(whatsappWeb ? [['whatsapp-web', { download: downloadOf(whatsappWeb.files) }] as const] : []),
    ]),
    unsubscribing: (token) => email?.unsubscribing(token) ?? null,
    states: () =>
      Object.fromEntries(ours.map(({ channel: { name } }) => [name, started.has(name) ? 'on' : 'starting'])),
    async start() {
      // Ours first, Telegram last: nobody waits for a provider that cannot be reached.
      for (const bot of ours.toReversed()) {
        const { name } = bot.channel;
        await bot.start().then(
          () => started.add(name),
          (error: unknown) =>
            options.log.error({ err: error, channel: name }, 'a channel cannot start; the others go on'),
        );
      }
    },
    async catchUp(since, sql) {
      const account = options.twilio?.phoneNumber ?? '';
      await sms?.catchUp(since, (ids) => findUnclaimed(sql, { channel: 'sms', account, ids }));
    },
    replaySpool: () => options.spool.replay(async (raw) => sms?.replay(raw as RawSms)),
    async stop() {
      await Promise.all(ours.map((bot) => bot.stop()));
    },
  };
}

function openTelegram(options: ChannelsOptions, telegram: TelegramConfig) {
  return telegramBot({
    ...options,
    pollingLease: options.duties.works ? options.pollingLease : null,
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

function openWhatsappWeb(options: ChannelsOptions, { number, chromePath, lab }: WhatsappWebSettings) {
  const print = (line: string) => void process.stderr.write(`${line}\n`);
  const bot = whatsappWebBot({
    ...options,
    number,
    chromePath,
    lease: options.sessionLease,
    hearGroup: ({ groupId, inbound }) =>
      options.receive([{ kind: 'inbound', inbound: { ...inbound, group: { id: groupId } } }], {
        correlationId: options.newId(),
      }),
    onQr: lab ? undefined : qrOn({ print, env: process.env }),
    standIn: lab?.page,
  });
  if (lab) bot.onStanding(lab.show);
  return bot;
}

/** Both WhatsApps say in the same words why a file cannot be had. */
const downloadOf =
  (files: { fetch(id: string, most: number): Promise<{ bytes: Uint8Array }> }): Download =>
  async ({ id }, { maxBytes }) => {
    try {
      return (await files.fetch(id, maxBytes)).bytes;
    } catch (error) {
      if (!(error instanceof SendError) || error.code !== 'rejected') throw error;
      throw new MediaRefused(/large/.test(error.message) ? 'tooLarge' : 'gone', error.message, {
        cause: error,
      });
    }
  };

function openEmail(options: ChannelsOptions, email: EmailConfig) {
  const { inboundDomain, inboundSecret, sendgridPublicKey, snsTopicArns, listenPort } = email;
  return emailBot({
    ...options,
    ...email,
    publicUrl: options.urls.email,
    keep: options.arrived.keep,
    inboundDomain: inboundDomain ?? null,
    keys: options.keys.signingKeys('mail'),
    sendgrid: { secret: inboundSecret ?? '', publicKey: sendgridPublicKey ?? '' },
    snsTopicArns,
    smtp: listenPort === undefined || !options.duties.works ? null : { port: listenPort },
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
  return { ...bot, replay: replayed.replay, catchUp: replayed.catchUp };
}
