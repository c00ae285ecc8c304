import { countBounces } from '../db/bounces.ts';
import type { Tx } from '../db/client.ts';
import {
  addressesOfSent,
  findRefusedSends,
  type RefusedSend,
  type Reopened,
  recognizeSends,
  recordReceipts,
  reopen,
} from '../db/receipts.ts';
import { suppressAll } from '../db/suppressions.ts';
import type { Receipt } from '../domain/channel.ts';
import type { Random } from '../domain/clock.ts';
import { SendError } from '../domain/errors.ts';
import type { SuppressionKind } from '../domain/suppression.ts';
import { type FallbackDeps, fallBack } from './fallback.ts';
import { afterFailure } from './retry.ts';
import { askToWrite } from './window.ts';

export interface ReceiptDeps extends FallbackDeps {
  random: Random;
}

/**
 * Keeps what providers tell of our sends. One that was accepted and refused later, for a reason that passes, is sent
 * again or held, as if it had been refused at once.
 */
export async function takeReceipts(
  tx: Tx,
  receipts: Receipt[],
  { random, now, ...deps }: ReceiptDeps & { now: Date },
): Promise<void> {
  const { newId } = deps;
  await recognizeSends(tx, receipts, now);
  const refused = receipts.filter(mayPass);
  const sends = refused.length > 0 ? await findRefusedSends(tx, refused) : [];
  const reopened = sends.map((send) => nextOf(send, { now, random }));
  if (reopened.length > 0) {
    await reopen(tx, reopened, now);
    const held = new Set(reopened.flatMap(({ id, status }) => (status === 'held' ? [id] : [])));
    const unheard = sends.flatMap((send) => (held.has(send.id) ? { ...send, wasTried: true } : []));
    if (unheard.length > 0) await askToWrite(tx, { unheard, newId, now });
  }
  const failed = await recordReceipts(tx, receipts, now);
  await suppressRefused(tx, receipts, { newId, now });
  // After that: an address that is given up is no other one's way out.
  const dead = reopened.flatMap(({ id, status }) => (status === 'dead' ? [id] : []));
  await fallBack(tx, [...failed, ...dead], { ...deps, now });
}

/** Notes which addresses want, or can get, nothing more: mails that came back too often, complaints, refusals. */
async function suppressRefused(
  tx: Tx,
  receipts: Receipt[],
  { newId, now }: { newId: () => string; now: Date },
): Promise<void> {
  const returned = receipts.filter(({ bounce }) => bounce);
  const givenUp = returned.length > 0 ? await countBounces(tx, returned, now) : [];
  const stopped = receipts.filter(({ isStopped }) => isStopped);
  const addresses = stopped.length > 0 ? await addressesOfSent(tx, stopped) : [];
  const stops = [
    ...givenUp.map((addressId) => ({ addressId, how: 'bounced' as const, providerCode: null })),
    ...addresses.map(({ addressId, providerCode }) => ({
      addressId,
      how: wished.get(providerCode ?? '') ?? ('error' as const),
      providerCode,
    })),
  ];
  await suppressAll(
    tx,
    stops.map((stop) => ({ ...stop, id: newId() })),
    now,
  );
}

/** What relays tell of people who said that they want no more mail: that lasts, whatever they write later. */
const wished = new Map<string, SuppressionKind>([
  ['complaint', 'complaint'],
  ['spamreport', 'complaint'],
  ['unsubscribe', 'unsubscribed'],
  ['group_unsubscribe', 'unsubscribed'],
]);

const mayPass = ({ status, failure }: Receipt) =>
  status === 'failed' && (failure === 'windowClosed' || failure === 'throttled' || failure === 'unreachable');

function nextOf(send: RefusedSend, { now, random }: { now: Date; random: Random }): Reopened {
  const { id, addressId, channel, lane, attempts, failure, providerCode } = send;
  const next = afterFailure(new SendError(failure, 'refused later'), {
    attempts,
    wasRepeated: send.isRepeated,
    now,
    random,
  });
  return {
    ...{ id, addressId, channel, lane, providerCode },
    reason: failure,
    status: next.status as Reopened['status'],
    notBefore: 'notBefore' in next ? next.notBefore : null,
  };
}
