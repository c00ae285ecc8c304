import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isLostWrite } from '../../db/client.ts';
import { startTestServer } from '../support/testServer.ts';
import { type Broken, brokenWays } from './broken.ts';
import { coverageOf, uncoveredTable } from './coverage.ts';
import { planOf, type Sites } from './plan.ts';
import { learnSites, type Rehearsed, rehearse } from './rehearsal.ts';
import known from './sites.json' with { type: 'json' };
import { count, emptyTally, keepTally, logRun, readTally, type Tally } from './tally.ts';

const sites: Sites = known;

const usage = `npm run simulate -- [--seed 1] [--runs 1] [--broken dedupe|lease|status] [--kept file] [--fresh]
npm run simulate -- --learn

Plays the whole product under a scheduler with a seed, as many seeds as there are runs, and checks what must hold.
Where it was stopped it goes on: what came of a seed is in the file, until --fresh. docs/simulation.md tells the rest.
`;

interface Options {
  seed: number;
  runs: number;
  broken: Broken | null;
  /** Null where nothing is kept. */
  kept: string | null;
  isFresh: boolean;
  isLearning: boolean;
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const everyMs = 10_000;

/** A run is a thousand statements long, in a database of its own: what each costs once counts. */
const quickSessions = {
  ...{ plan_cache_mode: 'force_generic_plan', jit: 'off', scram_iterations: '1' },
  ...{ io_method: 'sync', wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '4GB' },
};

/** The sources that are played, in a hash (program.js). */
const tree = process.env.SIMULATED_TREE ?? '';

let isEnding = false;
/** The seed that is being played. */
let playing: number | null = null;

async function main(): Promise<number> {
  const options = readOptions();
  if (!options) return 2;
  const server = await startTestServer({ settings: quickSessions });
  const end = () => {
    // What is under way loses its database, which is nobody's fault.
    isEnding = true;
    void server.stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  try {
    say('The class gathers.');
    const rehearsed = await rehearse(server);
    if (options.isLearning) return await learn(rehearsed);
    return options.broken ? await untilCaught(rehearsed, options) : await all(rehearsed, options);
  } finally {
    await server.stop();
  }
}

function readOptions(): Options | null {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      runs: { type: 'string', default: '1' },
      broken: { type: 'string' },
      kept: { type: 'string', default: 'data/simulation.json' },
      fresh: { type: 'boolean', default: false },
      learn: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [seed, runs] = [Number(values.seed), Number(values.runs)];
  const broken = brokenWays.find((way) => way === values.broken) ?? null;
  const isUnknown = values.broken !== undefined && !broken;
  if (values.help || isUnknown || ![seed, runs].every((one) => Number.isSafeInteger(one) && one > 0)) {
    process.stderr.write(usage);
    return null;
  }
  // One seed alone is somebody looking at it: it is played, whatever came of it before.
  const kept = runs > 1 && !broken ? values.kept : null;
  return { seed, runs, broken, kept, isFresh: values.fresh, isLearning: values.learn };
}

/** Which call sites there are, for the seeds to choose from: to be done when statements were added or changed. */
async function learn({ play }: Rehearsed): Promise<number> {
  await learnSites(play, (learnt) => {
    writeFileSync(new URL('./sites.json', import.meta.url), `${JSON.stringify(learnt, null, 2)}\n`);
    say(`${Object.keys(learnt).length} call sites are known.`);
  });
  return 0;
}

async function all(rehearsed: Rehearsed, { seed: first, runs, kept, isFresh }: Options): Promise<number> {
  const tally = kept && !isFresh ? readTally(kept, tree) : emptyTally(tree);
  const isDone = new Set(tally.held);
  const seeds = Array.from({ length: runs }, (_, index) => first + index).filter((seed) => !isDone.has(seed));
  if (seeds.length < runs) say(`${runs - seeds.length} of ${runs} seeds were played before.`);
  const begunAt = performance.now();
  let toldAt = begunAt;
  for (const [index, seed] of seeds.entries()) {
    const found = await once(rehearsed, seed, { tally, log: kept && logOf(kept), isMany: runs > 1 });
    if (kept) keepTally(kept, tally);
    if (found.length > 0) say(complaint(seed, found));
    if (performance.now() - toldAt < everyMs && index < seeds.length - 1) continue;
    toldAt = performance.now();
    say(progress({ done: index + 1, of: seeds.length, seconds: (toldAt - begunAt) / 1_000, seed, tally }));
  }
  say(summary(tally));
  return seeds.some((seed) => tally.failed[seed]) ? 1 : 0;
}

async function once(
  { play }: Rehearsed,
  seed: number,
  { tally, log, isMany }: { tally: Tally; log: string | null; isMany: boolean },
): Promise<string[]> {
  const [begunAt, before] = [performance.now(), process.cpuUsage()];
  const plan = planOf(seed, sites);
  playing = seed;
  const { run, found } = await play(plan);
  playing = null;
  const { user, system } = process.cpuUsage(before);
  const ended = {
    ...{ run, found },
    seconds: (performance.now() - begunAt) / 1_000,
    cpuSeconds: (user + system) / 1_000_000,
  };
  count(tally, seed, ended);
  if (log) logRun(log, plan, ended);
  if (!isMany) say(`seed ${seed}: ${plan.story}, log ${run.hash.slice(0, 16)}`);
  return found;
}

/** Breaks the product on purpose: says how many seeds it took to notice. */
async function untilCaught({ play }: Rehearsed, { seed: first, runs, broken }: Options): Promise<number> {
  const most = Math.max(runs, 200);
  let struck = 0;
  for (let seed = first; seed < first + most; seed++) {
    const { run, found } = await play(planOf(seed, sites), { broken });
    struck += run.struck;
    // What is found where nothing is broken says nothing of what was.
    if (found.length === 0 || (await play(planOf(seed, sites))).found.length > 0) continue;
    say(
      `${broken}: caught by seed ${seed}, after ${seed - first + 1}\n${found.map((one) => `  ${one}`).join('\n')}`,
    );
    return 0;
  }
  say(struck > 0 ? `${broken}: not caught by ${most} seeds` : `${broken}: found nothing to break`);
  return 1;
}

/** A line for each run, beside what is kept of all. */
const logOf = (kept: string) => kept.replace(/(\.json)?$/, '.jsonl');

const complaint = (seed: number, found: string[]) =>
  [...found.map((one) => `  ${one}`), `FAILED: npm run simulate -- --seed ${seed}`].join('\n');

function progress(at: { done: number; of: number; seconds: number; seed: number; tally: Tally }): string {
  const rate = at.done / at.seconds;
  const left = Math.ceil((at.of - at.done) / rate / 60);
  const failed = Object.keys(at.tally.failed).length;
  return `seed ${at.seed}: ${at.done} of ${at.of}, ${rate.toFixed(2)} a second, ${left} min left, ${failed} failed, ${coverageWords(at.tally)}`;
}

function coverageWords({ coverage }: Tally): string {
  const { share, sites } = coverageOf(coverage);
  return `a crash tried before and after at ${(100 * share).toFixed(1)} % of ${sites} call sites`;
}

function summary(tally: Tally): string {
  const { uncovered } = coverageOf(tally.coverage);
  const failed = Object.keys(tally.failed);
  return [
    `${tally.held.length} seeds held, ${failed.length} failed${failed.length > 0 ? ` (${failed.join(', ')})` : ''}, in ${Math.round(tally.seconds)} s (${Math.round(tally.cpuSeconds)} s of them computing, without Postgres)`,
    Object.entries(tally.counts)
      .map(([what, number]) => `${what} ${number}`)
      .join(', '),
    coverageWords(tally),
    ...(uncovered.length > 0 ? ['Not yet:', uncoveredTable(uncovered)] : []),
  ].join('\n');
}

/** The simulation itself failed: with the same seed it will again. */
function fail(error: unknown): void {
  if (isEnding) return;
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  if (playing !== null) say(complaint(playing, ['it could not be played to the end']));
  process.exit(1);
}

// As the server takes it: a connection was cut while something was being written (db/client.ts).
process.on('uncaughtException', (error) => {
  if (!isLostWrite(error)) fail(error);
});

main().then((code) => process.exit(code), fail);
