import path from 'node:path';
import type { Redis } from 'ioredis';
import { localBroadcast, redisBroadcast } from './broadcast.ts';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './database.ts';
import type { Embedded } from './db/embedded.ts';
import { Spool } from './db/spool.ts';
import type { Broadcast } from './domain/broadcast.ts';
import type { Clock, Random } from './domain/clock.ts';
import { idMaker, type NewId } from './domain/id.ts';
import type { Log } from './domain/log.ts';
import type { Observer } from './domain/observer.ts';
import type { Ports } from './ports.ts';
import { type SkippableClock, skippableClock } from './skippableClock.ts';

export interface FoundationDeps {
  config: Config;
  clock: Clock;
  random: Random;
  log: Log;
  ports: Ports;
  observer: Observer;
  embedded?: Promise<Embedded> | undefined;
}

/** What every part of a server stands on. */
export interface Foundation extends Omit<Database, 'engine' | 'stop' | 'renew'> {
  /** One clock for everything: where there is a Lab, somebody may want to see what tomorrow brings. */
  clock: SkippableClock;
  /** The machine's own, which nobody skips. */
  realTime: Clock;
  random: Random;
  newId: NewId;
  log: Log;
  observer: Observer;
  ports: Ports;
  sql: Database['engine'];
  /** Null where there is none; what it would share each process then has for itself. */
  redis: Redis | null;
  broadcast: Broadcast;
  spool: Spool;
  /** Replaces all connections to the database. */
  renewConnections(): void;
  stop(): Promise<void>;
}

/** Opens the database, Redis and the spool. */
export async function openFoundation(deps: FoundationDeps): Promise<Foundation> {
  const { config, clock: realTime, random, log, ports, observer, embedded } = deps;
  const clock = skippableClock(realTime);
  const newId = idMaker(clock, random);
  const opened = await openDatabase(config, {
    realTime,
    clock,
    random,
    log,
    ports,
    embedded,
  });
  const { engine, renew, stop, ...database } = opened;
  const redis = config.redisUrl ? ports.openRedis(config.redisUrl) : null;
  redis?.on('error', (error) => log.warn({ err: error }, 'Redis is away; going on without'));
  const broadcast = redis ? redisBroadcast(redis, { own: newId(), log }) : localBroadcast(log);
  const folder = path.join(database.dataDir, 'spool');
  const spool = await Spool.open({ folder, vault: database.vault, log });
  return {
    ...database,
    ...{ clock, realTime, random, newId, log, observer, ports, sql: engine, redis, broadcast, spool },
    renewConnections: renew,
    async stop() {
      await broadcast.stop();
      redis?.disconnect();
      await stop();
    },
  };
}
