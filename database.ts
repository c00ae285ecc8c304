import path from 'node:path';
import type { Config } from './config.ts';
import type { Engine } from './db/client.ts';
import { type Embedded, startEmbedded } from './db/embedded.ts';
import { type Keyring, keyring } from './db/keyring.ts';
import { urlForRole } from './db/migrate.ts';
import { ensurePartitions } from './db/partitions.ts';
import { installationSecret } from './db/secret.ts';
import { openVault, type Vault } from './db/vault.ts';
import { type Clock, type Random, sleep } from './domain/clock.ts';
import type { Log } from './domain/log.ts';
import { startLoop } from './domain/loop.ts';
import type { Ports } from './ports.ts';

/** Connections of one process to Postgres: two batches, the senders, the planner. */
export const poolSize = 10;
/** And for what API and pages read; a process that answers nobody never opens one. */
const appPoolSize = 5;

export interface Database {
  engine: Engine;
  /** Reads for the API: sees the one community that a transaction names. */
  app: Engine;
  keys: Keyring;
  vault: Vault;
  dataDir: string;
  /** Replaces all connections. */
  renew(): void;
  /** Transactions that have one of them, or wait for one. */
  transactions(): number;
  stop(): Promise<void>;
}

interface DatabaseDeps {
  clock: Clock;
  /** The machine's, which the Lab does not move. */
  realTime: Clock;
  random: Random;
  log: Log;
  ports: Pick<Ports, 'connect' | 'migrate'>;
  /** The embedded one, where it was begun already. */
  embedded?: Promise<Embedded> | undefined;
}

/** How often it is asked whether it is there. */
const pingMs = 2_000;
/** A database that does not answer within this time is away. */
const patienceMs = 10_000;

/** Notices when Postgres goes away and comes back, and then replaces the connections: some may have gone deaf. */
function watcher(
  sql: Engine,
  { realTime, renew, log }: { realTime: Clock; renew: () => void; log: Log },
): () => Promise<boolean> {
  let isAway = false;
  return async () => {
    const answers = await ping(sql, realTime);
    if (answers && isAway) {
      renew();
      log.info({}, 'the database is back');
    }
    if (!answers && !isAway) log.warn({}, 'the database is away');
    if (!answers) renew();
    isAway = !answers;
    return false;
  };
}

/** Real time counts here: a connection that has gone deaf never answers. */
async function ping(sql: Engine, realTime: Clock): Promise<boolean> {
  const isOver = new AbortController();
  const late = sleep(realTime, patienceMs, isOver.signal).then(() => false);
  const answer = sql`select 1`.then(
    () => true,
    () => false,
  );
  const answers = await Promise.race([answer, late]);
  isOver.abort();
  return answers;
}

/** Brings the database up: starts the embedded one unless there is another, migrates it, opens the vault. */
export async function openDatabase(
  config: Config,
  { clock, realTime, random, log, ports, embedded: begun }: DatabaseDeps,
): Promise<Database> {
  const dataDir = path.resolve(config.dataDir);
  const embedded = config.database ? null : await (begun ?? startEmbedded({ dataDir, log }));
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
    await ports.migrate(config.database?.ownerUrl ?? url, passwords);
    const prepare = config.database?.prepare ?? true;
    const {
      sql: engine,
      renew: renewEngine,
      transactions,
    } = ports.connect(urlForRole(url, 'homeroom_engine', passwords.engine), {
      ...{ max: poolSize, prepare, applicationName: 'homeroom engine' },
    });
    const { sql: app, renew: renewApp } = ports.connect(urlForRole(url, 'homeroom_app', passwords.app), {
      ...{ max: appPoolSize, prepare, applicationName: 'homeroom app' },
    });
    const renew = () => {
      renewEngine();
      renewApp();
    };
    await ensurePartitions(engine, clock.now());
    const vault = await openVault(engine, { keyring: keys, random, now: clock.now() });
    const watching = startLoop(
      'database',
      { clock, log, everyMs: pingMs },
      watcher(engine, { realTime, renew, log }),
    );
    return {
      engine,
      app,
      renew,
      transactions,
      keys,
      vault,
      dataDir,
      async stop() {
        await watching.stop();
        await Promise.all([engine.end({ timeout: 5 }), app.end({ timeout: 5 })]);
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}
