import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { percentile } from '../figures.ts';
import type { Asked, Settled, Told } from './child.ts';
import type { Answered, Load } from './driver.ts';
import { updatesPerPerson } from './person.ts';

export interface HttpFigures {
  /** Updates a second, until the last answer was on its way to the provider. */
  rate: number;
  /** Milliseconds until a webhook was answered. */
  p50: number;
  p95: number;
  p99: number;
  /** Of the server's process since it started: microseconds of processor time. */
  cpuUs: number;
}

export type ServerName = 'homeroomServer' | 'grammyServer' | 'chatSdkServer';

/**
 * Starts a server on an empty database and measures it, each in a process of its own.
 * @param warmUp people who register before anything is measured, until both programs are compiled
 */
export async function measureHttp(
  { server, url }: { server: ServerName; url: string },
  { warmUp, ...load }: Omit<Load, 'firstPerson'> & { warmUp: number },
): Promise<HttpFigures> {
  const child = startProcess(server, [url]);
  const driver = startProcess('driver', []);
  try {
    const { port } = (await told(child)) as { port: number };
    await drive(driver, port, { firstPerson: 0, people: warmUp, connections: 100, manner: 'inTurn' });
    const before = await settled(child);
    const startedAt = performance.now();
    const answered = await drive(driver, port, { ...load, firstPerson: warmUp });
    const after = await settled(child);
    const seconds = (performance.now() - startedAt) / 1000;
    check(server, load.people, { answered, before, after });
    return {
      rate: answered.latencies.length / seconds,
      p50: percentile(answered.latencies, 0.5),
      p95: percentile(answered.latencies, 0.95),
      p99: percentile(answered.latencies, 0.99),
      cpuUs: after.cpuUs,
    };
  } finally {
    child.send('stop' satisfies Asked);
    driver.kill();
    await once(child, 'exit');
  }
}

/** Figures of a server that forgot somebody would be worth nothing. */
function check(
  server: string,
  people: number,
  { answered, before, after }: { answered: Answered; before: Settled; after: Settled },
): void {
  const registered = after.registered - before.registered;
  const answers = after.answers - before.answers;
  if (answered.refused === 0 && registered === people && answers === people * updatesPerPerson) return;
  throw new Error(
    `${server}: of ${people} people ${registered} were registered, with ${answers} answers and ${answered.refused} refusals`,
  );
}

function startProcess(name: string, args: string[]): ChildProcess {
  const starter = fileURLToPath(new URL('../program.js', import.meta.url));
  const execArgv = process.env.PROFILE ? ['--cpu-prof', '--cpu-prof-dir', process.env.PROFILE] : [];
  return fork(starter, [`http/${name}.ts`, ...args], { execArgv });
}

async function told(child: ChildProcess): Promise<unknown> {
  const died = once(child, 'exit').then(() => Promise.reject(new Error('the process died')));
  const [message] = (await Promise.race([once(child, 'message'), died])) as [Told];
  return message;
}

async function settled(child: ChildProcess): Promise<Settled & { cpuUs: number }> {
  child.send('settle' satisfies Asked);
  return ((await told(child)) as { settled: Settled & { cpuUs: number } }).settled;
}

function drive(driver: ChildProcess, port: number, load: Load): Promise<Answered> {
  driver.send({ port, load });
  return told(driver) as Promise<Answered>;
}
