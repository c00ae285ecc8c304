import type { MembershipStatus } from '../domain/member.ts';
import type { Tx } from './client.ts';

/** Our side of a channel that is on in this installation. */
export interface Account {
  channel: string;
  account: string;
}

/** How a member is reached now, or why they cannot be. */
export interface Reach {
  membershipId: string;
  personId: string;
  communityId: string;
  status: MembershipStatus;
  addressId: string | null;
  channel: string | null;
  reason: 'stopped' | 'noAddress' | null;
}

/** Finds for each member the address to write to: on the preferred channel, else on another they proved. */
export async function findReach(tx: Tx, membershipIds: string[], accounts: Account[]): Promise<Reach[]> {
  return tx<Reach[]>`
    select m.id as "membershipId", m.person_id as "personId", m.community_id as "communityId", m.status,
      best.id as "addressId", best.channel,
      case when best.id is null then
        case when exists (select from addresses a where a.person_id = m.person_id) then 'stopped' else 'noAddress' end
      end as reason
    from memberships m
    left join lateral (
      select a.id, a.channel from addresses a
      join jsonb_to_recordset(${tx.json(accounts as never)}) as ours(channel text, account text)
        on a.channel = ours.channel and a.account = ours.account
      where a.person_id = m.person_id and a.proven_at is not null
        and not exists (select from suppressions s where s.address_id = a.id and s.ended_at is null)
      order by (a.channel = m.preferred_channel) desc, a.proven_at desc limit 1
    ) best on true
    where m.id = any(${membershipIds})`;
}
