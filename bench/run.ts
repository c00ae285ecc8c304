import { cpus } from 'node:os';
import { startCluster } from './cluster.ts';
import { median, rounded } from './figures.ts';
import { type HttpFigures, measureHttp } from './http/measure.ts';
import { outboxRate } from './outbox.ts';
import { inRounds } from './rounds.ts';
import { homeroomSteps, pgbenchSteps } from './steps.ts';
import { table } from './table.ts';

const rounds = Number(process.env.ROUNDS ?? 5);
const only = process.env.ONLY?.split(',') ?? ['steps', 'http', 'at-once', 'outbox'];
const cluster = await startCluster();
process.once('SIGINT', () => cluster.stop().then(() => process.exit(130)));
const say = (text: string) => process.stdout.write(`${text}\n`);

/** The middle of a server's runs, figure by figure. */
function mediansOf(runs: HttpFigures[]): HttpFigures {
  const of = (figure: keyof HttpFigures) => median(runs.map((run) => run[figure]));
  return { rate: of('rate'), p50: of('p50'), p95: of('p95'), p99: of('p99') };
}

async function steps(): Promise<string> {
  const runs = await inRounds(rounds, {
    'pgbench, 8 clients': () => pgbenchSteps(cluster, { clients: 8, seconds: 5 }),
    'Homeroom, 200 in flight': () => homeroomSteps(cluster, { inFlight: 200, steps: 30_000 }),
    'Homeroom, 1 in flight': () => homeroomSteps(cluster, { inFlight: 1, steps: 2_000 }),
  });
  const peer = runs.get('pgbench, 8 clients')!;
  const rows = [...runs].map(([name, figures]) => {
    if (figures.length === 0) return [name, 'missing', '-'];
    const ratio = peer.length > 0 ? (median(figures) / median(peer)).toFixed(2) : '-';
    return [name, rounded(median(figures)), ratio];
  });
  return table(['inbound steps', 'per second', 'of pgbench'], rows);
}

async function http(): Promise<string> {
  const load = { connections: 100, manner: 'inTurn' } as const;
  const runs = await inRounds(rounds, {
    'grammY, conversations, storage-psql': async () =>
      measureHttp({ server: 'grammyServer', url: await cluster.emptyDatabase() }, { ...load, people: 1_500 }),
    Homeroom: async () =>
      measureHttp(
        { server: 'homeroomServer', url: await cluster.homeroomDatabase() },
        { ...load, people: 2_500 },
      ),
  });
  const [peer] = [...runs.values()].map((figures) => (figures.length > 0 ? mediansOf(figures) : null));
  const rows = [...runs].map(([name, figures]) => {
    if (figures.length === 0) return [name, 'missing', '-', '-', '-', '-', '-'];
    const { rate, ...latencies } = mediansOf(figures);
    const ratios = peer ? [(rate / peer.rate).toFixed(2), (latencies.p99 / peer.p99).toFixed(2)] : ['-', '-'];
    return [name, rounded(rate), ...Object.values(latencies).map(milliseconds), ...ratios];
  });
  const head = ['a registration over HTTP, 100 connections', 'updates a second', 'p50', 'p95', 'p99'];
  return table([...head, 'rate of grammY’s', 'p99 of grammY’s'], rows);
}

async function atOnce(): Promise<string> {
  const measured = (manner: 'together' | 'thinking') => async () =>
    measureHttp(
      { server: 'homeroomServer', url: await cluster.homeroomDatabase() },
      { connections: 1_000, people: 1_000, manner },
    );
  const runs = await inRounds(rounds, {
    'all 1,000 at the same instant': measured('together'),
    'each 0.5 to 1.5 s after the last answer': measured('thinking'),
  });
  const rows = [...runs].map(([name, figures]) => {
    const { p50, p95, p99 } = mediansOf(figures);
    return [name, ...[p50, p95, p99].map(milliseconds)];
  });
  return table(['webhook answered after the commit, 1,000 conversations', 'p50', 'p95', 'p99'], rows);
}

async function outbox(): Promise<string> {
  const runs = await inRounds(rounds, { Homeroom: () => outboxRate(cluster) });
  const rows = [...runs].map(([name, figures]) => [name, rounded(median(figures))]);
  return table(['deliveries planned, claimed, sent, recorded, in order', 'per second'], rows);
}

const milliseconds = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;

say(
  `Node ${process.version}, ${cpus().length} cores, ${await cluster.describe()}; medians of ${rounds} rounds\n`,
);
const tables = { steps, http, 'at-once': atOnce, outbox };
for (const [name, measure] of Object.entries(tables)) if (only.includes(name)) say(await measure());
await cluster.stop();
