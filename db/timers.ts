import type { Tx } from './client.ts';

export interface Timer {
  conversationId: string;
  timerId: string;
  sequence: number;
  /** Whose lock it fires under. */
  lane: string;
  dueAt: Date;
}

/** Takes timers away, and starts others anew, as the machines of a batch said. Sent together, in this order. */
export async function changeTimers(
  tx: Tx,
  changes: { cancelled: Pick<Timer, 'conversationId' | 'timerId'>[]; started: Timer[] },
): Promise<void> {
  await Promise.all([cancel(tx, changes.cancelled), start(tx, changes.started)]);
}

async function cancel(tx: Tx, cancelled: Pick<Timer, 'conversationId' | 'timerId'>[]): Promise<void> {
  if (cancelled.length === 0) return;
  await tx`
    delete from timers t using jsonb_to_recordset(${tx.json(cancelled as never)})
      as gone("conversationId" uuid, "timerId" text)
    where t.conversation_id = gone."conversationId" and t.timer_id = gone."timerId"`;
}

async function start(tx: Tx, started: Timer[]): Promise<void> {
  if (started.length === 0) return;
  await tx`
    insert into timers (conversation_id, timer_id, sequence, lane, due_at)
    select "conversationId", "timerId", sequence, lane, "dueAt"
    from jsonb_to_recordset(${tx.json(started as never)})
      as t("conversationId" uuid, "timerId" text, sequence bigint, lane uuid, "dueAt" timestamptz)
    on conflict (conversation_id, timer_id) do update set sequence = excluded.sequence, due_at = excluded.due_at`;
}

/** The timers that are due; read again under their lane's lock before they fire. */
export async function findDueTimers(tx: Tx, now: Date, limit: number): Promise<Timer[]> {
  return tx<Timer[]>`
    select conversation_id as "conversationId", timer_id as "timerId", sequence::int, lane, due_at as "dueAt"
    from timers where due_at <= ${now} order by due_at limit ${limit}`;
}

/** Takes the timers that are still set as they were found. Returns those taken. */
export async function takeTimers(
  tx: Tx,
  timers: Timer[],
): Promise<Pick<Timer, 'conversationId' | 'timerId'>[]> {
  return tx<Pick<Timer, 'conversationId' | 'timerId'>[]>`
    delete from timers t using jsonb_to_recordset(${tx.json(timers as never)})
      as due("conversationId" uuid, "timerId" text, sequence bigint)
    where t.conversation_id = due."conversationId" and t.timer_id = due."timerId" and t.sequence = due.sequence
    returning t.conversation_id as "conversationId", t.timer_id as "timerId"`;
}
