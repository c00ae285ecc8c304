import { type Engine, isTaken } from './db/client.ts';
import { createInvite, findFoundingCode, hasCommunities } from './db/invites.ts';
import type { Clock, Random } from './domain/clock.ts';
import { newInviteCode } from './domain/code.ts';
import type { NewId } from './domain/id.ts';

/**
 * The one-time code that makes whoever uses it the first organizer; null once there is a community. The same code is
 * shown at every start until then.
 * @throws what the database throws
 */
export async function foundingCode(
  sql: Engine,
  { clock, random, newId }: { clock: Clock; random: Random; newId: NewId },
): Promise<string | null> {
  if (await hasCommunities(sql)) return null;
  const known = await findFoundingCode(sql);
  if (known) return known;
  const code = newInviteCode(random);
  const invite = { id: newId(), communityId: null, code, createdById: null, maxUses: 1, expiresAt: null };
  // Several servers may start at once; the index lets one of them in, and all show its code.
  await createInvite(sql, { ...invite, now: clock.now() }).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
  });
  return findFoundingCode(sql);
}
