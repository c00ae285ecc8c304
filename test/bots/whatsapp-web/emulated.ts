import { existsSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type WhatsappWebBot,
  type WhatsappWebBotOptions,
  whatsappWebBot,
} from '../../../bots/whatsapp-web/bot.ts';
import type { InGroup } from '../../../bots/whatsapp-web/parse.ts';
import type { Standing } from '../../../bots/whatsapp-web/standing.ts';
import type { Inbound, Parsed, Receipt } from '../../../domain/channel.ts';
import { silent } from '../../../domain/log.ts';
import { leaseWithinProcess } from '../../../domain/sessionLease.ts';
import { whatsappWebEmulator } from '../../../lab/whatsapp-web/emulator.ts';
import { fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';
import { account } from './events.ts';

/** The real library in a real Chromium, with the stand-in instead of web.whatsapp.com and everybody's phones. */
export function emulated(chromium: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-wweb-'));
  const clock = fakeClock(new Date());
  const random = seededRandom();
  const whatsapp = whatsappWebEmulator({ number: account, folder: path.join(folder, 'page'), clock, random });
  const heard = heardThings();
  const lease = leaseWithinProcess();
  const bots: WhatsappWebBot[] = [];
  let serial = 0;

  return {
    whatsapp,
    clock,
    heard,
    folder,
    bot(options: Partial<WhatsappWebBotOptions> = {}): WhatsappWebBot {
      const bot = whatsappWebBot({
        number: account,
        dataDir: folder,
        chromePath: chromium,
        lease,
        receive: heard.receive,
        hearGroup: heard.hearGroup,
        standIn: whatsapp.page,
        clock,
        random,
        newId: () => `correlation-${++serial}`,
        log: silent,
        ...options,
      });
      bots.push(bot);
      return bot;
    },
    async close() {
      for (const bot of bots) await bot.stop();
      whatsapp.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    /** Whether a pairing is kept on the disk. */
    keepsPairing: () => existsSync(path.join(folder, 'whatsapp-web', account.slice(1), 'paired.json')),
    /** The browser's main process, as its lock names it. */
    browserPid: () =>
      Number(
        /-(\d+)$/.exec(
          readlinkSync(path.join(folder, 'whatsapp-web', account.slice(1), 'profile/SingletonLock')),
        )![1],
      ),
  };
}

/** Resolves when it stands so with the bot, at once where it does. */
export function standing<Kind extends Standing['kind']>(bot: WhatsappWebBot, kind: Kind) {
  type Wanted = Extract<Standing, { kind: Kind }>;
  return new Promise<Wanted>((resolve) => {
    const look = (now: Standing) => {
      if (now.kind !== kind) return;
      stop();
      resolve(now as Wanted);
    };
    const stop = bot.onStanding(look);
    look(bot.standing());
  });
}

/** What the bot handed on, each thing once as the engine has it, and how to wait for more. */
function heardThings() {
  const said: Inbound[] = [];
  const receipts: Receipt[] = [];
  const groups: InGroup[] = [];
  const known = new Set<string>();
  const watchers = new Set<() => void>();
  const isNew = ({ externalId }: Inbound) => !known.has(externalId) && Boolean(known.add(externalId));
  const watched = () => {
    for (const watch of [...watchers]) watch();
  };
  return {
    said,
    receipts,
    groups,
    async receive(parsed: Parsed[]) {
      for (const one of parsed) {
        if (one.kind === 'inbound' && isNew(one.inbound)) said.push(one.inbound);
        if (one.kind === 'receipt') receipts.push(one.receipt);
      }
      watched();
    },
    async hearGroup(one: InGroup) {
      if (isNew(one.inbound)) groups.push(one);
      watched();
    },
    /** Resolves when it is so. */
    until: (isSo: () => boolean) =>
      new Promise<void>((resolve) => {
        const watch = () => {
          if (!isSo()) return;
          watchers.delete(watch);
          resolve();
        };
        watchers.add(watch);
        watch();
      }),
  };
}
