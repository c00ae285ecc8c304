import type { Belonging } from '../domain/member.ts';
import type { Language } from '../domain/text.ts';
import type { Tx } from './client.ts';

/** Somebody who acts without speaking: who they are, and where they belong. */
export interface ActorRow {
  personId: string;
  language: Language;
  /** One of theirs, rather none that came with a merge, with which words would go back; null where they have none left. */
  addressId: string | null;
  belongings: Belonging[];
}

export async function findActor(tx: Tx, membershipId: string): Promise<ActorRow | null> {
  const [row] = await tx<ActorRow[]>`
    select p.id as "personId", p.language,
      (select id from addresses a where person_id = p.id
        order by exists (
            select from merges where kept_id = ${membershipId} and undone_at is null and a.id = any(address_ids)),
          proven_at nulls last, id limit 1) as "addressId",
      (select json_agg(json_build_object('membershipId', m.id, 'communityId', c.id, 'communityName', c.name,
          'role', m.role, 'status', m.status) order by m.id)
        from memberships m join communities c on c.id = m.community_id where m.person_id = p.id) as belongings
    from people p where p.id = (select person_id from memberships where id = ${membershipId})`;
  return row ?? null;
}
