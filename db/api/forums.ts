import type { Tx } from '../client.ts';
import { type Page, type PageAsked, paged } from './paged.ts';

/** A forum as a member sees it. */
export interface ForumRow {
  id: string;
  name: string;
  is_main: boolean;
  is_member: boolean;
  member_count: number;
  created_at: Date;
}

const columns = (tx: Tx, membershipId: string) => tx`
  f.id, f.name, f.is_main, f.created_at,
  exists (select from forum_members fm where fm.forum_id = f.id and fm.membership_id = ${membershipId}) as is_member,
  (select count(*)::int from forum_members fm join memberships m on m.id = fm.membership_id
    where fm.forum_id = f.id and m.status = 'active') as member_count`;

export function listForums(
  tx: Tx,
  { communityId, membershipId }: { communityId: string; membershipId: string },
  page: PageAsked,
): Promise<Page<ForumRow>> {
  return paged<ForumRow>(tx, page, {
    columns: columns(tx, membershipId),
    from: tx`from forums f where f.community_id = ${communityId}`,
    sorts: { name: tx`lower(f.name)`, created_at: tx`f.created_at` },
    last: tx`f.id`,
  });
}

/** A forum of this community; null for one of another. */
export async function findForum(
  tx: Tx,
  { communityId, membershipId, id }: { communityId: string; membershipId: string; id: string },
): Promise<ForumRow | null> {
  const [row] = await tx<ForumRow[]>`
    select ${columns(tx, membershipId)} from forums f where f.id = ${id} and f.community_id = ${communityId}`;
  return row ?? null;
}
