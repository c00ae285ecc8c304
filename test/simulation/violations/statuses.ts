import type { Run } from '../simulate.ts';

/** Where a status may go. What is in a digest goes its digest's way, wherever that is. */
const allowed: Record<string, string[]> = {
  held: ['queued', 'skipped', 'dead', 'sent', 'delivered', 'read', 'failed'],
  queued: ['sending', 'held', 'skipped', 'dead', 'sent'],
  sending: ['queued', 'uncertain', 'sent', 'delivered', 'read', 'held', 'skipped', 'failed', 'dead'],
  uncertain: ['sending', 'sent', 'delivered', 'read', 'skipped', 'dead'],
  sent: ['delivered', 'read', 'failed'],
  delivered: ['read'],
  read: [],
  failed: [],
  dead: [],
  skipped: [],
};

/** Status only moves up: what was once sent is never on its way again, what was delivered never failed. */
export async function statuses({ sql }: Run): Promise<string[]> {
  const moves = await sql<{ was: string; became: string; count: number }[]>`
    select was, became, count(*)::int as count from simulation.moves where digest_id is null group by 1, 2 order by 1, 2`;
  return moves
    .filter(({ was, became }) => !allowed[was]!.includes(became))
    .map(({ was, became, count }) => `${count} times a status went from ${was} to ${became}`);
}
