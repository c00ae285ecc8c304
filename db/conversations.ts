import type { Tx } from './client.ts';

/** A conversation as it is stored. */
export interface ConversationRow {
  id: string;
  flow: string;
  version: number;
  value: unknown;
  context: unknown;
  status: 'active' | 'parked' | 'done';
  addressId: string | null;
  communityId: string | null;
  step: number;
  timerSequence: number;
  /** Where it waited before its last move, and what moved it; kept as they were where missing. */
  waitedIn?: string;
  movedBy?: string;
}

/** Locks conversations that belong to no address (an approval), in the order of their ids. */
export async function lockConversations(tx: Tx, ids: string[]): Promise<ConversationRow[]> {
  return tx<ConversationRow[]>`
    select id, flow, version, value, context, status, address_id as "addressId", community_id as "communityId",
      step, timer_sequence::int as "timerSequence"
    from conversations where id = any(${ids}) order by id for update`;
}

/**
 * Stores what a batch made of its conversations. Those that give up the foreground are written before those that
 * take it: an address has one at a time.
 */
export async function saveConversations(tx: Tx, conversations: ConversationRow[], now: Date): Promise<void> {
  const [active, resting] = [true, false].map((isActive) =>
    conversations.filter(({ status }) => (status === 'active') === isActive),
  );
  await Promise.all([save(tx, resting!, now), save(tx, active!, now)]);
}

async function save(tx: Tx, conversations: ConversationRow[], now: Date): Promise<void> {
  if (conversations.length === 0) return;
  await tx`
    insert into conversations (id, flow, version, value, context, status, address_id, community_id, step,
      timer_sequence, waited_in, moved_by, created_at, updated_at)
    select id, flow, version, value, context, status, "addressId", "communityId", step, "timerSequence", "waitedIn", "movedBy",
      ${now}, ${now}
    from jsonb_to_recordset(${tx.json(conversations as never)}) as c(id uuid, flow text, version smallint,
      value jsonb, context jsonb, status text, "addressId" uuid, "communityId" uuid, step int, "timerSequence" bigint,
      "waitedIn" text, "movedBy" text)
    order by id
    on conflict (id) do update set flow = excluded.flow, version = excluded.version, value = excluded.value,
      context = excluded.context, status = excluded.status, community_id = excluded.community_id,
      step = excluded.step, timer_sequence = excluded.timer_sequence,
      waited_in = coalesce(excluded.waited_in, conversations.waited_in),
      moved_by = coalesce(excluded.moved_by, conversations.moved_by), updated_at = excluded.updated_at`;
}
