import path from 'node:path';
import type { Config } from './config.ts';
import { connectEngine, type Engine } from './db/client.ts';
import { startEmbedded } from './db/embedded.ts';
import { type Keyring, keyring } from './db/keyring.ts';
import { migrate, urlForRole } from './db/migrate.ts';
import { ensurePartitions } from './db/partitions.ts';
import { installationSecret } from './db/secret.ts';
import { openVault, type Vault } from './db/vault.ts';
import type { Clock, Random } from './domain/clock.ts';
import type { Log } from './domain/log.ts';

/** Connections of one process to Postgres: two batches, the senders, the planner, and room for pages. */
const poolSize = 10;

export interface Database {
  engine: Engine;
  keys: Keyring;
  vault: Vault;
  dataDir: string;
  stop(): Promise<void>;
}

/** Brings the database up: starts the embedded one unless there is another, migrates it, opens the vault. */
export async function openDatabase(
  config: Config,
  { clock, random, log }: { clock: Clock; random: Random; log: Log },
): Promise<Database> {
  const dataDir = path.resolve(config.dataDir);
  const embedded = config.database ? null : await startEmbedded({ dataDir, log });
  const url = config.database?.url ?? embedded!.url;
  try {
    const secretKey = installationSecret({
      given: config.secretKey,
      dataDir,
      mayMake: embedded !== null,
      random,
    });
    const keys = keyring({ secretKey, previous: config.previousSecretKey, random });
    const passwords = {
      engine: keys.rolePassword('homeroom_engine'),
      app: keys.rolePassword('homeroom_app'),
    };
    await migrate(config.database?.ownerUrl ?? url, passwords);
    const engine = connectEngine(urlForRole(url, 'homeroom_engine', passwords.engine), {
      max: poolSize,
      prepare: config.database?.prepare ?? true,
      applicationName: 'homeroom engine',
    });
    await ensurePartitions(engine, clock.now());
    const vault = await openVault(engine, { keyring: keys, random, now: clock.now() });
    return {
      engine,
      keys,
      vault,
      dataDir,
      async stop() {
        await engine.end({ timeout: 5 });
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
