import path from 'node:path';
import type { Config, TelegramConfig, TwilioConfig, WhatsappConfig } from './config.ts';
import type { Engine as Sql } from './db/client.ts';
import { findLabAhead, recordLabAhead } from './db/labClock.ts';
import { ensurePartitions } from './db/partitions.ts';
import type { Random } from './domain/clock.ts';
import type { Log } from './domain/log.ts';
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
  lab: Lab | null;
}

/** Opens the Lab where it is on, with the clock as far ahead as it was left. It serves what has no credentials. */
export async function openLab({ config, clock, sql, dataDir, log, ...deps }: LabDeps): Promise<Providers> {
  const { telegram, twilio, whatsapp } = config;
  if (!config.lab) return { telegram, twilio, whatsapp, lab: null };
  clock.skip((await findLabAhead(sql)) - clock.aheadMs);
  const real = { telegram, sms: twilio, whatsapp };
  const served = (['telegram', 'sms', 'whatsapp'] as const).filter((channel) => !real[channel]);
  const isAlone = served.length === 3;
  const lab = await startLab({
    ...deps,
    clock,
    channels: served,
    // Beside a real channel never under a public name: whoever reaches the Lab can be any phone.
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
    lab,
  };
}
