import type { Frequency } from '../../domain/digestSlot.ts';
import type { MembershipStatus, Role } from '../../domain/member.ts';
import type { Tx } from '../client.ts';

/** Somebody of a community, as its organizers see them: how they are reached, but never where. */
export interface MemberDetails {
  id: string;
  number: number;
  full_name: string;
  graduating_year: number | null;
  section: string | null;
  role: Role;
  status: MembershipStatus;
  status_since: Date;
  joined_at: Date;
  preferred_channel: string;
  fallback_channels: string[];
  frequency: Frequency;
  message_count: number;
  /** Of the request that waits for an answer. */
  open_request: number | null;
}

/** A member of this community, whatever their status; null for one of another. */
export async function findMember(
  tx: Tx,
  { communityId, id }: { communityId: string; id: string },
): Promise<MemberDetails | null> {
  const [row] = await tx<MemberDetails[]>`
    select m.id, m.number, p.name as full_name, m.graduating_year, m.section, m.role, m.status, m.status_since,
      m.created_at as joined_at, m.preferred_channel, m.fallback_channels, m.frequency,
      (select count(*)::int from messages where author_id = m.id) as message_count,
      (select number from approvals where membership_id = m.id and status = 'open') as open_request
    from memberships m join people p on p.id = m.person_id
    where m.id = ${id} and m.community_id = ${communityId}`;
  return row ?? null;
}
