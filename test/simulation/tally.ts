import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Coverage, cover } from './coverage.ts';
import type { Played } from './rehearsal.ts';

/** What came of runs so far. Plain JSON: a run that was stopped goes on with it. */
export interface Tally {
  /** What was played: of other sources it says nothing. */
  tree: string;
  /** Seeds that held. */
  held: number[];
  failed: Record<number, string[]>;
  seconds: number;
  /** Of this process. */
  cpuSeconds: number;
  counts: Record<string, number>;
  coverage: Coverage;
}

export const emptyTally = (tree: string): Tally => ({
  tree,
  held: [],
  failed: {},
  seconds: 0,
  cpuSeconds: 0,
  counts: {},
  coverage: {},
});

/** What came of the same sources before; what came of others is put aside, as `file.old`. */
export function readTally(file: string, tree: string): Tally {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Tally;
    if (kept.tree === tree) return kept;
    renameSync(file, `${file}.old`);
    return emptyTally(tree);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyTally(tree);
    throw new Error(`${file} cannot be read; move it away, or begin anew with --fresh`, { cause: error });
  }
}

/** As a whole or not at all. */
export function keepTally(file: string, tally: Tally): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(tally));
  renameSync(`${file}.new`, file);
}

/** Adds what came of a run. A seed that failed has failed, though the same sources should hold with it another time. */
export function count(tally: Tally, seed: number, { run, found, seconds, cpuSeconds }: Ended): void {
  const before = tally.failed[seed];
  if (found.length > 0) tally.failed[seed] = found;
  else if (before) tally.failed[seed] = [...before, 'it held when it was played again'];
  else tally.held.push(seed);
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
