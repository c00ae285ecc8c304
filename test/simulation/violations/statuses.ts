import type { Run } from '../simulate.ts';

/** Where a status may go. */
const allowed: Record<string, string[]> = {
  held: ['queued', 'skipped', 'dead'],
  queued: ['sending', 'held', 'skipped', 'dead', 'sent'],
  sending: ['queued', 'uncertain', 'sent', 'delivered', 'read', 'held', 'skipped', 'failed', 'dead'],
  // Held or queued, where its server stood still and says afterwards that it did not try.
  uncertain: ['sending', 'held', 'queued', 'sent', 'delivered', 'read', 'skipped', 'dead'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read'],
  read: [],
  failed: [],
  dead: [],
  skipped: [],
};

/** What is in a digest goes its way from then on. */
const allowedInDigest: Record<string, string[]> = {
  ...allowed,
  held: [...allowed.held!, 'sent', 'delivered', 'read', 'failed'],
};

/** Status only moves up: in these stories what was once sent is never on its way again, what was delivered never failed. */
export async function statuses({ sql }: Run): Promise<string[]> {
  const moves = await sql<{ was: string; became: string; isInDigest: boolean; count: number }[]>`
    select was, became, digest_id is not null as "isInDigest", count(*)::int as count
    from simulation.moves group by 1, 2, 3 order by 1, 2, 3`;
  return moves
    .filter(({ was, became, isInDigest }) => !(isInDigest ? allowedInDigest : allowed)[was]!.includes(became))
    .map(({ was, became, count }) => `${count} times a status went from ${was} to ${became}`);
}
