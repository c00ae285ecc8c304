import type { Tx } from '../client.ts';
import { type Page, type PageAsked, paged, where } from './paged.ts';

/** What somebody with a say did: ids only. */
export interface AuditRow {
  id: string;
  act: string;
  actor_id: string | null;
  subject_id: string | null;
  created_at: Date;
}

export function listAudit(
  tx: Tx,
  asked: { communityId: string; act: string | undefined; actor_id: string | undefined },
  page: PageAsked,
): Promise<Page<AuditRow>> {
  const { communityId, act, actor_id: actorId } = asked;
  return paged<AuditRow>(tx, page, {
    columns: tx`id, act, actor_id, subject_id, created_at`,
    from: tx`from audit_log where community_id = ${communityId}
      ${where(tx, act, () => tx`and act = ${act!}`)}
      ${where(tx, actorId, () => tx`and actor_id = ${actorId!}`)}`,
    sorts: { created_at: tx`created_at` },
    last: tx`id`,
  });
}
