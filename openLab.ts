import path from 'node:path';
import { svgQr } from './bots/whatsapp-web/qr.ts';
import type { Standing as WebStanding } from './bots/whatsapp-web/standing.ts';
import type { WhatsappWebSettings } from './channels.ts';
import type {
  EmailConfig,
  TelegramConfig,
  TwilioConfig,
  WhatsappConfig,
  WhatsappWebConfig,
} from './config/channels.ts';
import type { Config } from './config.ts';
import type { Engine as Sql } from './db/client.ts';
import { findLabAhead, recordLabAhead } from './db/labClock.ts';
import { ensurePartitions } from './db/partitions.ts';
import type { Random } from './domain/clock.ts';
import type { Log } from './domain/log.ts';
import type { Standing } from './lab/classPhone.ts';
import { type Lab, startLab } from './lab/lab.ts';
import type { SkippableClock } from './skippableClock.ts';

export interface LabDeps {
  config: Config;
  /** Under which the channels' webhooks are reached from here. */
  url: string;
  clock: SkippableClock;
  random: Random;
  sql: Sql;
  dataDir: string;
  foundingCode(): Promise<string | null>;
  log: Log;
}

/** The channels to be opened: the real ones, and in their place the Lab's where it is on. */
export interface Providers {
  telegram: TelegramConfig | undefined;
  twilio: TwilioConfig | undefined;
  whatsapp: WhatsappConfig | undefined;
  email: EmailConfig | undefined;
  whatsappWeb: WhatsappWebSettings | undefined;
  lab: Lab | null;
}

/** Opens the Lab where it is on, with the clock as far ahead as it was left. It serves what has no credentials. */
export async function openLab({ config, clock, sql, dataDir, log, ...deps }: LabDeps): Promise<Providers> {
  const { telegram, twilio, whatsapp, email, whatsappWeb } = config;
  const web = whatsappWeb?.number === undefined ? undefined : { ...whatsappWeb, number: whatsappWeb.number };
  if (!config.lab) return { telegram, twilio, whatsapp, email, whatsappWeb: web, lab: null };
  clock.skip((await findLabAhead(sql)) - clock.aheadMs);
  const real = { telegram, sms: twilio, whatsapp, email };
  const served = (['telegram', 'sms', 'whatsapp', 'email'] as const).filter((channel) => !real[channel]);
  const isAlone = served.length === 4 && !web;
  const isWebServed = whatsappWeb !== undefined && !web;
  const lab = await startLab({
    ...deps,
    clock,
    // The web chat needs no provider: a browser in the Lab is as good as any.
    channels: [...served, ...(isWebServed ? (['whatsapp-web'] as const) : []), 'web'],
    // Beside a real channel never under a public name: whoever reaches the Lab can be any phone.
    isBesideReal: !isAlone,
    hosts: [config.host, ...(config.publicUrl && isAlone ? [new URL(config.publicUrl).hostname] : [])],
    stateFile: path.join(dataDir, 'lab.json'),
    async skip(ms) {
      // What becomes due in the skipped time is written at once, and must not land where its month belongs later.
      await ensurePartitions(sql, new Date(clock.now().getTime() + ms));
      // Kept first: time that was shown must not come back after a crash.
      await recordLabAhead(sql, clock.aheadMs + ms);
      clock.skip(ms);
    },
    onProblem: (error) => log.error({ err: error }, 'the Lab could not keep its phones'),
  });
  const { token: botToken, apiRoot } = lab.telegram;
  return {
    telegram: telegram ?? { botToken, webhookSecret: undefined, apiRoot },
    twilio: twilio ?? { ...lab.twilio, answersKeywords: true },
    whatsapp: whatsapp ?? lab.whatsapp,
    email: email ?? (lab.email ? { ...lab.email, ...onlyInboundParse } : undefined),
    whatsappWeb: web ?? (whatsappWeb && webInLab(whatsappWeb, lab)),
    lab,
  };
}

/** The Lab posts what people mail as SendGrid does; the other ways in are shut. */
const onlyInboundParse = { sendgridPublicKey: undefined, snsTopicArns: [], listenPort: undefined };

/** The stand-in for its page, and the Lab's panel on which the code is shown. */
function webInLab({ chromePath }: WhatsappWebConfig, { whatsappWeb }: Lab): WhatsappWebSettings | undefined {
  if (!whatsappWeb) return undefined;
  const { number, page, show } = whatsappWeb;
  return { number, chromePath, lab: { page, show: (standing) => show(drawn(standing)) } };
}

function drawn(standing: WebStanding): Standing {
  if (standing.kind !== 'pairing') return standing;
  return { kind: 'pairing', code: { text: standing.qr, svg: svgQr(standing.qr) } };
}
