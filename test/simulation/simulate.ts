import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import postgres from 'postgres';
import { readConfig } from '../../config.ts';
import { sleep } from '../../domain/clock.ts';
import { credentials, type Desk, openDesk } from '../../lab/desk.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';
import type { FreshDatabase } from '../support/testServer.ts';
import { type Beginning, layOut, picture } from './beginning.ts';
import { type Broken, breaking } from './broken.ts';
import { calmFor, foreseeing } from './calm.ts';
import { Fates } from './fate.ts';
import { Holds } from './holds.ts';
import { begin, type Life } from './life.ts';
import { type Send, unreliableNetwork } from './network.ts';
import type { Plan } from './plan.ts';
import { simulatedRedis } from './redis.ts';
import { comesToRest } from './rest.ts';
import { Scheduler } from './scheduler.ts';
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

const publicUrl = 'https://class-of-98.org';
const hourMs = 3_600_000;
const rebootMs = 1_000;
/** Longer than a lease. */
const stallMs = 45_000;

/**
 * Plays a story against the whole product under a scheduler with a seed: one statement or request at a time, virtual
 * time, a real Postgres, and servers that crash and are started anew. The same seed is the same run.
 */
export async function simulate({ plan, database, beginning, broken = null }: SimulateOptions): Promise<Run> {
  const { seed, rates } = plan;
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-simulation-'));
  const clock = fakeClock(beginning.at);
  const world = foreseeing(clock);
  const admin = postgres(database.ownerUrl, { max: 2, onnotice: () => undefined });
  const problems: unknown[] = [];
  const alive = new Map<number, Life>();
  const fates = new Fates(seededRandom(seed + 3), rates, plan.target);
  const holds = new Holds(() => clock.now());
  const breaker = breaking(broken);
  let lives = 0;

  const scheduler = new Scheduler({
    random: seededRandom(seed),
    clock,
    async blocked() {
      const [row] = await admin<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row!.count;
    },
    fateOf: fates.of,
    async crash(owner) {
      const life = [...alive.values()].find((one) => one === owner)!;
      await life.end();
      bury(life);
    },
    calmFor: () => calmFor({ sql: admin, world }),
    stall(owner) {
      owner.stalledUntil = new Date(clock.now().getTime() + stallMs);
      holds.stall(owner);
      world.after(stallMs, () => undefined);
    },
    isStarting: () => [...alive.values()].some(({ isStarting }) => isStarting),
  });
  const providers = new Hono();
  const surroundings = { scheduler, clock: world, faultRate: rates.fault };
  const redis = simulatedRedis({ ...surroundings, random: seededRandom(seed + 4) });
  const network = unreliableNetwork({
    ...surroundings,
    random: seededRandom(seed + 1),
    providers,
    listeners: () => [...alive.values()],
  });
  const stateFile = path.join(folder, 'lab.json');
  layOut(beginning, stateFile);
  const desk = openDesk({
    clock: world,
    random: seededRandom(seed + 2),
    url: publicUrl,
    channels: ['telegram', 'sms'],
    stateFile,
    onProblem: (error) => problems.push(error),
    fetch: network.inwards,
  });
  // Nobody puts these phones away.
  desk.keep.touch = () => undefined;
  providers.route('/telegram', desk.telegram.routes).route('/twilio', desk.twilio.routes);

  function boot(slot: number): void {
    alive.set(
      slot,
      begin({
        ...{ slot, clock, scheduler, holds, redis, admin },
        name: `server ${++lives}`,
        config: configOf(path.join(folder, String(slot))),
        random: seededRandom(seed * 1_000 + lives + 7),
        rewrite: breaker.rewrite,
        fetch: network.outwards,
        onProblem: (problem) => problems.push(problem),
        onFailed: (life) => void life.end().then(() => bury(life)),
      }),
    );
  }

  function bury(life: Life): void {
    if (alive.get(life.slot) !== life) return;
    alive.delete(life.slot);
    void sleep(world, rebootMs).then(() => boot(life.slot));
  }

  const configOf = (dataDir: string) =>
    readConfig({
      DATABASE_URL: database.engineUrl,
      DATA_DIR: dataDir,
      SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      PUBLIC_URL: publicUrl,
      LAB: '0',
      TELEGRAM_BOT_TOKEN: credentials.token,
      TELEGRAM_API_ROOT: 'http://providers/telegram',
      TWILIO_ACCOUNT_SID: credentials.accountSid,
      TWILIO_AUTH_TOKEN: desk.account.authToken,
      TWILIO_PHONE_NUMBER: credentials.phoneNumber,
      TWILIO_API_ROOT: 'http://providers/twilio',
      SMS_ALLOWED_COUNTRIES: '*',
      MESSAGES_PER_MINUTE: '0',
      ...(plan.hasRedis && { REDIS_URL: 'redis://simulated' }),
    });

  const rest = (until?: Date) => comesToRest({ scheduler, clock, sql: admin, desk }, until);
  const stage = stageOf({ desk, world, clock, scheduler, sql: admin, rest });
  for (let slot = 0; slot < plan.servers; slot++) boot(slot);
  const failure = await plays().catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );

  async function plays(): Promise<string | null> {
    await scheduler.runUntil(() => [...alive.values()].some(({ answer }) => answer), hourMs);
    const told = await stage.tell(plan.story);
    // What is still open has to come to an end by itself, once nothing strikes any more.
    fates.isCalm = true;
    network.isCalm = true;
    redis.isCalm = true;
    return told ?? (await rest());
  }

  return {
    failure,
    problems,
    stage,
    desk,
    sql: admin,
    holds,
    fates,
    scheduler,
    faults: { ...network.faults, redisRefused: redis.faults.refused, redisSlow: redis.faults.slow },
    sends: network.sends,
    lives,
    hash: scheduler.hash,
    struck: breaker.struck,
    ending: async () => ({ at: clock.now(), phones: await picture(desk, stateFile) }),
    async stop() {
      for (const life of alive.values()) await life.end();
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
