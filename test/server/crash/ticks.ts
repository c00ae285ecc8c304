import { timetable } from '../../../jobs.ts';
import type { Cluster } from './cluster.ts';

/**
 * Has Postgres note each tick of the timetable, in the transaction that takes it, and whether it was done. What ran before is
 * noted as well.
 */
export async function noteTicks({ sql }: Cluster): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`create table job_ticks (name text not null, ran_at timestamptz not null, is_done boolean not null)`;
    await tx`
      create function note_tick() returns trigger language plpgsql security definer as $$
      begin
        if tg_op = 'INSERT' or new.ran_at <> old.ran_at then
          insert into public.job_ticks values (new.name, new.ran_at, false);
        end if;
        update public.job_ticks set is_done = true where name = new.name and ran_at = new.succeeded_at;
        return null;
      end $$`;
    await tx`create trigger tick after insert or update on jobs for each row execute function note_tick()`;
    await tx`insert into job_ticks select name, ran_at, coalesce(succeeded_at = ran_at, false) from jobs`;
  });
}

/** A turn of a job. */
export interface Tick {
  name: string;
  ranAt: Date;
  isDone: boolean;
}

export interface Ticks {
  count: number;
  /** Of how many jobs. */
  jobs: number;
  /** Ticks that came before their job was due again: somebody did what another had done. */
  early: string[];
  /** A job that was left out for longer than two of its turns and two heartbeats; or from the start for two heartbeats. */
  late: string[];
  /** Turns that were taken and not done: of each that was killed one at most. */
  unfinished: string[];
}

const heartbeatMs = 60_000;

export async function readTicks({ sql }: Cluster): Promise<Tick[]> {
  return sql<Tick[]>`
    select name, ran_at as "ranAt", is_done as "isDone" from job_ticks order by ran_at`;
}

/**
 * Looks at the distance of each tick from the one before, of the first from the start, and of the last from the end.
 * @param ticks in the order of their moments
 */
export function judgeTicks(ticks: Tick[], { from, to }: { from: Date; to: Date }): Ticks {
  const early: string[] = [];
  const late: string[] = [];
  for (const { name, everyMs } of timetable) {
    const times = ticks.filter((tick) => tick.name === name).map(({ ranAt }) => ranAt.getTime());
    [...times, to.getTime()].forEach((time, index) => {
      const gapMs = time - (times[index - 1] ?? from.getTime());
      // What never ran is due with the first heartbeat.
      const longestMs = (index === 0 ? 0 : 2 * everyMs) + 2 * heartbeatMs;
      if (gapMs > longestMs) late.push(`${name} after ${gapMs} ms`);
      if (index > 0 && index < times.length && gapMs < everyMs) early.push(`${name} after ${gapMs} ms`);
    });
  }
  const unfinished = ticks.filter(({ isDone }) => !isDone).map(({ name }) => name);
  return { count: ticks.length, jobs: new Set(ticks.map(({ name }) => name)).size, early, late, unfinished };
}
