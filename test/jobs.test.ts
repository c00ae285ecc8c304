import { describe, expect, test } from 'vitest';
import { recordReceipts } from '../db/receipts.ts';
import { SendError } from '../domain/errors.ts';
import { silent } from '../domain/log.ts';
import { runDueJobs, startJobs } from '../jobs.ts';
import { jobsAfter, jobsDeps } from './support/jobs.ts';
import { newWorld, type World } from './support/world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const ranAt = async (world: World) =>
  new Map((await world.sql`select name, ran_at from jobs`).map(({ name, ran_at }) => [name, ran_at]));

test('every job of the timetable has run after the first beat, and those of a day not again an hour later', async () => {
  const world = await newWorld();
  await jobsAfter(world, 0);
  const first = await ranAt(world);
  expect([...first.keys()].toSorted()).toEqual([
    'check audit log',
    'daily figures',
    'digests',
    'forget account sessions',
    'forget codes',
    'forget dedupe keys',
    'forget early receipts',
    'forget sessions',
    'forget sign-ins',
    'forget web messages',
    'give up',
    'give up on the silent',
    'missed receipts',
    'missed texts',
    'old partitions',
    'partitions',
    'sweep arrived files',
    'sweep taken back files',
    'sweep unposted files',
  ]);
  await jobsAfter(world, hourMs);
  const second = await ranAt(world);
  const again = [...second].filter(([name, at]) => at > first.get(name)).map(([name]) => name);
  expect(again).toContain('forget codes');
  expect(again).not.toContain('forget sessions');
});

test('what is due every minute comes with each beat, also with one that is a second early', async () => {
  const world = await newWorld();
  await jobsAfter(world, 0);
  await jobsAfter(world, minuteMs - 1_000);
  const again = [...(await ranAt(world))].filter(([, at]) => at >= world.clock.now()).map(([name]) => name);
  expect(again.toSorted()).toEqual(['digests', 'missed receipts', 'missed texts', 'sweep taken back files']);
});

test('a day’s job whose server died comes again within six hours, and then not until the next day', async () => {
  const world = await newWorld();
  const looks: Date[] = [];
  await jobsAfter(world, 0);
  // Its server took the turn and was gone.
  await world.sql`update jobs set succeeded_at = ran_at - interval '1 day' where name = 'check audit log'`;
  const turns = async () => {
    const [row] = await world.sql<
      { ranAt: Date }[]
    >`select ran_at as "ranAt" from jobs where name = 'check audit log'`;
    if (row!.ranAt.getTime() !== looks.at(-1)?.getTime()) looks.push(row!.ranAt);
    return looks.length;
  };
  expect(await turns()).toBe(1);
  await jobsAfter(world, 5 * hourMs);
  expect(await turns()).toBe(1);
  await jobsAfter(world, hourMs);
  expect(await turns()).toBe(2);
  for (let hour = 0; hour < 20; hour++) await jobsAfter(world, hourMs);
  expect(await turns()).toBe(2);
  await jobsAfter(world, 4 * hourMs);
  expect(await turns()).toBe(3);
});

test('of two servers with one database each tick has one', async () => {
  const world = await newWorld();
  const swept: Date[] = [];
  const sweep = { takenBack: async () => undefined, arrived: async () => undefined };
  const deps = jobsDeps(world, {
    sweep: { ...sweep, unposted: async () => void swept.push(world.clock.now()) },
  });
  for (let hour = 0; hour < 5; hour++) {
    await Promise.all([runDueJobs(deps), runDueJobs(deps), runDueJobs(deps)]);
    world.clock.advance(hourMs);
  }
  expect(swept).toHaveLength(5);
});

test('receipts of messages that were never sent are forgotten after a week, with a word in the log', async () => {
  const world = await newWorld();
  const strange = ['SM1', 'SM2'].map((providerId) => ({
    ...{ channel: 'sms' as const, account: '+15005550006', providerId, status: 'delivered' as const },
    ...{ providerCode: null, failure: null, isStopped: false },
  }));
  await world.sql.begin((tx) => recordReceipts(tx as never, strange, world.clock.now()));
  const warned: unknown[] = [];
  const log = { ...silent, warn: (...line: unknown[]) => void warned.push(line) };
  await jobsAfter(world, 0, { log });
  expect(warned).toEqual([]);
  await jobsAfter(world, 8 * dayMs, { log });
  expect(warned).toEqual([
    [{ channel: 'sms', count: 2 }, 'receipts of messages that we never sent came, and are forgotten'],
  ]);
  expect(await world.sql`select from early_receipts`).toHaveLength(0);
});

