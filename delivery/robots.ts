import { createHash } from 'node:crypto';
import type { DueDelivery } from '../db/dueDeliveries.ts';
import type { Outbound } from '../domain/channel.ts';
import { isFirstOver, isOver, type Limits } from '../domain/limits.ts';
import type { Log } from '../domain/log.ts';

interface LoopDeps {
  log: Log;
  /** How often the same text went to the same person. */
  repeats: Limits;
}

/** Two robots that answer each other never end by themselves. */
export async function isLoop(
  { repeats, log }: LoopDeps,
  due: DueDelivery,
  outbound: Outbound,
): Promise<boolean> {
  if (due.attempts > 1 || due.changesId) return false;
  const said = JSON.stringify([
    due.personId ?? due.addressId,
    outbound.body,
    outbound.choices.map(({ label }) => label),
  ]);
  const counted = await repeats.take(createHash('sha256').update(said).digest('base64'));
  if (isFirstOver(counted))
    log.error(
      { correlationId: due.correlationId, deliveryId: due.id, channel: due.channel },
      'the same text goes to one person again and again; it is stopped',
    );
  return isOver(counted);
}
