import type { Content, DeliveryKind, DeliveryStatus, Lane } from '../domain/content.ts';
import type { Tx } from './client.ts';

export interface ClaimedLane {
  addressId: string;
  lane: Lane;
}

/** Leases lanes that are due and that nobody else works on; answers before posts. */
export async function claimLanes(
  tx: Tx,
  claim: { channels: string[]; count: number; now: Date; until: Date; worker: string },
): Promise<ClaimedLane[]> {
  return tx<ClaimedLane[]>`
    with due as materialized (
      select address_id, lane from delivery_lanes
      where due_at <= ${claim.now} and (leased_until is null or leased_until <= ${claim.now})
        and channel = any(${claim.channels})
      order by lane, due_at limit ${claim.count} for update skip locked)
    update delivery_lanes l set leased_until = ${claim.until}, leased_by = ${claim.worker}
    from due where l.address_id = due.address_id and l.lane = due.lane
    returning l.address_id as "addressId", l.lane`;
}

/** A row of a lane that is not finished. */
export interface OpenRow {
  id: string;
  addressId: string;
  lane: Lane;
  status: 'queued' | 'sending' | 'uncertain';
  notBefore: Date;
  attempts: number;
  /** When the send began of which nobody knows yet how it ended, or the last one that failed. */
  attemptedAt: Date | null;
  isRepeated: boolean;
}

/** Rows of a lane that are looked at together: what comes behind them waits until one of them is finished. */
const lookAhead = 50;

/** The first unfinished rows of each lane, in their order. */
export async function openRows(tx: Tx, lanes: ClaimedLane[]): Promise<OpenRow[]> {
  return tx<OpenRow[]>`
    select d.* from jsonb_to_recordset(${tx.json(lanes as never)}) as l("addressId" uuid, lane text)
    cross join lateral (
      select id, address_id as "addressId", lane, status, not_before as "notBefore", attempts,
        attempted_at as "attemptedAt", is_repeated as "isRepeated"
      from message_deliveries
      where address_id = l."addressId" and lane = l.lane and status in ('queued', 'sending', 'uncertain')
      order by id limit ${lookAhead}
    ) d`;
}

/** A delivery with all that is needed to render and send it. */
export interface DueDelivery {
  id: string;
  kind: DeliveryKind;
  lane: Lane;
  addressId: string;
  channel: string;
  sealedIdentifier: Buffer;
  wrappedKey: Buffer | null;
  language: string;
  isStopped: boolean;
  needsConsent: boolean;
  personId: string | null;
  communityId: string | null;
  communityName: string | null;
  /** More than one, so that it must be said which. */
  hasCommunities: boolean;
  messageId: string | null;
  content: Content | null;
  attempts: number;
  attemptedAt: Date | null;
  /** The ids of what this one changes. */
  changes: string[] | null;
  changesId: string | null;
  correlationId: string | null;
  message: DueMessage | null;
}

/** The message a post delivers, as its reader should see it. */
export interface DueMessage {
  text: string;
  isDeleted: boolean;
  authorName: string;
  forumName: string | null;
  /** What the reader types to answer it. */
  number: number | null;
  parentAuthorName: string | null;
  parentNumber: number | null;
  /** The parent on the reader's own screen. */
  parentProviderId: string | null;
}

/**
 * Marks rows as being sent and reads what sending them takes. In the order of the ids. A send that is still to be
 * settled keeps its moment: the provider is asked about what came since then.
 */
export async function startSending(tx: Tx, ids: string[], now: Date): Promise<DueDelivery[]> {
  return tx<DueDelivery[]>`
    with d as (
      update message_deliveries set status = 'sending', attempts = attempts + 1,
        attempted_at = case when status = 'queued' then ${now}::timestamptz else attempted_at end
      where id = any(${ids}) returning *)
    select d.id, d.kind, d.lane, d.address_id as "addressId", a.channel, a.sealed_identifier as "sealedIdentifier",
      case when a.sealed_for_person then p.wrapped_key end as "wrappedKey",
      coalesce(p.language, a.language) as language,
      exists (select from suppressions s where s.address_id = a.id and s.ended_at is null) as "isStopped",
      (a.channel = 'sms' and a.consent_sent_at is null) as "needsConsent",
      d.person_id as "personId", d.community_id as "communityId", c.name as "communityName",
      case when d.content is null then
        (select count(*) from memberships m where m.person_id = d.person_id and m.status = 'active') > 1
      end as "hasCommunities",
      d.message_id as "messageId", d.content, d.attempts, d.attempted_at as "attemptedAt",
      d.changes_id as "changesId", d.correlation_id as "correlationId",
      case when d.changes_id is not null then
        (select jsonb_agg(s.provider_id order by s.part) from sent_messages s where s.delivery_id = d.changes_id)
      end as changes,
      case when d.content is null then (
        select jsonb_build_object('text', m.text, 'isDeleted', m.deleted_at is not null, 'authorName', author.name,
          'forumName', case when f.is_main then null else f.name end, 'number', n.number,
          'parentAuthorName', parent_author.name, 'parentNumber', parent_n.number,
          'parentProviderId', (select s.provider_id from sent_messages s
            where s.message_id = parent.id and parent.deleted_at is null and s.address_id = d.address_id order by s.created_at, s.part limit 1))
        from messages m
        join forums f on f.id = m.forum_id
        join memberships am on am.id = m.author_id join people author on author.id = am.person_id
        left join message_numbers n on n.message_id = m.id and n.person_id = d.person_id
        left join messages parent on parent.id = m.parent_id
        left join memberships pm on pm.id = parent.author_id left join people parent_author on parent_author.id = pm.person_id
        left join message_numbers parent_n on parent_n.message_id = m.parent_id and parent_n.person_id = d.person_id
        where m.id = d.message_id)
      end as message
    from d
    join addresses a on a.id = d.address_id
    left join people p on p.id = coalesce(d.person_id, a.person_id)
    left join communities c on c.id = d.community_id
    order by d.id`;
}

