import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { startEmbedded } from '../../db/embedded.ts';
import { silent } from '../../domain/log.ts';
import type { Role } from '../../role.ts';
import { atEnd } from './atEnd.ts';
import { prepares } from './database.ts';
import { freePort } from './freePort.ts';
import { needsPooler } from './needs.ts';
import { startPooler } from './pooler.ts';
import { startProviders } from './providers.ts';
import { serverProcess } from './serverProcess.ts';
import { wireTo } from './wire.ts';

export { until } from './until.ts';

/**
 * The whole product as it runs in the world: `main.ts` as a process of its own, a PostgreSQL of its own at the end
 * of a wire that can be cut, Telegram and Twilio emulated over HTTP. Everything goes by real time.
 */
export async function newInstallation(environment: Record<string, string> = {}, role: Role = 'all') {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'homeroom-installation-'));
  chmodSync(dataDir, 0o711);
  const embedded = await startEmbedded({ dataDir: path.join(dataDir, 'database'), log: silent });
  const pooler = prepares ? null : await startPooler(needsPooler()!, embedded.url);
  const near = pooler?.via(embedded.url) ?? embedded.url;
  const wire = await wireTo(Number(new URL(near).port));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const providers = await startProviders(url);
  const sql = postgres(embedded.url, { max: 2, onnotice: () => undefined });
  const viaWire = new URL(embedded.url);
  viaWire.port = String(wire.port);
  const settings = {
    ...process.env,
    ...providers.environment,
    DATABASE_URL: viaWire.href,
    DATABASE_PREPARE: prepares ? '1' : '0',
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    DATA_DIR: path.join(dataDir, 'server'),
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    SMS_ALLOWED_COUNTRIES: '*',
    LAB: '0',
    ...environment,
  };
  const server = serverProcess(settings, role);

  atEnd(async () => {
    await server.kill();
    await sql.end({ timeout: 1 });
    await providers.stop();
    await wire.close();
    await pooler?.stop();
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  return {
    url,
    settings,
    sql,
    wire,
    /** Past the wire, as the owner. */
    databaseUrl: embedded.url,
    providers,
    start: server.start,
    /** As a power cut: nothing gets the chance to finish. */
    kill: server.kill,
    stop: server.stop,
    log: server.log,
    async foundingCode(): Promise<string> {
      const [row] = await sql`select code from invites where community_id is null`;
      return row!.code;
    },
  };
}

export type Installation = Awaited<ReturnType<typeof newInstallation>>;
