import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
  for (const [what, number] of Object.entries(countsOf(run)))
    tally.counts[what] = (tally.counts[what] ?? 0) + number;
  cover(tally.coverage, run.fates.tried);
}

/** What a run was made of: calls, of which so many statements, and what struck it. */
function countsOf({ scheduler, fates, faults, lives }: Ended['run']): Record<string, number> {
  const { calls, jumps, leaps } = scheduler.counts;
  const written = [...fates.tried].filter(([site]) => !/^(provider|redis) /.test(site));
  const statements = written.reduce((sum, [, tried]) => sum + tried.calls, 0);
  const parked = scheduler.parking.count;
  return { calls, statements, jumps, leaps, 'waits for a lock': parked, ...fates.counts, ...faults, lives };
}

/** Adds a line for a run to a log: `{"seed":1,"story":"talk","found":[],"calls":812,...}`. */
export function logRun(file: string, { seed, story }: { seed: number; story: string }, ended: Ended): void {
  const { run, found, seconds } = ended;
  const line = {
    seed,
    story,
    found,
    hash: run.hash.slice(0, 16),
    seconds: Number(seconds.toFixed(2)),
    ...countsOf(run),
  };
  mkdirSync(path.dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(line)}\n`);
}

export interface Ended extends Played {
  seconds: number;
  cpuSeconds: number;
}
