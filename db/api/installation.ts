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

/** Of the whole installation; nothing, unless the transaction names an operator (migrations/0021_row_policies.sql). */
export function listCommunities(tx: Tx, page: PageAsked): Promise<Page<CommunityRow>> {
  return paged<CommunityRow>(tx, page, {
    columns: tx`id, name, time_zone, language, created_at, member_count, pending_count`,
    from: tx`from installation_communities()`,
    sorts: { name: tx`lower(name)`, created_at: tx`created_at` },
    last: tx`id`,
  });
}

export interface JobRow {
  name: string;
  ran_at: Date;
}

/** The same. */
export function listJobs(tx: Tx, page: PageAsked): Promise<Page<JobRow>> {
  return paged<JobRow>(tx, page, {
    columns: tx`name, ran_at`,
    from: tx`from installation_jobs()`,
    sorts: { name: tx`name`, ran_at: tx`ran_at` },
    last: tx`name`,
  });
}
