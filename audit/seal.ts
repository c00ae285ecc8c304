import {
  findUnsealed,
  keepSeals,
  lastSeals,
  type NotedAct,
  noCommunity,
  type Seal,
} from '../db/auditSeals.ts';
import type { Engine as Sql } from '../db/client.ts';
import { takeTurn } from '../db/jobs.ts';
import type { Clock } from '../domain/clock.ts';
import type { Log } from '../domain/log.ts';
import { type Loop, startLoop } from '../domain/loop.ts';
import { type Head, macOf } from './chain.ts';
import type { Heads } from './heads.ts';

export interface SealingDeps {
  sql: Sql;
  clock: Clock;
  log: Log;
  /** The current key. */
  key: Buffer;
  heads: Heads;
}

/** How long an act waits for its seal, at most and about. */
const everyMs = 5_000;
const atOnce = 1_000;
/** An act whose transaction took longer than this to commit stays unsealed, and the check of the log says so. */
const patienceMs = 86_400_000;

/** Seals what was noted, every few seconds. Several servers take turns: the row of the job is the lease. */
export function startSealing(deps: SealingDeps): Loop {
  const { clock, log } = deps;
  return startLoop('audit log', { clock, log, everyMs }, () => seal(deps));
}

/** Returns whether there is more to seal. */
export async function seal({ sql, clock, log, key, heads }: SealingDeps): Promise<boolean> {
  const now = clock.now();
  const since = new Date(now.getTime() - patienceMs);
  if ((await findUnsealed(sql, since, 1)).length === 0) return false;
  const seals = await sql.begin(async (tx) => {
    const turn = { name: 'seal audit log', dueSince: now, now };
    if (!(await takeTurn(tx, turn))) return [];
    const sealed = await chained(await findUnsealed(tx, since, atOnce), key, (ids) => lastSeals(tx, ids));
    await keepSeals(tx, sealed, now);
    return sealed;
  });
  if (seals.length === 0) return false;
  const ends = endsOf(seals);
  // The log goes elsewhere, too: whoever changes the database and this folder has not changed that.
  for (const { chainId, sequence, mac } of ends)
    log.info({ chain: chainId, sequence, mac: mac.toString('hex') }, 'the audit log was sealed');
  await heads.append(ends, now);
  return seals.length === atOnce;
}

async function chained(
  acts: NotedAct[],
  key: Buffer,
  lastOf: (chainIds: string[]) => Promise<Head[]>,
): Promise<Seal[]> {
  const chainIds = [...new Set(acts.map(chainOf))];
  const ends = new Map((await lastOf(chainIds)).map((end) => [end.chainId, end]));
  return acts.map((act) => {
    const chainId = chainOf(act);
    const last = ends.get(chainId);
    const sequence = (last?.sequence ?? 0) + 1;
    const end = { chainId, sequence, mac: macOf(key, { ...act, sequence }, last?.mac ?? null) };
    ends.set(chainId, end);
    return { actId: act.id, ...end };
  });
}

const chainOf = ({ communityId }: NotedAct) => communityId ?? noCommunity;

/** The last of each chain. */
const endsOf = (seals: Seal[]): Head[] => [...new Map(seals.map((one) => [one.chainId, one])).values()];
