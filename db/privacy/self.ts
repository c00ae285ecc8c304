import type { Tx } from '../client.ts';
import { findSelves } from './read.ts';

/** All ids that mean one person, and what they are called: what has to be found when they are to be forgotten. */
export interface Self {
  personIds: string[];
  membershipIds: string[];
  communityIds: string[];
  addressIds: string[];
  /** The keyed hashes of their identifiers. Hex. */
  hashes: string[];
  names: string[];
}

/** Nobody is merged with them meanwhile. */
export async function lockMembershipsOf(tx: Tx, personId: string): Promise<void> {
  await tx`select from memberships where person_id = ${personId} order by id for update`;
}

/** The person with all their records, locked. */
export async function lockSelf(tx: Tx, personId: string): Promise<Self> {
  const personIds = await findSelves(tx, personId);
  const people = await tx<{ name: string }[]>`
    select name from people where id = any(${personIds}) order by id for update`;
  const memberships = await tx<{ id: string; communityId: string }[]>`
    select id, community_id as "communityId" from memberships where person_id = any(${personIds})`;
  // A number that a provider vouches for is theirs, though nobody may have written from it; and so is, for all we know,
  // what they typed to have it proven, and nobody talks to us from, nor asked us to be silent, nor typed besides.
  const addresses = await tx<{ id: string; hash: string }[]>`
    select id, encode(identifier_hash, 'hex') as hash from addresses
    where person_id = any(${personIds}) or (person_id is null and id in (
      select phone_id from addresses where person_id = any(${personIds})
      union all
      select v.address_id from verification_codes v join addresses own on own.id = v.requested_by_id
      where own.person_id = any(${personIds})
        and not exists (select from conversations c where c.address_id = v.address_id)
        and not exists (select from suppressions s where s.address_id = v.address_id and s.how = 'keyword')
        and not exists (
          select from verification_codes o join addresses asker on asker.id = o.requested_by_id
          where o.address_id = v.address_id and asker.person_id is distinct from own.person_id)))
    order by id for update`;
  return {
    personIds,
    membershipIds: memberships.map(({ id }) => id),
    communityIds: memberships.map(({ communityId }) => communityId),
    addressIds: addresses.map(({ id }) => id),
    hashes: addresses.map(({ hash }) => hash),
    names: [...new Set(people.map(({ name }) => name))],
  };
}

/** How many messages somebody wrote and not took back, and in which communities they are. */
export async function countOwn(
  tx: Tx,
  personId: string,
): Promise<{ messages: number; communities: string | null }> {
  const personIds = await findSelves(tx, personId);
  const [row] = await tx<{ messages: number; communities: string | null }[]>`
    select (select count(*)::int from messages s join memberships m on m.id = s.author_id
        where m.person_id = any(${personIds}) and s.deleted_at is null) as messages,
      (select string_agg(c.name, ', ' order by c.name) from memberships m join communities c on c.id = m.community_id
        where m.person_id = any(${personIds}) and m.status in ('active', 'pending', 'suspended')) as communities`;
  return row!;
}
