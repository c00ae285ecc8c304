import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { describe, expect, inject, test } from 'vitest';
import { readConfig } from '../../config.ts';
import { connectEngine } from '../../db/client.ts';
import { migrate } from '../../db/migrate.ts';
import { silent } from '../../domain/log.ts';
import { start } from '../../server.ts';
import { realClock, realRandom } from '../../system.ts';
import { newWorker, Provider, queue } from '../delivery/outbox.ts';
import { atEnd } from '../support/atEnd.ts';
import { newClass } from '../support/class.ts';
import { freshDatabase } from '../support/database.ts';
import { needsPooler } from '../support/needs.ts';
import { startPooler } from '../support/pooler.ts';
import { play } from '../support/story.ts';
import { startTestServer, testPasswords, urlOf } from '../support/testServer.ts';
import { newWorld } from '../support/world.ts';

const program = needsPooler();
const { url } = inject('testServer');
const pooler = program ? await startPooler(program, url) : null;
if (pooler) atEnd(pooler.stop);

/** What depends on sessions, and on prepared statements. The whole suite goes this way by `npm run test:pgbouncer`. */
describe.skipIf(!pooler)('behind PgBouncer in transaction mode', () => {
  test('several servers migrate an empty database at once', async () => {
    const empty = await emptyDatabase();
    await Promise.all([1, 2, 3].map(() => migrate(empty, testPasswords)));
    const sql = postgres(empty, { max: 1, prepare: false });
    const [row] = await sql`select count(*)::int as count from drizzle.__drizzle_migrations`;
    expect(row!.count).toBeGreaterThan(10);
    await sql.end();
  });

  test('a statement with values right behind one without is answered', async () => {
    const { engineUrl } = await freshDatabase(pooler!);
    const sql = connectEngine(engineUrl, { max: 1, prepare: false, applicationName: 'test' });
    atEnd(() => sql.end({ timeout: 1 }));
    for (let n = 0; n < 50; n++) {
      const [, [row]] = await Promise.all([sql`select pg_sleep(0.001)`, sql`select ${n}::int as n`]);
      expect(row!.n).toBe(n);
    }
  });

  test('a talk, a post and an answer to it go their way', async () => {
    const world = await newWorld({ pooler: pooler! });
    await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
    await play(
      world,
      `
      ana> Who still has photos?
      ana< This goes to 1 classmate in Lincoln High: | Who still has photos? [Post it] [Change it] [Cancel]
      ana> [Post it]
      ana< Posted as #1. 0 of 1 delivered.
      ana< (edited) Posted as #1. Delivered.
      ben< Ana: Who still has photos? | Answer: REPLY 1: your words
      ben> REPLY 1: I do
      ben~
      ana~
      `,
    );
  });

  test('many who speak at once are each heard once, and two workers send nothing twice', async () => {
    const world = await newWorld({ pooler: pooler! });
    const { members } = await newClass(world, { members: { ana: 'telegram', ben: 'telegram' } });
    const provider = new Provider();
    const workers = [newWorker(world, provider), newWorker(world, provider)];
    for (let n = 0; n < 40; n++) await queue(world, n % 2 ? members.ana! : members.ben!, `${n}`);
    await Promise.all(workers.map((worker) => worker.drain()));
    expect(new Set(provider.taken).size).toBe(40);
    expect(provider.taken).toHaveLength(40);
  });

  test('a server starts, is ready and stops', async () => {
    // It gives the roles passwords of its own, and those belong to all databases of a server.
    const own = await startTestServer();
    atEnd(own.stop);
    const before = await startPooler(program!, own.url);
    atEnd(before.stop);
    const config = readConfig({
      DATABASE_URL: before.via(urlOf(own.url, own.template)),
      DATABASE_PREPARE: '0',
      SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
      DATA_DIR: `/tmp/homeroom-pooler-${randomBytes(4).toString('hex')}`,
      PORT: '0',
      LAB: '1',
    });
    const server = await start({ config, clock: realClock(), random: realRandom(), log: silent });
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
    await server.stop();
  }, 60_000);
});

/** Reached through the pooler. */
async function emptyDatabase(): Promise<string> {
  const name = `homeroom_pooler_${randomBytes(4).toString('hex')}`;
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await admin`create database ${admin(name)}`;
  atEnd(async () => {
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.end();
  });
  return pooler!.via(urlOf(url, name));
}
