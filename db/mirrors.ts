import type { MembershipStatus, Role } from '../domain/member.ts';
import type { Tx } from './client.ts';
import { type WokenLane, wakeLanes } from './lanes.ts';

export interface Mirror {
  id: string;
  communityId: string;
  communityName: string;
  forumId: string;
  forumName: string;
}

/** The mirror that a group is; null where it is none. */
export async function findMirror(tx: Tx, addressId: string): Promise<Mirror | null> {
  const [row] = await tx<Mirror[]>`
    select r.id, r.community_id as "communityId", c.name as "communityName", r.forum_id as "forumId", f.name as "forumName"
    from mirrors r join communities c on c.id = r.community_id join forums f on f.id = r.forum_id
    where r.address_id = ${addressId} and r.ended_at is null`;
  return row ?? null;
}

/** Ties a group to a forum, in place of what it was tied to. */
export async function openMirror(
  tx: Tx,
  mirror: {
    id: string;
    communityId: string;
    forumId: string;
    addressId: string;
    createdById: string;
    now: Date;
  },
): Promise<void> {
  await closeMirror(tx, mirror.addressId, mirror.now);
  await tx`
    insert into mirrors (id, community_id, forum_id, address_id, created_by_id, created_at)
    values (${mirror.id}, ${mirror.communityId}, ${mirror.forumId}, ${mirror.addressId}, ${mirror.createdById}, ${mirror.now})`;
}

/** Returns false where it was tied to nothing. */
export async function closeMirror(tx: Tx, addressId: string, now: Date): Promise<boolean> {
  const rows = await tx`
    update mirrors set ended_at = ${now} where address_id = ${addressId} and ended_at is null returning id`;
  return rows.length > 0;
}

/** A group goes on under another address: its tie, and what waits to be sent to it. */
export async function moveMirrors(
  tx: Tx,
  { from, to, now }: { from: string; to: string; now: Date },
): Promise<void> {
  // Where the old group was tied to nothing, the new one keeps what an organizer tied it to meanwhile.
  if (await findMirror(tx, from)) await closeMirror(tx, to, now);
  await tx`update mirrors set address_id = ${to} where address_id = ${from} and ended_at is null`;
  const waiting = await tx<WokenLane[]>`
    with moved as (
      update message_deliveries set address_id = ${to} where address_id = ${from} and status = 'queued'
      returning lane, not_before)
    select a.id as "addressId", lane, a.channel, min(not_before) as "dueAt"
    from moved, addresses a where a.id = ${to} group by a.id, lane order by lane`;
  if (waiting.length > 0) await wakeLanes(tx, waiting);
}

/** The groups that a message of this forum goes to: all but the one it was said in, and those the bot was taken out of. */
export async function findMirrorsFor(
  tx: Tx,
  { forumId, messageId }: { forumId: string; messageId: string },
): Promise<{ addressId: string; channel: string }[]> {
  return tx<{ addressId: string; channel: string }[]>`
    select a.id as "addressId", a.channel from mirrors r join addresses a on a.id = r.address_id
    where r.forum_id = ${forumId} and r.ended_at is null
      and not exists (select from sent_messages s where s.message_id = ${messageId} and s.address_id = a.id)
      and not exists (select from message_deliveries d where d.message_id = ${messageId} and d.address_id = a.id)
      and not exists (select from suppressions s where s.address_id = a.id and s.ended_at is null)
    order by a.id`;
}

/** Somebody who speaks in a group, and where they belong. */
export interface Speaker {
  personId: string;
  places: { membershipId: string; communityId: string; status: MembershipStatus; role: Role }[];
  currentCommunityId: string | null;
}

export async function findSpeaker(
  tx: Tx,
  key: { channel: string; account: string; hash: string },
): Promise<Speaker | null> {
  const [row] = await tx<Speaker[]>`
    select a.person_id as "personId", a.current_community_id as "currentCommunityId",
      coalesce((select json_agg(json_build_object('membershipId', m.id, 'communityId', m.community_id, 'status', m.status,
        'role', m.role) order by m.id) from memberships m where m.person_id = a.person_id), '[]') as places
    from addresses a
    where a.channel = ${key.channel} and a.account = ${key.account}
      and a.identifier_hash = decode(${key.hash}, 'hex') and a.person_id is not null`;
  return row ?? null;
}

export async function findForumNamed(
  tx: Tx,
  { communityId, name }: { communityId: string; name: string },
): Promise<{ id: string; name: string } | null> {
  const [row] = await tx<{ id: string; name: string }[]>`
    select id, name from forums
    where community_id = ${communityId} and case when ${name} = '' then is_main else lower(name) = lower(${name}) end`;
  return row ?? null;
}

/** Keeps what a stranger said for an organizer. Returns its number, or null where they are asked about already. */
export async function createHold(
  tx: Tx,
  hold: { id: string; mirror: Mirror; inboxId: string; speakerHash: string; now: Date },
): Promise<number | null> {
  const { mirror, speakerHash } = hold;
  await tx`select id from communities where id = ${mirror.communityId} for update`;
  const [row] = await tx<{ number: number; isFirst: boolean }[]>`
    insert into mirror_holds (id, community_id, number, mirror_id, inbox_id, speaker_hash, status, created_at)
    select ${hold.id}, ${mirror.communityId}, coalesce(max(number), 0) + 1, ${mirror.id}, ${hold.inboxId},
      decode(${speakerHash}, 'hex'), 'open', ${hold.now}
    from mirror_holds where community_id = ${mirror.communityId}
    returning number, not exists (
      select from mirror_holds o where o.mirror_id = ${mirror.id} and o.status = 'open'
        and o.speaker_hash = decode(${speakerHash}, 'hex')) as "isFirst"`;
  return row!.isFirst ? row!.number : null;
}

export interface Hold {
  inboxId: string;
  forumId: string;
  /** Of the group as it was when it was said: it may have another one by now. */
  addressId: string;
}

/** Decides about a hold, and about all that the same speaker said meanwhile. Null where that was decided before. */
export async function settleHold(
  tx: Tx,
  { communityId, number, status }: { communityId: string; number: number; status: 'carried' | 'left' },
): Promise<Hold[]> {
  return tx<Hold[]>`
    with settled as (
      update mirror_holds h set status = ${status}
      from mirror_holds asked
      where asked.community_id = ${communityId} and asked.number = ${number} and asked.status = 'open'
        and h.mirror_id = asked.mirror_id and h.speaker_hash = asked.speaker_hash and h.status = 'open'
      returning h.inbox_id, h.mirror_id, h.number)
    select s.inbox_id as "inboxId", r.forum_id as "forumId", coalesce(i.lane, r.address_id) as "addressId"
    from settled s join mirrors r on r.id = s.mirror_id left join inbox i on i.id = s.inbox_id order by s.number`;
}
