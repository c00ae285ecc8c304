import type { Tx } from '../client.ts';
import { type Page, type PageAsked, paged, where } from './paged.ts';

/** What lets strangers into a community. */
export interface InviteRow {
  id: string;
  code: string;
  uses: number;
  max_uses: number | null;
  is_open: boolean;
  created_by_id: string | null;
  expires_at: Date | null;
  revoked_at: Date | null;
  created_at: Date;
}

const isOpen = (tx: Tx, now: Date) => tx`
  (revoked_at is null and (max_uses is null or uses < max_uses) and (expires_at is null or expires_at > ${now}))`;

const columns = (tx: Tx, now: Date) => tx`
  id, code, uses, max_uses, ${isOpen(tx, now)} as is_open, created_by_id, expires_at, revoked_at, created_at`;

export function listInvites(
  tx: Tx,
  asked: { communityId: string; is_open: boolean | undefined; now: Date },
  page: PageAsked,
): Promise<Page<InviteRow>> {
  const { communityId, is_open, now } = asked;
  return paged<InviteRow>(tx, page, {
    columns: columns(tx, now),
    from: tx`from invites where community_id = ${communityId}
      ${where(tx, is_open, () => tx`and ${isOpen(tx, now)} = ${is_open!}`)}`,
    sorts: { created_at: tx`created_at`, uses: tx`uses`, expires_at: tx`expires_at` },
    last: tx`id`,
  });
}

/** An invite of this community; null for one of another. */
export async function findInvite(
  tx: Tx,
  { communityId, id, now }: { communityId: string; id: string; now: Date },
): Promise<InviteRow | null> {
  const [row] = await tx<InviteRow[]>`
    select ${columns(tx, now)} from invites where id = ${id} and community_id = ${communityId}`;
  return row ?? null;
}
