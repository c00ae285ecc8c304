import type { Class } from './class.ts';
import type { World } from './world.ts';

/** What a member of a test chose, in the words of its table: `{ quiet_from: 1320, quiet_to: 420 }`. */
export async function choose(
  world: World,
  { members }: Class,
  who: string,
  { people, memberships }: { people?: Record<string, unknown>; memberships?: Record<string, unknown> },
): Promise<void> {
  const { personId, membershipId } = members[who]!;
  if (people) await world.sql`update people set ${world.sql(people as never)} where id = ${personId}`;
  if (memberships)
    await world.sql`update memberships set ${world.sql(memberships as never)} where id = ${membershipId}`;
}

/** From ten in the evening until seven. */
export const nights = { people: { quiet_from: 22 * 60, quiet_to: 7 * 60 } };
