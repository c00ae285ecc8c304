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
  /** A job that was not done for longer than two of its turns and two heartbeats; or not begun in the first two. */
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
 * Looks at the distance of each tick from the one before; of those that were done also at that of the first from the start, and
 * of the last from the end.
 * @param ticks in the order of their moments
 */
export function judgeTicks(ticks: Tick[], { from, to }: { from: Date; to: Date }): Ticks {
  const early: string[] = [];
  const late: string[] = [];
  for (const { name, everyMs } of timetable) {
    const taken = ticks.filter((tick) => tick.name === name);
    const done = taken.filter(({ isDone }) => isDone);
    for (const gapMs of gapsOf(taken)) if (gapMs < everyMs) early.push(`${name} after ${gapMs} ms`);
    // What never ran is due with the first heartbeat.
    const [firstMs = 0] = gapsOf([{ ranAt: from }, taken[0] ?? { ranAt: to }]);
    const gapsMs = gapsOf([{ ranAt: from }, ...done, { ranAt: to }]);
    const tooLong = gapsMs.filter((gapMs) => gapMs > 2 * everyMs + 2 * heartbeatMs);
    if (firstMs > 2 * heartbeatMs) tooLong.push(firstMs);
    if (tooLong.length > 0) late.push(`${name} after ${Math.max(...tooLong)} ms`);
  }
  const unfinished = ticks.filter(({ isDone }) => !isDone).map(({ name }) => name);
  return { count: ticks.length, jobs: new Set(ticks.map(({ name }) => name)).size, early, late, unfinished };
}

const gapsOf = (moments: { ranAt: Date }[]) =>
  moments.slice(1).map(({ ranAt }, index) => ranAt.getTime() - moments[index]!.ranAt.getTime());
