import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import postgres from 'postgres';
import { type Desk, openDesk } from '../../lab/desk.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';
import type { FreshDatabase } from '../support/testServer.ts';
import { type Beginning, layOut, picture } from './beginning.ts';
import { type Broken, breaking } from './broken.ts';
import { calmFor, foreseeing } from './calm.ts';
import { Fates } from './fate.ts';
import { Holds } from './holds.ts';
import { type Send, unreliableNetwork } from './network.ts';
import type { Plan } from './plan.ts';
import { simulatedRedis } from './redis.ts';
import { comesToRest } from './rest.ts';
import { Scheduler } from './scheduler.ts';
import { Servers } from './servers.ts';
import { Sessions } from './sessions.ts';
import { publicUrl, settingsOf } from './settings.ts';
import { type Stage, stageOf } from './stage.ts';

export interface SimulateOptions {
  plan: Plan;
  database: FreshDatabase;
  /** Where and when it begins: the phones as they lie, and the moment. */
  beginning: Beginning;
  broken?: Broken | null;
}

/** What is left when a run is over, to be looked at. */
export interface Run {
  /** Why its story came to no end; null where it did. */
  failure: string | null;
  problems: unknown[];
  stage: Stage;
  desk: Desk;
  sql: postgres.Sql;
  holds: Holds;
  fates: Fates;
  scheduler: Scheduler;
  faults: Record<string, number>;
  sends: Send[];
  lives: number;
  /** Of the event log. */
  hash: string;
  /** How many statements were rewritten to break the product. */
  struck: number;
  /** The phones and the moment, to begin another run with. */
  ending(): Promise<Beginning>;
  stop(): Promise<void>;
}

const hourMs = 3_600_000;

/**
 * Plays a story against the whole product under a scheduler with a seed: one statement or request at a time, virtual
 * time, a real Postgres, and servers that crash and are started anew. The same seed is the same run.
 */
export async function simulate(options: SimulateOptions): Promise<Run> {
  const { plan, database, beginning } = options;
  const { seed, rates } = plan;
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-simulation-'));
  const stateFile = path.join(folder, 'lab.json');
  const clock = fakeClock(beginning.at);
  const world = foreseeing(clock);
  const admin = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  const sessions = new Sessions(database.engineUrl, admin);
  const problems: unknown[] = [];
  const onProblem = (problem: unknown) => void problems.push(problem);
  const fates = new Fates(seededRandom(seed + 3), rates, plan.target);
  const holds = new Holds(() => clock.now());
  const breaker = breaking(options.broken ?? null);

  const servers: Servers = new Servers({
    ...{ world, holds },
    lifeOf: (slot, life) => ({
      ...{ clock, scheduler, redis, sessions, onProblem },
      config: settingsOf({
        databaseUrl: database.engineUrl,
        dataDir: path.join(folder, String(slot)),
        authToken: desk.account.authToken,
        hasRedis: plan.hasRedis,
      }),
      random: seededRandom(seed * 1_000 + life + 7),
      rewrite: breaker.rewrite,
      fetch: network.outwards,
    }),
  });
  const scheduler = new Scheduler({
    random: seededRandom(seed),
    clock,
    async blocked() {
      // Whoever was given the lock may not have noticed yet: by the activity alone it would still seem to wait.
      const [row] = await admin<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and cardinality(pg_blocking_pids(pid)) > 0`;
      return row!.count;
    },
    fateOf: fates.of,
    crash: (owner) => servers.crash(owner),
    stall: (owner) => servers.stall(owner),
    buried: () => servers.burying,
    calmFor: () => calmFor({ sql: admin, world }),
    isStarting: () => servers.all.some(({ isStarting }) => isStarting),
  });
  const providers = new Hono();
  const surroundings = { scheduler, clock: world, faultRate: rates.fault };
  const redis = simulatedRedis({ ...surroundings, random: seededRandom(seed + 4) });
  const network = unreliableNetwork({
    ...surroundings,
    random: seededRandom(seed + 1),
    providers,
    listeners: () => servers.all,
  });
  layOut(beginning, stateFile);
  const desk = openDesk({
    ...{ clock: world, url: publicUrl, stateFile, onProblem, fetch: network.inwards },
    random: seededRandom(seed + 2),
    channels: ['telegram', 'sms'],
  });
  // Nobody puts these phones away.
  desk.keep.touch = () => undefined;
  providers.route('/telegram', desk.telegram.routes).route('/twilio', desk.twilio.routes);

  const rest = (until?: Date) => comesToRest({ scheduler, clock, sql: admin, desk }, until);
  const stage = stageOf({
    ...{ desk, world, clock, scheduler, rest },
    sql: admin,
    isOver: () => holds.violations.length > 0,
  });
  for (let slot = 0; slot < plan.servers; slot++) servers.boot(slot);
  const failure = await plays().catch((error: unknown) => String(error));

  async function plays(): Promise<string | null> {
    await scheduler.runUntil(() => servers.all.some(({ answer }) => answer), hourMs);
    const told = await stage.tell(plan.story);
    // What is still open has to come to an end by itself, once nothing strikes any more.
    for (const striking of [fates, network, redis]) striking.isCalm = true;
    return told ?? (await rest());
  }

  return {
    ...{ failure, problems, stage, desk, holds, fates, scheduler },
    sql: admin,
    faults: { ...network.faults, redisRefused: redis.faults.refused, redisSlow: redis.faults.slow },
    sends: network.sends,
    lives: servers.lives,
    hash: scheduler.hash,
    struck: breaker.struck,
    ending: async () => ({ at: clock.now(), phones: await picture(desk, stateFile) }),
    async stop() {
      await servers.end();
      await sessions.close();
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
