import type { Tx } from '../client.ts';
import { type Page, type PageAsked, paged } from './paged.ts';

/** A community, as whoever looks after the installation sees it: how large it is, nothing of what is in it. */
export interface CommunityRow {
  id: string;
  name: string;
  time_zone: string;
  language: string;
  member_count: number;
  pending_count: number;
  created_at: Date;
}

/** Of the whole installation: run by the engine's role, which crosses communities. */
export function listCommunities(tx: Tx, page: PageAsked): Promise<Page<CommunityRow>> {
  return paged<CommunityRow>(tx, page, {
    columns: tx`c.id, c.name, c.time_zone, c.language, c.created_at,
      (select count(*)::int from memberships m where m.community_id = c.id and m.status = 'active') as member_count,
      (select count(*)::int from memberships m where m.community_id = c.id and m.status = 'pending') as pending_count`,
    from: tx`from communities c`,
    sorts: { name: tx`lower(c.name)`, created_at: tx`c.created_at` },
    last: tx`c.id`,
  });
}

export interface JobRow {
  name: string;
  ran_at: Date;
}

export function listJobs(tx: Tx, page: PageAsked): Promise<Page<JobRow>> {
  return paged<JobRow>(tx, page, {
    columns: tx`name, ran_at`,
    from: tx`from jobs`,
    sorts: { name: tx`name`, ran_at: tx`ran_at` },
    last: tx`name`,
  });
}
