import type { Frequency } from '../domain/digestSlot.ts';
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
  /** The latest proven first; times as JSON has them. */
  addresses: AddressRow[] | null;
  /** Of the author and the forum asked about. */
  mutes: { what: 'person' | 'forum'; id: string; until: string | null }[] | null;
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
  heardAt: string | null;
  /** The first text message there carries the sentence about consent. */
  needsConsent: boolean;
}

/** What the members are asked about: whose words, where, and in answer to what. */
export interface Concerning {
  authorId: string | null;
  forumId: string | null;
  parentId: string | null;
}

/**
 * Everything the planner knows of members, from `m` (memberships) and `p` (people): one look-up by key for each table, so that
 * a thousand members are one statement.
 */
export const recipientColumns = (
  tx: Tx,
  { authorId, forumId, parentId }: Concerning,
  accounts: Account[],
) => tx`
  m.id as "membershipId", p.id as "personId", m.community_id as "communityId", m.status, p.name, p.language,
  p.time_zone as "timeZone", p.quiet_from as "quietFrom", p.quiet_to as "quietTo", p.muted_until as "mutedUntil",
  m.preferred_channel as "preferredChannel", m.fallback_channels as "fallbackChannels", m.frequency,
  m.digest_minute as "digestMinute", m.digest_weekday as "digestWeekday", m.allows_urgent as "allowsUrgent",
  (select count(*) > 1 from memberships o where o.person_id = p.id and o.status = 'active') as "hasCommunities",
  (select json_agg(json_build_object('id', a.id, 'channel', a.channel, 'isProven', a.proven_at is not null,
      'isOurs', a.channel || ' ' || a.account = any(${accounts.map(({ channel, account }) => `${channel} ${account}`)}),
      'stopped', (select how from suppressions s where s.address_id = a.id and s.ended_at is null),
      'heardAt', a.heard_at, 'needsConsent', a.channel = 'sms' and a.consent_sent_at is null)
      order by a.proven_at desc nulls last, a.id)
    from addresses a where a.person_id = p.id) as addresses,
  (select json_agg(json_build_object('what', u.what, 'id', u.subject_id, 'until', u.until))
    from mutes u where u.membership_id = m.id and u.subject_id in (${authorId}::uuid, ${forumId}::uuid)) as mutes,
  (select number from message_numbers n where n.message_id = ${parentId}::uuid and n.person_id = p.id) as "parentNumber"`;

/** Members by their ids, in that order of ids. */
export async function findRecipients(
  tx: Tx,
  asked: { membershipIds: string[]; concerning: Concerning; accounts: Account[] },
): Promise<RecipientRow[]> {
  return tx<RecipientRow[]>`
    select ${recipientColumns(tx, asked.concerning, asked.accounts)}
    from memberships m join people p on p.id = m.person_id
    where m.id = any(${asked.membershipIds}) order by m.id`;
}

/** Everybody who would get something said in a forum, but for its author. */
export async function findReaders(
  tx: Tx,
  asked: { concerning: Concerning; accounts: Account[] },
): Promise<RecipientRow[]> {
  const { authorId, forumId } = asked.concerning;
  return tx<RecipientRow[]>`
    select ${recipientColumns(tx, asked.concerning, asked.accounts)}
    from forum_members fm join memberships m on m.id = fm.membership_id join people p on p.id = m.person_id
    where fm.forum_id = ${forumId} and m.status = 'active' and m.id is distinct from ${authorId}::uuid order by p.id`;
}
