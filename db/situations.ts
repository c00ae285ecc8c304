import type { ChannelName } from '../domain/channel.ts';
import type { Belonging } from '../domain/member.ts';
import type { SuppressionKind } from '../domain/suppression.ts';
import { type AddressKey, lockAddresses } from './addresses.ts';
import type { Tx } from './client.ts';
import type { ConversationRow } from './conversations.ts';

/** All that is known of an address when it speaks. */
export interface SituationRow {
  addressId: string;
  channel: ChannelName;
  personId: string | null;
  /** The number that the provider vouches for, and its hash (hex). */
  phoneId: string | null;
  phoneHash: string | null;
  language: string;
  currentCommunityId: string | null;
  belongings: Belonging[] | null;
  conversations: ConversationRow[] | null;
  /** Null while nothing of this lane waits; true where what comes first waits only because it came too fast. */
  waitsForLimit: boolean | null;
  /** Null where the address is written to. */
  stoppedHow: SuppressionKind | null;
}

/** Reads the situations of addresses that this transaction has locked. */
export async function loadSituations(tx: Tx, addressIds: string[]): Promise<SituationRow[]> {
  return tx<SituationRow[]>`${situations(tx)} from addresses a where a.id = any(${addressIds})`;
}

/**
 * Locks the addresses that exist, and reads their situations as they are then: both in one trip to Postgres. Each is
 * looked up by itself (`limit 1`): given a set of hashes, Postgres 15 read all addresses of the channel instead, as long
 * as the table had no statistics (71 us an address among 3,400 of them, 24 us so).
 */
export async function lockSituations(
  tx: Tx,
  keys: AddressKey[],
): Promise<(SituationRow & { hash: string })[]> {
  const [locked, rows] = await Promise.all([
    lockAddresses(tx, keys),
    tx<(SituationRow & { hash: string })[]>`
      ${situations(tx)}
      from unnest(${keys.map(({ channel }) => channel)}::text[], ${keys.map(({ account }) => account)}::text[],
          ${keys.map(({ hash }) => hash)}::text[]) as k(channel, account, hash)
        cross join lateral (
          select * from addresses where channel = k.channel and account = k.account
            and identifier_hash = decode(k.hash, 'hex') limit 1
        ) a`,
  ]);
  // One that another server made between the two statements is not ours to handle yet: it counts as unknown.
  const isLocked = new Set(locked.map(({ id }) => id));
  return rows.filter(({ addressId }) => isLocked.has(addressId));
}

/**
 * Scalar subqueries, as `exists` may be answered by reading all that waits; json rather than jsonb, which would be
 * built only to be printed.
 */
const situations = (tx: Tx) => tx`
  select a.id as "addressId", encode(a.identifier_hash, 'hex') as hash, a.channel, a.person_id as "personId",
    coalesce((select language from people where id = a.person_id), a.language) as language,
    a.current_community_id as "currentCommunityId", a.phone_id as "phoneId",
    (select encode(identifier_hash, 'hex') from addresses where id = a.phone_id) as "phoneHash",
    (select json_agg(json_build_object('membershipId', m.id, 'communityId', c.id, 'communityName', c.name,
        'role', m.role, 'status', m.status) order by m.id)
      from memberships m join communities c on c.id = m.community_id
      where m.person_id = a.person_id) as belongings,
    (select json_agg(json_build_object('id', id, 'flow', flow, 'version', version, 'value', value,
        'context', context, 'status', status, 'addressId', address_id, 'communityId', community_id,
        'step', step, 'timerSequence', timer_sequence) order by updated_at desc, id desc)
      from conversations where address_id = a.id and status <> 'done') as conversations,
    (select reason is not distinct from 'throttled' from inbox where lane = a.id and status = 'waiting'
      order by id limit 1) as "waitsForLimit",
    (select how from suppressions where address_id = a.id and ended_at is null) as "stoppedHow"`;
