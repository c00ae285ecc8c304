import { spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import { atEnd } from './atEnd.ts';
import { freePort } from './freePort.ts';

export interface TestRedis {
  url: string;
  connect(): Redis;
  /** All that it held is gone. */
  stop(): Promise<void>;
  startAgain(): Promise<void>;
}

/** A Redis of the test's own, which ends with it or when told. */
export async function startRedis(program: string): Promise<TestRedis> {
  const port = await freePort();
  let server = await spawned(program, port);
  const stop = async () => {
    const { server: running, ended } = server;
    running.kill();
    await ended;
  };
  atEnd(stop);
  const url = `redis://127.0.0.1:${port}`;
  return {
    url,
    connect: () => connected(url),
    stop,
    async startAgain() {
      server = await spawned(program, port);
    },
  };
}

async function spawned(program: string, port: number) {
  const options = ['--port', String(port), '--save', '', '--appendonly', 'no'];
  const server = spawn(program, options, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const probe = new Redis(port, '127.0.0.1', { retryStrategy: () => 50, maxRetriesPerRequest: null });
  probe.on('error', () => undefined);
  await probe.ping();
  probe.disconnect();
  return { server, ended };
}

/** As the server opens it. */
function connected(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 1_000 });
  redis.on('error', () => undefined);
  atEnd(async () => redis.disconnect());
  return redis;
}
