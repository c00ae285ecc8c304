import type { Tx } from '../client.ts';

/*
 * Of the whole installation: told by functions of the owner, and only to a transaction that names an operator
 * (migrations/0028_installation_told.sql).
 */

/** When a job last ran, and when and why it last failed. */
export interface JobStanding {
  name: string;
  ranAt: Date;
  failedAt: Date | null;
  failure: string | null;
}

export async function listStandings(tx: Tx): Promise<JobStanding[]> {
  return tx<JobStanding[]>`
    select name, ran_at as "ranAt", failed_at as "failedAt", failure from installation_jobs() order by name`;
}

/** What nobody could handle, and what waits: how it stands with the inbox. */
export interface InboxStanding {
  waiting: number;
  oldest: Date | null;
  dead: number;
}

/** Null for who is no operator. */
export async function findInboxStanding(tx: Tx): Promise<InboxStanding | null> {
  const [row] = await tx<InboxStanding[]>`select waiting, oldest, dead from installation_inbox()`;
  return row ?? null;
}
