import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const binary = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((file) => existsSync(file));

/** A Redis of one's own with its default configuration, thrown away afterwards. @throws where none is installed */
export async function withRedis<T>(work: (port: number) => Promise<T>): Promise<T> {
  if (!binary) throw new Error('redis-server is not installed');
  const port = await freePort();
  const dir = mkdtempSync(path.join(tmpdir(), 'homeroom-redis-'));
  const redis = spawn(binary, ['--port', String(port), '--dir', dir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await isReady(redis);
    return await work(port);
  } finally {
    redis.kill();
    await once(redis, 'exit');
    rmSync(dir, { recursive: true, force: true });
  }
}

async function isReady(redis: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of redis.stdout!.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.includes('Ready to accept connections')) break;
  }
  redis.stdout!.resume();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
