import type { Frequency } from '../domain/digestSlot.ts';
import { grouped } from '../domain/grouped.ts';
import type { MembershipStatus } from '../domain/member.ts';
import type { Tx } from './client.ts';
import type { Account } from './reach.ts';

/** A member with all that decides how, when and whether something reaches them. */
export interface RecipientRow {
  membershipId: string;
  personId: string;
  communityId: string;
  status: MembershipStatus;
  name: string;
  language: string;
  timeZone: string;
  quietFrom: number | null;
  quietTo: number | null;
  mutedUntil: Date | null;
  preferredChannel: string;
  fallbackChannels: string[];
  frequency: Frequency;
  digestMinute: number;
  digestWeekday: number;
  allowsUrgent: boolean;
  /** In more than one community, so that a message says which it is from. */
  hasCommunities: boolean;
  /** The latest proven first. */
  addresses: AddressRow[];
  /** Of the author and the forum asked about. */
  mutes: MuteRow[];
  /** What they call the message that is answered. */
  parentNumber: number | null;
}

export interface AddressRow {
  id: string;
  channel: string;
  /** On one of our sides that are on. */
  isOurs: boolean;
  isProven: boolean;
  /** How messages there were stopped, where they were. */
  stopped: string | null;
  heardAt: Date | null;
  /** The first text message there carries the sentence about consent. */
  needsConsent: boolean;
}

export interface MuteRow {
  what: 'person' | 'forum';
  id: string;
  /** Null for good. */
  until: Date | null;
}

/** What the members are asked about: whose words, where, and in answer to what. */
export interface Concerning {
  authorId: string | null;
  forumId: string | null;
  parentId: string | null;
}

/** What stands in the rows of a member and a person themselves. */
type Own = Omit<RecipientRow, 'addresses' | 'mutes'>;

interface Asked {
  concerning: Concerning;
  accounts: Account[];
}

/** Members by their ids, in that order of ids. */
export async function findRecipients(
  tx: Tx,
  asked: Asked & { membershipIds: string[] },
): Promise<RecipientRow[]> {
  const rows = await tx<Own[]>`
    select ${ownColumns(tx, asked.concerning)}
    from memberships m join people p on p.id = m.person_id
    where m.id = any(${asked.membershipIds}) order by m.id`;
  return withWays(tx, rows, asked);
}

/** Of these people the ones who still read in a message's forum, with the number it has for them. */
export async function findHolders(
  tx: Tx,
  {
    messageId,
    communityId,
    personIds,
    ...asked
  }: Asked & { messageId: string; communityId: string; personIds: string[] },
): Promise<(RecipientRow & { number: number | null })[]> {
  const rows = await tx<(Own & { number: number | null })[]>`
    select ${ownColumns(tx, asked.concerning)},
      (select number from message_numbers n where n.message_id = ${messageId} and n.person_id = p.id) as number
    from memberships m join people p on p.id = m.person_id
    where m.community_id = ${communityId} and m.person_id = any(${personIds}) and m.status = 'active'
      and exists (select from forum_members fm
        where fm.forum_id = ${asked.concerning.forumId} and fm.membership_id = m.id)`;
  return withWays(tx, rows, asked);
}

/** Everybody who would get something said in a forum, but for its author. */
export async function findReaders(tx: Tx, asked: Asked): Promise<RecipientRow[]> {
  const { authorId, forumId } = asked.concerning;
  const rows = await tx<Own[]>`
    select ${ownColumns(tx, asked.concerning)}
    from forum_members fm join memberships m on m.id = fm.membership_id join people p on p.id = m.person_id
    where fm.forum_id = ${forumId} and m.status = 'active' and m.id is distinct from ${authorId}::uuid order by p.id`;
  return withWays(tx, rows, asked);
}

/** The columns of `m` (memberships) and `p` (people) that the planner looks at. */
export const ownColumns = (tx: Tx, { parentId }: Pick<Concerning, 'parentId'>) => tx`
  m.id as "membershipId", p.id as "personId", m.community_id as "communityId", m.status, p.name, p.language,
  p.time_zone as "timeZone", p.quiet_from as "quietFrom", p.quiet_to as "quietTo", p.muted_until as "mutedUntil",
  m.preferred_channel as "preferredChannel", m.fallback_channels as "fallbackChannels", m.frequency,
  m.digest_minute as "digestMinute", m.digest_weekday as "digestWeekday", m.allows_urgent as "allowsUrgent",
  (select count(*) > 1 from memberships o where o.person_id = p.id and o.status = 'active') as "hasCommunities",
  (select number from message_numbers n where n.message_id = ${parentId}::uuid and n.person_id = p.id) as "parentNumber"`;

async function withWays<Row extends Own>(
  tx: Tx,
  rows: Row[],
  asked: Asked,
): Promise<(Row & Pick<RecipientRow, 'addresses' | 'mutes'>)[]> {
  const ways = await findWays(tx, rows, asked);
  return rows.map((row) => Object.assign(row, ways(row)));
}

type Known = Pick<RecipientRow, 'personId' | 'membershipId'>;

/**
 * Where members can be reached and what of this they muted. A row an address: made into JSON by Postgres, the same took
 * it 11 us a member instead of 4.
 */
export async function findWays(
  tx: Tx,
  members: Known[],
  { concerning, accounts }: Asked,
): Promise<(member: Known) => Pick<RecipientRow, 'addresses' | 'mutes'>> {
  const [addresses, mutes] = await Promise.all([
    findAddresses(
      tx,
      members.map(({ personId }) => personId),
      accounts,
    ),
    findMutes(
      tx,
      members.map(({ membershipId }) => membershipId),
      concerning,
    ),
  ]);
  return ({ personId, membershipId }) => ({
    addresses: addresses.get(personId) ?? [],
    mutes: mutes.get(membershipId) ?? [],
  });
}

async function findAddresses(
  tx: Tx,
  personIds: string[],
  accounts: Account[],
): Promise<Map<string, AddressRow[]>> {
  const rows = await tx<(AddressRow & { personId: string })[]>`
    select a.person_id as "personId", a.id, a.channel, a.proven_at is not null as "isProven",
      a.channel || ' ' || a.account = any(${accounts.map(({ channel, account }) => `${channel} ${account}`)}) as "isOurs",
      (select how from suppressions s where s.address_id = a.id and s.ended_at is null) as stopped, a.heard_at as "heardAt", a.channel = 'sms' and a.consent_sent_at is null as "needsConsent"
    from addresses a where a.person_id = any(${personIds}) order by a.proven_at desc nulls last, a.id`;
  return grouped(rows, ({ personId }) => personId);
}

async function findMutes(
  tx: Tx,
  membershipIds: string[],
  { authorId, forumId }: Concerning,
): Promise<Map<string, MuteRow[]>> {
  const rows = await tx<(MuteRow & { membershipId: string })[]>`
    select membership_id as "membershipId", what, subject_id as id, until from mutes
    where membership_id = any(${membershipIds}) and subject_id in (${authorId}::uuid, ${forumId}::uuid)`;
  return grouped(rows, ({ membershipId }) => membershipId);
}
