import type { Tx } from './client.ts';

/**
 * Takes a job's turn where it is due: of several servers one gets it. So is one whose last turn was in vain, as its server
 * died or something failed, when that is some time ago (`vainSince`): a day's job is not left to the next day.
 */
export async function takeTurn(
  tx: Tx,
  {
    name,
    dueSince,
    vainSince = dueSince,
    now,
  }: { name: string; dueSince: Date; vainSince?: Date; now: Date },
): Promise<boolean> {
  const rows = await tx`
    insert into jobs (name, ran_at) values (${name}, ${now})
    on conflict (name) do update set ran_at = excluded.ran_at
    where jobs.ran_at <= ${dueSince}
      or jobs.ran_at <= ${vainSince} and jobs.succeeded_at is distinct from jobs.ran_at
    returning name`;
  return rows.length > 0;
}

/** The turn that began then was not in vain. */
export async function noteSuccess(tx: Tx, name: string, ranAt: Date): Promise<void> {
  await tx`update jobs set succeeded_at = greatest(succeeded_at, ${ranAt}::timestamptz) where name = ${name}`;
}

/** When the last turn began that was not in vain; before there was one, when the installation was set up. */
export async function lastSuccess(tx: Tx, name: string): Promise<Date | null> {
  const [row] = await tx<{ at: Date | null }[]>`
    select coalesce((select succeeded_at from jobs where name = ${name}), (select min(created_at) from invites)) as at`;
  return row!.at;
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

/** Codes that are over, and what was only kept to recognise repetitions. */
export async function forgetCodes(tx: Tx, before: Date): Promise<void> {
  await tx`delete from verification_codes where created_at < ${before}`;
  await tx`delete from link_codes where created_at < ${before}`;
}

export async function forgetDedupeKeys(tx: Tx, before: Date): Promise<void> {
  await tx`delete from dedupe_keys where created_at < ${before}`;
}

/** Returns how many, of each channel, told of messages that we never sent. */
export async function forgetEarlyReceipts(
  tx: Tx,
  before: Date,
): Promise<{ channel: string; count: number }[]> {
  return tx`
    with gone as (delete from early_receipts where created_at < ${before} returning channel, provider_id)
    select channel, count(*)::int as count from gone g
    where not exists (
      select from sent_messages s join addresses a on a.id = s.address_id
      where s.provider_id = g.provider_id and a.channel = g.channel)
    group by 1 order by 1`;
}
