import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Coverage, cover } from './coverage.ts';
import type { Played } from './rehearsal.ts';

/** What came of runs so far. Plain JSON: a run that was stopped goes on with it. */
export interface Tally {
  /** Seeds that held. */
  held: number[];
  failed: Record<number, string[]>;
  seconds: number;
  /** Of this process. */
  cpuSeconds: number;
  counts: Record<string, number>;
  coverage: Coverage;
}

export const emptyTally = (): Tally => ({
  held: [],
  failed: {},
  seconds: 0,
  cpuSeconds: 0,
  counts: {},
  coverage: {},
});

export function readTally(file: string): Tally {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Tally;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyTally();
    throw new Error(`${file} cannot be read; move it away, or begin anew with --fresh`, { cause: error });
  }
}

/** As a whole or not at all. */
export function keepTally(file: string, tally: Tally): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(tally));
  renameSync(`${file}.new`, file);
}

/** Adds what came of a run. */
export function count(tally: Tally, seed: number, { run, found, seconds, cpuSeconds }: Ended): void {
  delete tally.failed[seed];
  if (found.length === 0) tally.held.push(seed);
  else tally.failed[seed] = found;
  tally.seconds += seconds;
  tally.cpuSeconds += cpuSeconds;
  const { calls, jumps, leaps } = run.scheduler.counts;
  const parked = run.scheduler.parking.count;
  const counted = {
    calls,
    jumps,
    leaps,
    'waits for a lock': parked,
    ...run.fates.counts,
    ...run.faults,
    lives: run.lives,
  };
  for (const [what, number] of Object.entries(counted))
    tally.counts[what] = (tally.counts[what] ?? 0) + number;
  cover(tally.coverage, run.fates.tried);
}

export interface Ended extends Played {
  seconds: number;
  cpuSeconds: number;
}
