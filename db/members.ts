import type { MembershipStatus, Role } from '../domain/member.ts';
import type { Circle } from '../domain/privacy.ts';
import type { Tx } from './client.ts';
import { shownClass } from './privacy/shown.ts';

/** A member as the others may see them: never with an identifier. */
export interface MemberRow {
  membershipId: string;
  personId: string;
  number: number;
  name: string;
  graduatingYear: number | null;
  section: string | null;
  role: Role;
  status: MembershipStatus;
}

const columns = (tx: Tx, viewer: string) => {
  const shown = shownClass(tx, viewer);
  return tx`
    m.id as "membershipId", m.person_id as "personId", m.number, p.name, ${shown.year} as "graduatingYear",
    ${shown.section} as section, m.role, m.status`;
};

/**
 * Members of a community who are in, suspended, or ask to come in, in the order of their numbers.
 * @param viewer the membership of whoever looks
 */
export async function listMembers(tx: Tx, communityId: string, viewer: string): Promise<MemberRow[]> {
  return tx<MemberRow[]>`
    select ${columns(tx, viewer)} from memberships m join people p on p.id = m.person_id
    where m.community_id = ${communityId} and m.status in ('active', 'suspended', 'pending') order by m.number`;
}

/** One membership as it stands now and its own person sees it, locked against changes. */
export async function lockMember(tx: Tx, membershipId: string): Promise<MemberRow> {
  const [row] = await tx<MemberRow[]>`
    select ${columns(tx, membershipId)} from memberships m join people p on p.id = m.person_id
    where m.id = ${membershipId} for update of m`;
  return row!;
}

/** Organizers of a community who are in, locked in order: so that of two who leave at once the last one is noticed. */
export async function lockOrganizers(tx: Tx, communityId: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select id from memberships where community_id = ${communityId} and role = 'organizer' and status = 'active'
    order by id for update`;
  return rows.map(({ id }) => id);
}

export async function setRole(tx: Tx, membershipId: string, role: Role): Promise<void> {
  await tx`update memberships set role = ${role} where id = ${membershipId}`;
}

export async function setStatus(
  tx: Tx,
  { membershipId, status, now }: { membershipId: string; status: MembershipStatus; now: Date },
): Promise<void> {
  await tx`update memberships set status = ${status}, status_since = ${now} where id = ${membershipId}`;
}

/** Takes a member out of every forum: what is planned from now on does not reach them. */
export async function leaveForums(tx: Tx, membershipId: string): Promise<void> {
  await tx`delete from forum_members where membership_id = ${membershipId}`;
}

/** What still waits for somebody from a community they are no longer in, is not sent. */
export async function skipWaiting(tx: Tx, personId: string, communityId: string): Promise<void> {
  // One status at a time: each has an index of its own, and asked for both at once Postgres reads the whole ledger.
  for (const isStatus of [tx`d.status = 'queued'`, tx`d.status = 'held'`])
    await tx`
      update message_deliveries d set status = 'skipped', reason = 'left'
      where d.person_id = ${personId} and d.community_id = ${communityId} and ${isStatus} and d.kind = 'post'
        and d.address_id in (select id from addresses where person_id = ${personId})`;
}

export async function setCurrentCommunity(tx: Tx, addressId: string, communityId: string): Promise<void> {
  await tx`update addresses set current_community_id = ${communityId} where id = ${addressId}`;
}

export async function setLanguage(
  tx: Tx,
  { addressId, personId, language }: { addressId: string; personId: string | null; language: string },
): Promise<void> {
  await tx`update addresses set language = ${language} where id = ${addressId}`;
  if (personId) await tx`update people set language = ${language} where id = ${personId}`;
}

/** What somebody sees of themselves in a community. */
export interface OwnPlace {
  name: string;
  language: string;
  timeZone: string;
  graduatingYear: number | null;
  section: string | null;
  preferredChannel: string;
  privacy: Circle;
  /** The open request, where they wait. */
  approvalNumber: number | null;
  /** Requests that wait for anybody's word. */
  openRequests: number;
}

export async function findOwnPlace(tx: Tx, membershipId: string): Promise<OwnPlace> {
  const [row] = await tx<OwnPlace[]>`
    select p.name, p.language, p.time_zone as "timeZone", m.graduating_year as "graduatingYear", m.section,
      m.preferred_channel as "preferredChannel", p.privacy_profile as privacy,
      (select number from approvals a where a.membership_id = m.id and a.status = 'open') as "approvalNumber",
      (select count(*)::int from approvals a where a.community_id = m.community_id and a.status = 'open')
        as "openRequests"
    from memberships m join people p on p.id = m.person_id where m.id = ${membershipId}`;
  return row!;
}

/** The channels on which a person proved an address. */
export async function findOwnChannels(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx<{ channel: string }[]>`
    select distinct channel from addresses where person_id = ${personId} and proven_at is not null order by channel`;
  return rows.map(({ channel }) => channel);
}

/** Changes what members say of themselves; what is undefined stays. */
export async function changeOwnPlace(
  tx: Tx,
  { membershipId, personId }: { membershipId: string; personId: string },
  change: {
    name?: string;
    timeZone?: string;
    graduatingYear?: number;
    section?: string | null;
    preferredChannel?: string;
    privacy?: Circle;
  },
): Promise<void> {
  await tx`
    update people set name = ${change.name ?? tx`name`}, time_zone = ${change.timeZone ?? tx`time_zone`},
      privacy_profile = ${change.privacy ?? tx`privacy_profile`}
    where id = ${personId}`;
  await tx`
    update memberships set graduating_year = ${change.graduatingYear ?? tx`graduating_year`},
      section = ${change.section === undefined ? tx`section` : change.section},
      preferred_channel = ${change.preferredChannel ?? tx`preferred_channel`}
    where id = ${membershipId}`;
}
