import type { Seat } from '../domain/broadcast.ts';
import type { Tx } from './client.ts';

/** Where the people of these addresses are active members. */
export async function findSeats(tx: Tx, addressIds: string[]): Promise<(Seat & { addressId: string })[]> {
  return tx<(Seat & { addressId: string })[]>`
    select a.id as "addressId", m.community_id as "communityId", m.id as "membershipId", p.name
    from addresses a
    join people p on p.id = a.person_id
    join memberships m on m.person_id = p.id and m.status = 'active'
    where a.id = any(${addressIds}) order by a.id, m.community_id`;
}

/** The active members of these communities who are here now: in the web chat, or by a program. */
export async function findOnline(
  tx: Tx,
  { communityIds, now }: { communityIds: string[]; now: Date },
): Promise<Seat[]> {
  return tx<Seat[]>`
    select m.community_id as "communityId", m.id as "membershipId", p.name
    from memberships m
    join people p on p.id = m.person_id
    join addresses a on a.person_id = p.id and a.channel = 'web'
    join sessions s on s.address_id = a.id and s.connected_until > ${now} and s.revoked_at is null
    where m.community_id = any(${communityIds}) and m.status = 'active'
    union
    select m.community_id, m.id, p.name
    from account_sessions s
    join memberships m on m.id = s.membership_id
    join people p on p.id = m.person_id
    where s.connected_until > ${now} and s.revoked_at is null
      and m.community_id = any(${communityIds}) and m.status = 'active' order by 3`;
}

/** Says that programs of these sessions are connected, until the time given. */
export async function keepProgramsConnected(
  tx: Tx,
  { sessionIds, until }: { sessionIds: string[]; until: Date },
): Promise<void> {
  await tx`update account_sessions set connected_until = ${until} where id = any(${sessionIds})`;
}

/**
 * Where what somebody types would be read by others: as an active member of their current community, and with no
 * question of the bot waiting for the answer.
 */
export async function findTypingSeat(tx: Tx, addressId: string): Promise<Seat | null> {
  const [row] = await tx<Seat[]>`
    select m.community_id as "communityId", m.id as "membershipId", p.name
    from addresses a
    join people p on p.id = a.person_id
    join memberships m on m.person_id = p.id and m.status = 'active' and m.community_id = a.current_community_id
    where a.id = ${addressId}
      and not exists (select from conversations c where c.address_id = a.id and c.status = 'active')`;
  return row ?? null;
}