/** How an attempt ended. */
export interface Attempt {
  id: string;
  addressId: string;
  messageId: string | null;
  status: DeliveryStatus;
  reason: string | null;
  providerCode: string | null;
  notBefore: Date | null;
  isRepeated: boolean;
  providerIds: string[];
  gaveConsent: boolean;
  /** False for a row that was taken and handed back. */
  wasTried: boolean;
}

/** Keeps how attempts ended: the ledger, the providers' ids, and receipts that had come before. */
export async function recordAttempts(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  await Promise.all([
    recordStatuses(tx, attempts, now),
    recordSent(tx, attempts, now),
    recordConsents(tx, attempts, now),
  ]);
}

/** "Not finished" is said this way round so that Postgres looks each row up by its id, not through all that is open. */
async function recordStatuses(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  await tx`
    update message_deliveries d set status = r.status, reason = coalesce(r.reason, d.reason),
      provider_code = coalesce(r."providerCode", d.provider_code),
      not_before = coalesce(r."notBefore", d.not_before),
      attempts = d.attempts - case when r."wasTried" then 0 else 1 end,
      is_repeated = d.is_repeated or r."isRepeated",
      sent_at = case when r.status = 'sent' then ${now}::timestamptz else d.sent_at end
    from jsonb_to_recordset(${tx.json(attempts as never)}) as r(id uuid, status text, reason text, "providerCode" text,
      "notBefore" timestamptz, "isRepeated" boolean, "wasTried" boolean)
    where d.id = r.id
      and d.status not in ('held', 'sent', 'delivered', 'read', 'skipped', 'failed', 'dead')`;
}

async function recordSent(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  const parts = attempts.flatMap(({ id, addressId, messageId, providerIds }) =>
    providerIds.map((providerId, part) => ({ id, addressId, messageId, providerId, part })),
  );
  if (parts.length === 0) return;
  const rows = tx.json(parts as never);
  await Promise.all([
    tx`
      insert into sent_messages (address_id, provider_id, delivery_id, message_id, part, created_at)
      select "addressId", "providerId", id, "messageId", part, ${now}
      from jsonb_to_recordset(${rows}) as r(id uuid, "addressId" uuid, "messageId" uuid, "providerId" text,
        part smallint)
      on conflict do nothing`,
    tx`
      update message_deliveries d set status = e.status, provider_code = e.provider_code,
        reason = case when e.status = 'failed' then 'undelivered' else d.reason end,
        delivered_at = case when e.status <> 'failed' then ${now}::timestamptz end
      from (
        select distinct on (r.id) r.id, e.status, e.provider_code
        from early_receipts e
        join jsonb_to_recordset(${rows}) as r(id uuid, "addressId" uuid, "providerId" text)
          on r."providerId" = e.provider_id
        join addresses a on a.id = r."addressId" and a.channel = e.channel
        where e.provider_id = any(${parts.map(({ providerId }) => providerId)}) and e.status <> 'sent'
        order by r.id, array_position(array['read', 'delivered', 'failed'], e.status)
      ) e where d.id = e.id and d.status = 'sent'`,
  ]);
}

async function recordConsents(tx: Tx, attempts: Attempt[], now: Date): Promise<void> {
  const addressIds = attempts.flatMap(({ gaveConsent, addressId }) => (gaveConsent ? [addressId] : []));
  if (addressIds.length === 0) return;
  await tx`
    update addresses set consent_sent_at = ${now}
    where id = any(${addressIds}) and consent_sent_at is null`;
}

/**
 * Gives leased lanes back, due again when their next row is. A row that is being retried holds those behind it up, but
 * for half a minute at most: the same as `pickDue` decides, else a lane would be claimed in vain. Locked first and read in a second statement: what another transaction put
 * into the outbox meanwhile is either seen here, or wakes the lane itself afterwards.
 */
export async function releaseLanes(tx: Tx, lanes: ClaimedLane[], worker: string): Promise<void> {
  const keys = tx.json(lanes as never);
  const locking = tx`
    select l.address_id from delivery_lanes l
    join jsonb_to_recordset(${keys}) as k("addressId" uuid, lane text)
      on l.address_id = k."addressId" and l.lane = k.lane
    where l.leased_by = ${worker}
    order by l.address_id, l.lane for update of l`;
  const releasing = tx`
    update delivery_lanes l set leased_until = null, leased_by = null, due_at = (
      select min(greatest(not_before, held_until)) from (
        select not_before, max(case when attempts > 0 then least(not_before, attempted_at + interval '30 seconds') end)
          over (order by id rows between unbounded preceding and 1 preceding) as held_until
        from (
          select id, attempts, attempted_at, not_before from message_deliveries
          where address_id = l.address_id and lane = l.lane and status in ('queued', 'sending', 'uncertain')
          order by id limit ${lookAhead}
        ) open
      ) waiting)
    from jsonb_to_recordset(${keys}) as k("addressId" uuid, lane text)
    where l.address_id = k."addressId" and l.lane = k.lane and l.leased_by = ${worker}`;
  await Promise.all([locking, releasing]);
}

/** Keeps the leases of a worker that is alive. */
export async function extendLeases(tx: Tx, worker: string, until: Date): Promise<void> {
  await tx`update delivery_lanes set leased_until = ${until} where leased_by = ${worker}`;
}
