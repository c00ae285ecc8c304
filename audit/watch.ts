import { forgetBreaks, recordBreaks } from '../db/auditBreaks.ts';
import type { Engine as Sql } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import { findOperatorMemberships } from '../db/operators.ts';
import { type Account, findReach } from '../db/reach.ts';
import { laneOf } from '../domain/content.ts';
import type { NewId } from '../domain/id.ts';
import type { Log } from '../domain/log.ts';
import { text } from '../domain/text.ts';
import { type CheckedChain, examineLog } from './check.ts';
import type { Heads } from './heads.ts';

export interface WatchDeps {
  sql: Sql;
  log: Log;
  newId: NewId;
  accounts: Account[];
  audit: { keys: Buffer[]; heads: Heads };
}

/**
 * Looks at the whole audit log, and tells the operator of each break once: it stays broken, and a notice every day would
 * soon not be read. The log says it every time. Returns whether anything was put into the outbox.
 */
export async function watchLog(deps: WatchDeps, now: Date): Promise<boolean> {
  const { sql, log, audit } = deps;
  const { chains, areHeadsReadable } = await examineLog(sql, audit);
  const broken = chains.filter(({ broken }) => broken !== null);
  for (const { chainId, broken: at } of broken)
    log.error({ chain: chainId, sequence: at!.sequence, what: at!.what }, 'the audit log is broken');
  if (!areHeadsReadable) log.error({}, 'the file with the ends of the audit log was changed');
  await forgetBreaks(
    sql,
    broken.map(({ chainId }) => chainId),
  );
  return tellOperator(deps, broken, now);
}

/** In one transaction with what it remembers: neither told twice, nor remembered and not told. */
async function tellOperator(
  { sql, newId, accounts }: WatchDeps,
  broken: CheckedChain[],
  now: Date,
): Promise<boolean> {
  return sql.begin(async (tx) => {
    const rows = broken.map(({ chainId, broken: at }) => ({ chainId, ...at! }));
    const isNew = (await recordBreaks(tx, rows, now)) > 0;
    if (!isNew) return false;
    const membershipIds = await findOperatorMemberships(tx);
    const reach = (await findReach(tx, membershipIds, accounts)).find(({ addressId }) => addressId !== null);
    if (!reach) return false;
    const { addressId, channel, personId } = reach;
    const draft = {
      ...{ id: newId(), kind: 'notice' as const, lane: laneOf('notice'), addressId, channel, personId },
      ...{ communityId: null, messageId: null, changesId: null, reason: null, correlationId: null },
      ...{ content: { parts: [text('audit.broken', { count: broken.length })] }, notBefore: now },
    };
    await insertDeliveries(tx, [{ ...draft, status: 'queued' }], now);
    return true;
  });
}
