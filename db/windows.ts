import { firstIdOf } from '../domain/id.ts';
import type { Tx } from './client.ts';
import { followDigests } from './digests.ts';
import { noteQueued } from './queued.ts';

/** Notes that people wrote, on channels where we may answer for a while only; what was held for them goes out. */
export async function noteHeard(tx: Tx, addressIds: string[], now: Date): Promise<void> {
  const woken = await tx`
    with heard as (
      update addresses set heard_at = ${now} where id = any(${addressIds})),
    ${releasing(tx, tx`address_id = any(${addressIds})`, now)}`;
  if (woken.length > 0) noteQueued(tx, 'deliveries');
}

/** Lets go out what was held just now although its reader had written. */
export async function releaseUnheard(tx: Tx, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx`with ${releasing(tx, tx`id = any(${ids})`, now)}`;
  noteQueued(tx, 'deliveries');
}

const releasing = (tx: Tx, those: ReturnType<Tx>, now: Date) => tx`
  released as (
    update message_deliveries set status = 'queued', reason = null, not_before = ${now}
    where ${those} and status = 'held' and reason = 'windowClosed'
    returning address_id, lane)
  insert into delivery_lanes as lanes (address_id, lane, channel, due_at)
  select distinct r.address_id, r.lane, a.channel, ${now}::timestamptz
  from released r join addresses a on a.id = r.address_id order by 1, 2
  on conflict (address_id, lane) do update set due_at = least(lanes.due_at, excluded.due_at)
  returning address_id`;

/** When people were heard last, by address: who writes at this moment waits for us, and finds what we held. */
export async function lockHeard(
  tx: Tx,
  addressIds: string[],
): Promise<Map<string, { channel: string; heardAt: Date | null }>> {
  const rows = await tx<{ id: string; channel: string; heardAt: Date | null }[]>`
    select id, channel, heard_at as "heardAt" from addresses where id = any(${addressIds})
    order by id for no key update`;
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Ends what has waited since `before` for its readers' words, some of it. Returns the ids; more may be left when there are
 * `limit`. The months since `before` are not looked through.
 */
export async function giveUpSilent(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with silent as (
      select id from message_deliveries
      where status = 'held' and reason = 'windowClosed' and not_before <= ${before} and id < ${firstIdOf(before)}
      limit ${limit} for update skip locked)
    update message_deliveries d set status = 'skipped', reason = 'silent' from silent
    where d.id = silent.id and d.id < ${firstIdOf(before)} returning d.id`;
  const ids = rows.map(({ id }) => id);
  await followDigests(tx, ids);
  return ids;
}

/** The provider says so, whatever we thought. */
export async function closeWindows(tx: Tx, addressIds: string[], now: Date): Promise<void> {
  await tx`
    update addresses set heard_at = least(heard_at, ${now}::timestamptz - interval '24 hours')
    where id = any(${addressIds})`;
}

/** Somebody to be asked to write. */
export interface Called {
  addressId: string;
  channel: string;
  personId: string | null;
  communityId: string | null;
  name: string | null;
  communityName: string | null;
}

/** Of these addresses those that were not asked since they last wrote; who stays silent is asked again after a week. */
export async function noteCalls(tx: Tx, addressIds: string[], now: Date): Promise<Called[]> {
  return tx<Called[]>`
    with called as (
      update addresses set called_at = ${now}
      where id = any(${addressIds})
        and (called_at is null or called_at < heard_at or called_at < ${now}::timestamptz - interval '7 days')
      returning *)
    select a.id as "addressId", a.channel, a.person_id as "personId", a.current_community_id as "communityId", p.name,
      c.name as "communityName"
    from called a left join people p on p.id = a.person_id left join communities c on c.id = a.current_community_id`;
}
