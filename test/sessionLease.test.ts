import { beforeEach, describe, expect, test, vi } from 'vitest';
import { connectEngine, type Engine } from '../db/client.ts';
import { idMaker } from '../domain/id.ts';
import { silent } from '../domain/log.ts';
import type { SessionLease } from '../domain/sessionLease.ts';
import { sessionLease } from '../sessionLease.ts';
import { atEnd } from './support/atEnd.ts';
import { type FakeClock, fakeClock } from './support/clock.ts';
import { freshDatabase, prepares } from './support/database.ts';
import { seededRandom } from './support/random.ts';

const second = 1_000;
const number = '+15005550008';
const forever = new AbortController().signal;

let sql: Engine;
let clock: FakeClock;
let lease: SessionLease;
/** Set: the database cannot be reached. */
let outage: Error | null;

const database = await freshDatabase();
const pool = connectEngine(database.engineUrl, { max: 3, prepare: prepares, applicationName: 'test' });
atEnd(() => pool.end());

beforeEach(async () => {
  await pool`delete from session_leases`;
  clock = fakeClock();
  outage = null;
  sql = new Proxy(pool, {
    apply: (_pool, _this, statement: Parameters<Engine>) =>
      outage ? Promise.reject(outage) : pool(...statement),
  });
  lease = aProcess();
});

const newId = idMaker(fakeClock(), seededRandom());
const aProcess = (own = clock) => sessionLease({ sql, clock: own, newId, log: silent });

const heldUntil = async (): Promise<Date | undefined> => {
  const [row] = await pool`select held_until from session_leases where session = ${number}`;
  return row?.held_until;
};
/** Lets time pass up to the next renewal, and waits until it is written. */
async function renewed() {
  const before = await heldUntil();
  clock.advance(5 * second);
  await vi.waitUntil(async () => (await heldUntil())! > before!);
}

describe('a lease', () => {
  test('is one process’s at a time, for each session', async () => {
    const first = await lease.hold(number, forever);
    expect(await lease.hold('+15005550009', forever)).not.toBeNull();
    const stopping = new AbortController();
    const other = aProcess().hold(number, stopping.signal);
    await vi.waitUntil(() => clock.waiting > 4);
    stopping.abort();
    expect(await other).toBeNull();
    expect(first!.lost.aborted).toBe(false);
  });

  test('of two who ask at once one gets it', async () => {
    const stopping = new AbortController();
    const asked = [lease, aProcess()].map((one) => one.hold(number, stopping.signal));
    await Promise.race(asked);
    // The one who waits and the two of the one who holds: to renew, and to lose it.
    await vi.waitUntil(() => clock.waiting === 3);
    stopping.abort();
    expect((await Promise.all(asked)).filter((held) => held === null)).toHaveLength(1);
  });

  test('goes to the next as soon as it is given back', async () => {
    const first = await lease.hold(number, forever);
    const next = aProcess().hold(number, forever);
    await vi.waitUntil(() => clock.waiting === 3);
    await first!.release();
    expect(await heldUntil()).toBeUndefined();
    clock.advance(5 * second);
    expect(await next).not.toBeNull();
  });

  test('is held for as long as it is renewed', async () => {
    const held = await lease.hold(number, forever);
    for (let n = 0; n < 12; n++) await renewed();
    expect(held!.lost.aborted).toBe(false);
    expect(await heldUntil()).toEqual(new Date(clock.now().getTime() + 30 * second));
  });

  test('of a process that crashed runs out after half a minute', async () => {
    const crashed = fakeClock();
    await aProcess(crashed).hold(number, forever);
    const next = lease.hold(number, forever);
    for (let n = 0; n < 5; n++) {
      await vi.waitUntil(() => clock.waiting === 1);
      clock.advance(5 * second);
    }
    await vi.waitUntil(() => clock.waiting === 1);
    clock.advance(4 * second);
    expect(await heldUntil()).toEqual(new Date(crashed.now().getTime() + 30 * second));
    clock.advance(1 * second);
    expect((await next)!.lost.aborted).toBe(false);
  });

  test('is lost 10 s before it runs out where the database stays away', async () => {
    const held = await lease.hold(number, forever);
    await renewed();
    outage = new Error('connect ECONNREFUSED');
    await clock.run(19 * second);
    expect(held!.lost.aborted).toBe(false);
    await clock.run(1 * second);
    expect(held!.lost.aborted).toBe(true);
    outage = null;
    await held!.release();
  });

  test('outlives an outage that is over in time', async () => {
    const held = await lease.hold(number, forever);
    outage = new Error('connect ECONNREFUSED');
    await clock.run(14 * second);
    outage = null;
    await renewed();
    await clock.run(4 * second);
    expect(held!.lost.aborted).toBe(false);
  });

  test('that somebody else has by now is lost at once, and stays theirs', async () => {
    const held = await lease.hold(number, forever);
    const other = newId();
    await pool`update session_leases set holder = ${other}`;
    clock.advance(5 * second);
    await vi.waitUntil(() => held!.lost.aborted);
    await held!.release();
    expect((await pool`select holder from session_leases`)[0]!.holder).toBe(other);
  });

  test('asked for while the database is away says so', async () => {
    outage = new Error('connect ECONNREFUSED');
    await expect(lease.hold(number, forever)).rejects.toThrow('ECONNREFUSED');
  });
});
