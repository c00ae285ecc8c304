import { timetable } from '../../../jobs.ts';
import type { Cluster } from './cluster.ts';

/** Has Postgres note each tick of the timetable, in the transaction that takes it. */
export async function noteTicks({ sql }: Cluster): Promise<void> {
  await sql`create table job_ticks (name text not null, ran_at timestamptz not null)`;
  await sql`
    create function note_tick() returns trigger language plpgsql security definer as $$
    begin
      insert into public.job_ticks values (new.name, new.ran_at);
      return null;
    end $$`;
  await sql`create trigger tick after insert or update of ran_at on jobs for each row execute function note_tick()`;
}

export interface Ticks {
  count: number;
  /** Of how many jobs. */
  jobs: number;
  /** Ticks that came before their job was due again: somebody did what another had done. */
  early: string[];
  /** A job that was left out for longer than two of its turns and two heartbeats. */
  late: string[];
}

const heartbeatMs = 60_000;

/** Looks at the distance of each tick from the one before. */
export async function readTicks({ sql }: Cluster): Promise<Ticks> {
  const rows = await sql<{ name: string; ranAt: Date }[]>`
    select name, ran_at as "ranAt" from job_ticks order by ran_at`;
  const early: string[] = [];
  const late: string[] = [];
  for (const { name, everyMs } of timetable) {
    const times = rows.filter((row) => row.name === name).map(({ ranAt }) => ranAt.getTime());
    times.slice(1).forEach((time, index) => {
      const gapMs = time - times[index]!;
      if (gapMs < everyMs) early.push(`${name} after ${gapMs} ms`);
      if (gapMs > 2 * everyMs + 2 * heartbeatMs) late.push(`${name} after ${gapMs} ms`);
    });
  }
  return { count: rows.length, jobs: new Set(rows.map(({ name }) => name)).size, early, late };
}
