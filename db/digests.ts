import type { Content } from '../domain/content.ts';
import type { WaitReason } from '../domain/digest.ts';
import type { Tx } from './client.ts';
import { type WokenLane, wakeLanes } from './lanes.ts';

/** Members whose held rows are looked through for those that nobody else has taken. */
const window = 4;

/**
 * Of rows `d`: what waits for a moment that has come. What waits for its reader's word has none, whatever an older release left there:
 * taken, it would be sent into the closed window, be held again, and be taken again at once.
 */
const isDue = (tx: Tx, dueBy: Date) => tx`
  d.status = 'held' and d.digest_at <= ${dueBy} and d.digest_id is null
  and d.reason is distinct from 'windowClosed'`;

/**
 * Takes members of one community for whom something held is due, the community that waits longest first. Nobody else makes
 * their digests until the commit. Locked like this, a post of theirs in the same moment waits for us, and nothing else does.
 */
export async function takeDueMembers(
  tx: Tx,
  { dueBy, count }: { dueBy: Date; count: number },
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with first as (
      select community_id from message_deliveries d
      where ${isDue(tx, dueBy)} order by digest_at, person_id limit 1),
    due as materialized (
      select distinct person_id, community_id from (
        select person_id, community_id from message_deliveries d
        where ${isDue(tx, dueBy)} and community_id = (select community_id from first)
        order by digest_at, person_id) d
      limit ${window * count})
    select m.id from due join memberships m on m.person_id = due.person_id and m.community_id = due.community_id
    order by m.id limit ${count} for no key update of m skip locked`;
  return rows.map(({ id }) => id);
}

/** Something held that is due. */
export interface HeldRow {
  id: string;
  membershipId: string;
  /** A post or a reply; null for a request, which carries its own words. */
  messageId: string | null;
  content: Content | null;
  digestAt: Date;
  timeReason: WaitReason;
  /** Why it does not go after all: taken back meanwhile, or muted since. */
  refusal: 'deleted' | 'mutedPerson' | 'mutedForum' | null;
}

/** All that is held and due for these members. One that is being taken back in this moment comes with the next. */
export async function takeHeld(
  tx: Tx,
  membershipIds: string[],
  { dueBy, now }: { dueBy: Date; now: Date },
): Promise<HeldRow[]> {
  return tx<HeldRow[]>`
    select d.id, m.id as "membershipId", d.message_id as "messageId", d.content, d.digest_at as "digestAt",
      coalesce(d.time_reason, 'daily') as "timeReason",
      case when said.deleted_at is not null then 'deleted'
        else 'muted' || (select initcap(min(u.what)) from mutes u
          where u.membership_id = m.id and u.subject_id in (said.author_id, said.forum_id)
            and (u.until is null or u.until > ${now}))
      end as refusal
    from memberships m
    join message_deliveries d on d.person_id = m.person_id and d.community_id = m.community_id
    left join messages said on said.id = d.message_id
    where m.id = any(${membershipIds}) and ${isDue(tx, dueBy)}
    order by d.id for update of d skip locked`;
}

export interface NewDigest {
  id: string;
  communityId: string;
  membershipId: string;
  slotAt: Date;
  timeReason: WaitReason;
  shown: number;
}

/** Writes digests, each once for its moment. Returns the ids of those that nobody had made before. */
export async function createDigests(tx: Tx, digests: NewDigest[], now: Date): Promise<Set<string>> {
  if (digests.length === 0) return new Set();
  const rows = await tx<{ id: string }[]>`
    insert into digests (id, community_id, membership_id, slot_at, time_reason, shown, told, created_at)
    select id, "communityId", "membershipId", "slotAt", "timeReason", shown, shown, ${now}
    from jsonb_to_recordset(${tx.json(digests as never)}) as d(id uuid, "communityId" uuid, "membershipId" uuid,
      "slotAt" timestamptz, "timeReason" text, shown smallint)
    order by "membershipId" on conflict (membership_id, slot_at) do nothing returning id`;
  return new Set(rows.map(({ id }) => id));
}

/** Says of rows which digest carries them: they stay held, and follow what becomes of it. */
export async function putIntoDigests(
  tx: Tx,
  rows: { id: string; digestId: string; addressId: string; wayReason: string | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update message_deliveries d set digest_id = r."digestId", address_id = r."addressId", way_reason = r."wayReason"
    from jsonb_to_recordset(${tx.json(rows as never)}) as r(id uuid, "digestId" uuid, "addressId" uuid, "wayReason" text)
    where d.id = r.id`;
}

