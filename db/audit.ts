import type { Tx } from './client.ts';

/** Notes what an organizer or admin did: ids only. */
export async function recordAct(
  tx: Tx,
  act: { id: string; communityId: string; actorId: string; act: string; subjectId: string; now: Date },
): Promise<void> {
  await tx`
    insert into audit_log (id, community_id, actor_id, act, subject_id, created_at)
    values (${act.id}, ${act.communityId}, ${act.actorId}, ${act.act}, ${act.subjectId}, ${act.now})`;
}

/** The same for many acts of one organizer at once. */
export async function recordActs(
  tx: Tx,
  acts: { id: string; act: string; subjectId: string }[],
  by: { communityId: string; actorId: string; now: Date },
): Promise<void> {
  if (acts.length === 0) return;
  await tx`
    insert into audit_log (id, community_id, actor_id, act, subject_id, created_at)
    select id, ${by.communityId}, ${by.actorId}, act, "subjectId", ${by.now}
    from jsonb_to_recordset(${tx.json(acts)}) as a(id uuid, act text, "subjectId" uuid)`;
}
