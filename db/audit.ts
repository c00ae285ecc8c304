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
