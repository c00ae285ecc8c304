import type { Tx } from '../client.ts';

/** When a job last ran, and when and why it last failed. */
export interface JobStanding {
  name: string;
  ranAt: Date;
  failedAt: Date | null;
  failure: string | null;
}

/** Of the whole installation: run by the engine's role, which crosses communities. */
export async function listStandings(tx: Tx): Promise<JobStanding[]> {
  return tx<JobStanding[]>`
    select name, ran_at as "ranAt", failed_at as "failedAt", failure from jobs order by name`;
}

/** What nobody could handle, and what waits: how it stands with the inbox of the installation. */
export interface InboxStanding {
  waiting: number;
  oldest: Date | null;
  dead: number;
}

export async function findInboxStanding(tx: Tx): Promise<InboxStanding> {
  const [row] = await tx<InboxStanding[]>`
    select (select count(*)::int from inbox where status = 'waiting') as waiting,
      (select min(created_at) from inbox where status = 'waiting') as oldest,
      (select count(*)::int from inbox where status = 'dead') as dead`;
  return row!;
}

/** Keeps why a job failed: of its error only the kind and the provider's code, never what was in it. */
export async function noteFailure(
  tx: Tx,
  { name, failure, now }: { name: string; failure: string; now: Date },
): Promise<void> {
  await tx`
    insert into jobs (name, ran_at, failed_at, failure) values (${name}, ${new Date(0)}, ${now}, ${failure})
    on conflict (name) do update set failed_at = excluded.failed_at, failure = excluded.failure`;
}
