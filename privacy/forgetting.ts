import type { Engine as Sql } from '../db/client.ts';
import { forgetAccess, forgetAddresses, forgetPeople, forgetWords } from '../db/privacy/forget.ts';
import { claimForgetting, finishForgetting, type OpenForgetting } from '../db/privacy/forgettings.ts';
import * as scrub from '../db/privacy/scrub.ts';
import type { Self } from '../db/privacy/self.ts';
import type { Vault } from '../db/vault.ts';
import type { Inbound } from '../domain/channel.ts';
import type { Clock, Random } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import { type Loop, startLoop } from '../domain/loop.ts';

export interface ForgettingDeps {
  sql: Sql;
  clock: Clock;
  random: Random;
  vault: Vault;
  log: Log;
  /** Takes files of no message out of the store. */
  sweep: { these(files: { id: string; storageKey: string | null }[]): Promise<void> };
}

/** Nobody waits for it. */
const everyMs = 60_000;
/** Longer than the walk over all months takes. */
const leaseMs = 30 * 60_000;
/** A receipt that cannot be brought keeps an address no longer than this. */
const patienceMs = 24 * 3_600_000;

/** Ends what people asked for, once their receipts are out. */
export function startForgetting(deps: ForgettingDeps): Loop {
  return startLoop('forgetting', { ...deps, everyMs }, () => forgetDue(deps));
}

/** Ends one that is due. Returns whether there was one. A crash in between leaves it to whoever comes after the lease. */
export async function forgetDue(deps: ForgettingDeps): Promise<boolean> {
  const { sql, clock, log, vault } = deps;
  const now = clock.now();
  const open = await claimForgetting(sql, { now, leasedUntil: new Date(now.getTime() + leaseMs) });
  if (!open) return false;
  const isLate = now.getTime() - open.createdAt.getTime() > patienceMs;
  if (open.isWaiting && !isLate) return true;
  const self = vault.openJson(open.sealed) as Self;
  await scrubAll(deps, { ...self, until: open.createdAt });
  await endAddress(deps, open);
  await finishForgetting(sql, open.id, now);
  log.info({ forgetting: open.id }, 'somebody is forgotten');
  return true;
}

async function scrubAll(deps: ForgettingDeps, whose: scrub.Scrubbing): Promise<void> {
  const { sql, sweep } = deps;
  await forgetAgain(deps, whose);
  const names = await scrub.findFormerNames(sql, whose);
  await scrub.scrubInbox(sql, whose);
  await scrubGroups(deps, whose);
  await scrub.scrubScreens(sql, whose);
  await scrub.scrubDeliveries(sql, whose);
  await scrub.scrubConversations(sql, whose);
  await scrub.scrubSpeakers(sql, whose);
  await scrub.scrubNames(sql, whose, names);
  await sweep.these(await scrub.findExportFiles(sql, whose));
}

/** What was under way in the very moment, from another channel of theirs, may have put something back. */
async function forgetAgain({ sql }: ForgettingDeps, whose: scrub.Scrubbing): Promise<void> {
  await sql.begin(async (tx) => {
    await forgetWords(tx, whose, whose.until);
    await forgetAccess(tx, whose, whose.until);
    await forgetPeople(tx, whose, whose.until);
  });
}

const groupTalkAtOnce = 500;

async function scrubGroups({ sql, vault }: ForgettingDeps, whose: scrub.Scrubbing): Promise<void> {
  const hashes = new Set(whose.hashes);
  const isTheirs = (sealed: Buffer) => {
    const { channel, account, from } = vault.openJson(sealed) as Inbound;
    return hashes.has(vault.hashIdentifier(channel, account, from));
  };
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const talk = await scrub.findGroupTalk(sql, whose, { after, limit: groupTalkAtOnce });
    const theirs = talk.filter(({ sealed }) => isTheirs(sealed)).map(({ id }) => id);
    if (theirs.length > 0) await scrub.scrubGroupTalk(sql, theirs);
    if (talk.length < groupTalkAtOnce) return;
    after = talk.at(-1)!.id;
  }
}

/** Who has come back from there meanwhile is somebody new, and keeps the address with what has come since. */
async function endAddress(
  { sql, random }: ForgettingDeps,
  { addressId, isReused }: OpenForgetting,
): Promise<void> {
  if (isReused) return;
  await forgetAddresses(sql, { addressIds: [addressId], salt: random.bytes(32) });
}