test('a job that fails does not keep the others from their turn, and comes again', async () => {
  const world = await newWorld();
  let tries = 0;
  const sweep = { unposted: async () => undefined, arrived: async () => undefined };
  const failing = {
    sweep: {
      ...sweep,
      takenBack: async () => {
        tries++;
        throw new Error('the disk is gone');
      },
    },
  };
  await jobsAfter(world, 0, failing);
  await jobsAfter(world, minuteMs, failing);
  expect(tries).toBe(2);
  expect([...(await ranAt(world)).keys()]).toContain('sweep arrived files');
});

test('the heartbeat follows the clock that somebody moves ahead', async () => {
  const world = await newWorld();
  const stop = startJobs({ ...jobsDeps(world), everyMinute: () => async () => undefined });
  world.clock.advance(minuteMs);
  await stop();
  expect((await ranAt(world)).get('digests')).toEqual(world.clock.now());
});

describe('what is over is forgotten', () => {
  const at = (world: World, ms: number) => new Date(world.clock.now().getTime() - ms);

  async function address(world: World): Promise<string> {
    const id = world.newId();
    await world.sql`
      insert into addresses (id, channel, account, identifier_hash, sealed_identifier, language, created_at)
      values (${id}, 'sms', '+1', '\\x01', '\\x02', 'en', ${world.clock.now()})`;
    return id;
  }

  test.each([
    ['verification_codes', 23 * hourMs, 1],
    ['verification_codes', 25 * hourMs, 0],
    ['link_codes', 23 * hourMs, 1],
    ['link_codes', 25 * hourMs, 0],
  ] as const)('%s that are %i ms old: %i left', async (table, ageMs, left) => {
    const world = await newWorld();
    const addressId = await address(world);
    const [id, made] = [world.newId(), at(world, ageMs)];
    if (table === 'link_codes')
      await world.sql`insert into link_codes (id, code_hash, address_id, expires_at, created_at)
        values (${id}, '\\x01', ${addressId}, ${made}, ${made})`;
    else
      await world.sql`insert into verification_codes (id, address_id, requested_by_id, code_hash, expires_at, created_at)
        values (${id}, ${addressId}, ${addressId}, '\\x01', ${made}, ${made})`;
    await jobsAfter(world, 0);
    expect(await world.sql`select 1 from ${world.sql(table)}`).toHaveLength(left);
  });

  test('sessions a day after they ended, dedupe keys after 30 days', async () => {
    const world = await newWorld();
    const addressId = await address(world);
    for (const [token, ageMs] of [
      ['\\x01', 23 * hourMs],
      ['\\x02', 25 * hourMs],
    ] as const)
      await world.sql`insert into sessions (id, token_hash, address_id, created_at, last_seen_at, expires_at)
        values (${world.newId()}, ${token}, ${addressId}, ${at(world, ageMs)}, ${at(world, ageMs)}, ${at(world, ageMs)})`;
    for (const days of [29, 31])
      await world.sql`insert into dedupe_keys values ('sms', '+1', ${`${days}`}, ${at(world, days * dayMs)})`;
    await jobsAfter(world, 0);
    expect(await world.sql`select 1 from sessions`).toHaveLength(1);
    expect(await world.sql`select external_id from dedupe_keys`).toEqual([{ external_id: '29' }]);
  });
});

describe('what was texted while nobody answered', () => {
  const looks = async (world: World, ms: number, fails = false) => {
    const since: Date[] = [];
    const catchUp = async (from: Date) => {
      since.push(from);
      if (fails) throw new SendError('unreachable', 'Twilio cannot be reached');
    };
    await jobsAfter(world, ms, { catchUp });
    return since;
  };

  test('is looked for every minute, from a little before the last look on', async () => {
    const world = await newWorld();
    const begun = world.clock.now().getTime();
    await looks(world, 0);
    expect(await looks(world, minuteMs / 3)).toEqual([]);
    expect(await looks(world, minuteMs / 2)).toEqual([new Date(begun - 5 * minuteMs)]);
  });

  test('is looked for from the beginning of an installation, however late the first look comes', async () => {
    const world = await newWorld();
    const since = world.clock.now();
    await world.sql`insert into invites (id, code, created_at) values (${world.newId()}, 'ABCD-EFGH', ${since})`;
    expect(await looks(world, hourMs)).toEqual([new Date(since.getTime() - 5 * minuteMs)]);
  });

  test('is looked for from the last look that was answered, a day at most', async () => {
    const world = await newWorld();
    const begun = world.clock.now().getTime();
    await looks(world, 0);
    await looks(world, hourMs, true);
    expect(await looks(world, hourMs)).toEqual([new Date(begun - 5 * minuteMs)]);
    expect(await looks(world, 3 * dayMs)).toEqual([new Date(world.clock.now().getTime() - dayMs)]);
  });
});
