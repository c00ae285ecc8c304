import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '../../../db/embedded.ts';
import { silent } from '../../../domain/log.ts';
import type { Role } from '../../../role.ts';
import { atEnd } from '../../support/atEnd.ts';
import { freePort } from '../../support/freePort.ts';
import { startRedis } from '../../support/redis.ts';
import { serverProcess } from '../../support/serverProcess.ts';
import { startProvider } from './provider.ts';

export type Cluster = Awaited<ReturnType<typeof newCluster>>;

/** What all processes of an installation share. */
export const secretKey = Buffer.alloc(32, 7);

/**
 * One Postgres, one Redis, a provider that notes what it takes, and as many server processes as there are roles, each with a folder of its
 * own. It calls the first process that answers; of the others it knows nothing.
 */
export async function newCluster(roles: Role[], redisProgram: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-cluster-'));
  chmodSync(folder, 0o711);
  const embedded = await startEmbedded({ dataDir: path.join(folder, 'database'), log: silent });
  const redis = await startRedis(redisProgram);
  const ports = await Promise.all(roles.map(() => freePort()));
  const publicUrl = `http://127.0.0.1:${ports[roles.findIndex((role) => role !== 'worker')]}`;
  const provider = await startProvider();
  const sql = postgres(embedded.url, { max: 2, onnotice: () => undefined });
  const processes = roles.map((role, index) =>
    serverProcess(
      {
        ...process.env,
        ...provider.environment,
        DATABASE_URL: embedded.url,
        REDIS_URL: redis.url,
        SECRET_KEY: secretKey.toString('base64'),
        DATA_DIR: path.join(folder, `${role}-${index}`),
        MEDIA_URL: `file:${path.join(folder, 'media')}`,
        PORT: String(ports[index]),
        HOST: '127.0.0.1',
        PUBLIC_URL: publicUrl,
        LAB: '0',
      },
      role,
    ),
  );
  atEnd(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    await sql.end({ timeout: 1 });
    await redis.stop();
    await embedded.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    processes,
    provider,
    publicUrl,
    redis,
    sql,
    log: () => processes.map((one) => one.log()).join('\n'),
    start: () => Promise.all(processes.map((one) => one.start())),
  };
}
