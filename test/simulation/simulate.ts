import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Hono } from 'hono';
import postgres from 'postgres';
import { readConfig } from '../../config.ts';
import { type Clock, sleep } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import { credentials, openDesk } from '../../lab/desk.ts';
import { Player } from '../../lab/story/player.ts';
import { playStory } from '../../lab/story/story.ts';
import type { Ports } from '../../ports.ts';
import { start } from '../../server.ts';
import { fakeClock } from '../support/clock.ts';
import { type FreshDatabase, prepares } from '../support/database.ts';
import { seededRandom } from '../support/random.ts';
import { type Life, unreliableNetwork } from './network.ts';
import { Scheduler } from './scheduler.ts';
import { gatedPool } from './statements.ts';

export interface SimulateOptions {
  seed: number;
  database: FreshDatabase;
  /** How likely the server crashes at each of its calls. */
  crashRate: number;
  /** How likely a request is refused, or its answer lost. */
  faultRate: number;
}

const publicUrl = 'https://class-of-98.org';
const hourMs = 3_600_000;
/** The whole story takes a minute; a crash costs it half a minute, until the dead server's leases are over. */
const patienceMs = 2 * hourMs;
/** What a story leaves to be done: receipts, the author's progress, timers of retries. */
const afterwardsMs = 10 * 60_000;

/**
 * Plays the Lab's story against the whole product under a scheduler with a seed: one statement or request at a time,
 * virtual time, a real Postgres, and a server that crashes and is started anew. The same seed is the same run.
 */
export async function simulate({ seed, database, crashRate, faultRate }: SimulateOptions) {
  const folder = mkdtempSync(path.join(tmpdir(), 'homeroom-simulation-'));
  const clock = fakeClock();
  const admin = postgres(database.ownerUrl, { max: 2, prepare: prepares, onnotice: () => undefined });
  const problems: unknown[] = [];
  let lives = 0;
  let alive: (Life & { end(): Promise<void> }) | null = null;
  let starting: Life | null = null;

  const scheduler = new Scheduler({
    random: seededRandom(seed),
    clock,
    crashRate,
    async blocked() {
      const [row] = await admin<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row!.count;
    },
    async crash() {
      await alive?.end();
      alive = null;
      void sleep(clock, 1_000).then(boot);
    },
    isStarting: () => starting !== null && starting === alive,
  });
  const providers = new Hono();
  const network = unreliableNetwork({
    scheduler,
    random: seededRandom(seed + 1),
    clock,
    faultRate,
    providers,
    alive: () => alive,
  });
  const desk = openDesk({
    clock,
    random: seededRandom(seed + 2),
    url: publicUrl,
    channels: ['telegram', 'sms'],
    stateFile: path.join(folder, 'lab.json'),
    onProblem: (error) => problems.push(error),
    fetch: network.inwards,
  });
  providers.route('/telegram', desk.telegram.routes).route('/twilio', desk.twilio.routes);
  const config = readConfig({
    DATABASE_URL: database.engineUrl,
    DATABASE_PREPARE: prepares ? '1' : '0',
    DATA_DIR: folder,
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
  });

  function boot(): void {
    let die: (error: Error) => void = () => undefined;
    const died = new Promise<never>((_, reject) => {
      die = reject;
    });
    died.catch(() => undefined);
    const pools: postgres.Sql[] = [];
    const life = {
      name: `server ${++lives}`,
      isDead: false,
      answer: null as Life['answer'],
      died,
      async end() {
        life.isDead = true;
        die(Object.assign(new Error('the server crashed'), { code: 'ECONNRESET' }));
        await admin`
          select pg_terminate_backend(pid, 10000) from pg_stat_activity
          where datname = current_database() and usename = 'homeroom_engine'`;
        for (const pool of pools) void pool.end({ timeout: 0 }).catch(() => undefined);
      },
    };
    alive = life;
    starting = life;
    const ports: Ports = {
      async listen(_address, answer) {
        life.answer = answer;
        return { port: 3000, close: async () => undefined };
      },
      migrate: async () => undefined,
      connect(_url, options) {
        const pass = <T>(call: { name: string; connection?: object }, run: () => Promise<T>) =>
          scheduler.pass({ ...call, owner: life, kind: 'statement' }, run);
        const { sql, pool } = gatedPool(database.engineUrl, options, pass);
        pools.push(pool);
        return { sql, renew: () => undefined };
      },
      openRedis: () => {
        throw new Error('there is no Redis here');
      },
      everyMinute(tick) {
        const stopping = new AbortController();
        const beat = async () => {
          while (!stopping.signal.aborted) {
            await sleep(mortal(clock, life), 60_000, stopping.signal);
            tick();
          }
        };
        void beat();
        return async () => stopping.abort();
      },
      fetch: network.outwards(life),
    };
    const random = seededRandom(seed * 1_000 + lives);
    start({ config, clock: mortal(clock, life), random, log: noting(problems, life), ports }).then(
      () => {
        if (starting === life) starting = null;
      },
      (error: unknown) => {
        if (!life.isDead) problems.push(error);
      },
    );
  }

  const player = new Player({
    clock,
    patienceMs,
    onProgress: () => undefined,
    onChange(listener) {
      const ends = [desk.telegram.phones.onChange(listener), desk.twilio.phones.onChange(listener)];
      return () => {
        for (const end of ends) end();
      };
    },
  });
  boot();
  const isUp = () => alive?.answer !== null;
  await scheduler.runUntil(isUp, hourMs);
  let code: string | undefined;
  while (!code) {
    [code] = (await admin<{ code: string }[]>`select code from invites`).map((row) => row.code);
    if (!code) await scheduler.runUntil(after(clock, 1_000), hourMs);
  }
  let isTold = false;
  void playStory({ ...desk, player, foundingCode: async () => code! }, 1).finally(() => {
    isTold = true;
  });
  await scheduler.runUntil(() => isTold, patienceMs * 2);
  await scheduler.runUntil(after(clock, afterwardsMs), hourMs);
  return {
    story: player.progress,
    problems,
    desk,
    lives,
    scheduler,
    faults: network.faults,
    hash: scheduler.hash,
    sql: admin,
    async stop() {
      await alive?.end();
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function after(clock: Clock, ms: number): () => boolean {
  const untilMs = clock.now().getTime() + ms;
  return () => clock.now().getTime() >= untilMs;
}

/** Time as long as one lives. */
function mortal(clock: Clock, life: { isDead: boolean }): Clock {
  return {
    now: () => clock.now(),
    after: (ms, callback) =>
      clock.after(ms, () => {
        if (!life.isDead) callback();
      }),
  };
}

/** What the server calls an error, nobody should have to read. */
function noting(problems: unknown[], life: { name: string }): Log {
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (fields, sentence) => void problems.push({ life: life.name, sentence, ...fields }),
    child: () => log,
  };
  return log;
}