/** Lets rows go by themselves, in the lane of the address that suits now. No digest has them any more. */
export async function releaseHeld(
  tx: Tx,
  rows: {
    id: string;
    addressId: string;
    channel: string;
    wayReason: string | null;
    segments: number | null;
  }[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update message_deliveries d set status = 'queued', reason = null, not_before = ${now}, digest_at = null,
      address_id = r."addressId", way_reason = r."wayReason", segments = r.segments
    from jsonb_to_recordset(${tx.json(rows as never)}) as r(id uuid, "addressId" uuid, "wayReason" text, segments smallint)
    where d.id = r.id`;
  const lanes = new Map(
    rows.map(({ addressId, channel }): [string, WokenLane] => [
      addressId,
      { addressId, channel, lane: 'post', dueAt: now },
    ]),
  );
  await wakeLanes(
    tx,
    [...lanes].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, lane]) => lane),
  );
}

/** Ends rows that do not go after all, each with its reason. */
export async function skipHeld(tx: Tx, rows: { id: string; reason: string }[]): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update message_deliveries d set status = 'skipped', reason = r.reason
    from jsonb_to_recordset(${tx.json(rows as never)}) as r(id uuid, reason text) where d.id = r.id`;
}

/** Keeps rows for a later moment; without a reason they wait for what they waited for. */
export async function postponeHeld(
  tx: Tx,
  rows: { id: string; digestAt: Date; timeReason: WaitReason | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx`
    update message_deliveries d set digest_at = r."digestAt", not_before = r."digestAt",
      time_reason = coalesce(r."timeReason", d.time_reason)
    from jsonb_to_recordset(${tx.json(rows as never)}) as r(id uuid, "digestAt" timestamptz, "timeReason" text)
    where d.id = r.id`;
}

/** Digests that failed are tried again in other rows, on other addresses: what was in them goes there. */
export async function handOverDigests(
  tx: Tx,
  handed: { replacesId: string; id: string; addressId: string; most: number }[],
): Promise<void> {
  if (handed.length === 0) return;
  const rows = tx`
    jsonb_to_recordset(${tx.json(handed)}) as r("replacesId" uuid, id uuid, "addressId" uuid, most smallint)`;
  await Promise.all([
    tx`
      update digests g set id = r.id, shown = least(g.shown, r.most), told = least(g.told, r.most)
      from ${rows} where g.id = r."replacesId"`,
    tx`
      update message_deliveries d set digest_id = r.id, address_id = r."addressId"
      from ${rows} where d.digest_id = r."replacesId" and d.status <> 'skipped'`,
  ]);
}

/** The digest that somebody got last, and how much of it they have seen. */
export async function findLatestDigest(
  tx: Tx,
  personId: string,
): Promise<{ id: string; told: number } | null> {
  const [row] = await tx<{ id: string; told: number }[]>`
    select g.id, g.told from memberships m join digests g on g.membership_id = m.id
    where m.person_id = ${personId} order by g.slot_at desc, g.id desc limit 1`;
  return row ?? null;
}

export async function noteTold(tx: Tx, id: string, told: number): Promise<void> {
  await tx`update digests set told = ${told} where id = ${id}`;
}

/**
 * What was in digests goes the way of the digest that carries it. `held` ones are those that went with it; one that was
 * taken back while the digest was on its way has ended already.
 */
export async function followDigests(tx: Tx, digestIds: string[]): Promise<void> {
  if (digestIds.length === 0) return;
  await tx`
    update message_deliveries i set reason = g.reason,
      status = case when g.status = 'dead' or g.status = 'skipped' and g.reason not in ('deleted', 'silent') then 'failed'
        else g.status end,
      sent_at = g.sent_at, delivered_at = g.delivered_at, attempts = g.attempts, is_repeated = g.is_repeated
    from message_deliveries g
    where g.id = any(${digestIds}) and i.digest_id = g.id and i.status <> 'skipped'
      and g.status in ('sent', 'delivered', 'read', 'skipped', 'failed', 'dead')`;
}
