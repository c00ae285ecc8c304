import { readdirSync, readFileSync } from 'node:fs';
import postgres from 'postgres';
import { startCluster } from './cluster.ts';
import { rounded } from './figures.ts';
import { measureHttp } from './http/measure.ts';
import { updatesPerPerson } from './http/person.ts';
import { deliveries, outboxRate } from './outbox.ts';
import { homeroomSteps } from './steps.ts';

/**
 * What a step, an update over HTTP, or a delivery costs of Node and of Postgres, in microseconds of processor time:
 * `npx tsx cost.ts http`. Unlike a rate it hardly depends on what else the machine does, so it tells what an idea is
 * worth also on a busy one. Registering people before the measurement and starting up are counted in.
 */
const people = 1_500;
const works = { steps, http, outbox };
const cluster = await startCluster();
const sql = postgres(cluster.url, { max: 1 });
const postmaster = await postmasterOf(sql);
const before = processorTime(postmaster);
const { count, node, rate } = await works[(process.argv[2] ?? 'http') as keyof typeof works]();
const spent = processorTime(postmaster) - before;
process.stdout.write(
  `${process.argv[2] ?? 'http'}: Node ${rounded(node / count)} us, Postgres ${rounded(spent / count)} us, ` +
    `${rounded(rate)} a second\n`,
);
await sql.end();
await cluster.stop();

interface Cost {
  count: number;
  /** Microseconds. */
  node: number;
  rate: number;
}

async function steps(): Promise<Cost> {
  const count = 20_000;
  return inProcess(count, () => homeroomSteps(cluster, { inFlight: 200, steps: count }));
}

async function outbox(): Promise<Cost> {
  return inProcess(deliveries, () => outboxRate(cluster));
}

async function http(): Promise<Cost> {
  const url = await cluster.homeroomDatabase();
  const warmUp = 100;
  const load = { connections: 100, people: people - warmUp, manner: 'inTurn', warmUp } as const;
  const { rate, cpuUs } = await measureHttp({ server: 'homeroomServer', url }, load);
  return { count: people * updatesPerPerson, node: cpuUs, rate };
}

async function inProcess(count: number, work: () => Promise<number>): Promise<Cost> {
  const startedAt = process.cpuUsage();
  const rate = await work();
  const { user, system } = process.cpuUsage(startedAt);
  return { count, node: user + system, rate };
}

async function postmasterOf(tx: typeof sql): Promise<number> {
  const [row] = await tx`select pg_backend_pid() as pid`;
  return Number(fieldsOf(Number(row!.pid))[1]);
}

/** Of the server, its children, and those that have ended: microseconds. A clock tick is a hundredth of a second. */
function processorTime(pid: number): number {
  const own = fieldsOf(pid);
  const ended = Number(own[13]) + Number(own[14]);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => fieldsOf(Number(name)))
    .filter(([, parent]) => Number(parent) === pid);
  const ticks = [own, ...children].reduce(
    (sum, fields) => sum + Number(fields[11]) + Number(fields[12]),
    ended,
  );
  return ticks * 10_000;
}

/** The fields of /proc/<pid>/stat behind the name: state, parent, ... (man 5 proc). */
function fieldsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    // Ended meanwhile.
    return [];
  }
}
