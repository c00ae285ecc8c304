import { expect, test } from 'vitest';
import { type Attempt, recordAttempts } from '../../db/attempts.ts';
import { openRows, startSending } from '../../db/dueDeliveries.ts';
import { claimLanes, extendLeases } from '../../db/lanes.ts';
import { ended } from '../../delivery/ended.ts';
import { idMaker } from '../../domain/id.ts';
import { ledger, newOutbox, newWorker, Provider, queue } from './outbox.ts';

test('a worker does not take a lane again that it is still sending, however late it renews its lease', async () => {
  const { world, provider, worker, ana, ben } = await newOutbox();
  await queue(world, ana, 'hello');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    provider.onSend = async ({ body }) => {
      if (JSON.stringify(body).includes('other')) return;
      resolve();
      await held;
    };
  });
  const first = worker.drain();
  await begun;
  // No heartbeat got through meanwhile.
  world.clock.advance(31_000);
  await queue(world, ben, 'other');
  const second = worker.drain();
  letGo();
  await Promise.all([first, second]);
  expect(provider.taken.toSorted()).toEqual(['#hello: ', '#other: ']);
});

test('a row that is skipped while it is being claimed is not sent', async () => {
  const { world, ana } = await newOutbox();
  const id = await queue(world, ana, 'hello');
  const lane = { addressId: ana.addressId, lane: 'post' as const };
  const due = await world.sql.begin(async (tx) => {
    const rows = await openRows(tx, [lane], world.clock.now());
    await world.sql`update message_deliveries set status = 'skipped', reason = 'left' where id = ${id}`;
    return startSending(
      tx,
      rows.map((row) => row.id),
      world.clock.now(),
    );
  });
  expect((await ledger(world, id)).status).toBe('skipped');
  expect(due).toEqual([]);
});

/** The provider keeps the first message until let go. */
function holdFirst(provider: Provider) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const begun = new Promise<void>((resolve) => {
    provider.onSend = async () => {
      provider.onSend = () => Promise.resolve();
      resolve();
      await held;
    };
  });
  return { begun, letGo };
}

test('a worker that lost its lease does not go on sending', async () => {
  const { world, provider, worker, ana } = await newOutbox();
  for (const n of [1, 2, 3]) await queue(world, ana, `${n}`);
  const { begun, letGo } = holdFirst(provider);
  const slow = worker.drain();
  await begun;
  // Suspended, or cut off from Postgres.
  world.clock.advance(31_000);
  await newWorker(world, provider).drain();
  letGo();
  await slow;
  expect(provider.taken.toSorted()).toEqual(['#1: ', '#1: ', '#2: ', '#3: ']);
  const rows =
    await world.sql`select status, is_repeated as "isRepeated" from message_deliveries order by position`;
  expect(rows).toEqual([
    { status: 'sent', isRepeated: true },
    { status: 'sent', isRepeated: true },
    { status: 'sent', isRepeated: true },
  ]);
});

test('what a worker that lost its lease can still tell of a row is heard, though the lane was put off meanwhile', async () => {
  const { world, provider, worker, ben } = await newOutbox();
  const id = await queue(world, ben, 'hello');
  provider.fates = ['throttled'];
  const { begun, letGo } = holdFirst(provider);
  const slow = worker.drain();
  await begun;
  world.clock.advance(31_000);
  // Another one finds the row in flight, cannot ask what became of it, and looks again later.
  const other = new Provider();
  other.memory = ['unreachable'];
  await newWorker(world, other).drain();
  expect(await ledger(world, id)).toMatchObject({ status: 'uncertain' });
  await world.sql`update message_deliveries set attempts = 1, not_before = not_before + interval '5 hours'`;
  await world.sql`update delivery_lanes set due_at = due_at + interval '5 hours'`;
  letGo();
  await slow;
  expect(await ledger(world, id)).toMatchObject({ status: 'queued', reason: 'throttled' });
  world.clock.advance(60_000);
  await newWorker(world, provider).drain();
  expect(await ledger(world, id)).toMatchObject({ status: 'sent' });
});

test('a send that takes longer than its lease keeps it, by the heartbeat', async () => {
  const { world, provider, worker, ana } = await newOutbox();
  const id = await queue(world, ana, 'a large film');
  const { begun, letGo } = holdFirst(provider);
  worker.start();
  await begun;
  const until = async () => {
    const [lane] = await world.sql<{ leasedUntil: Date }[]>`
      select leased_until as "leasedUntil" from delivery_lanes where leased_by is not null`;
    return lane!.leasedUntil.getTime();
  };
  const first = await until();
  // Second by second, so that each beat is heard before the next is due.
  const aSecondLater = async () => {
    world.clock.advance(1_000);
    return await until();
  };
  await expect.poll(aSecondLater, { timeout: 30_000, interval: 5 }).toBeGreaterThanOrEqual(first + 60_000);
  await newWorker(world, provider).drain();
  letGo();
  await worker.stop();
  expect(provider.taken).toEqual(['#a large film: ']);
  expect(await ledger(world, id)).toMatchObject({ status: 'sent', isRepeated: false, attempts: 1 });
});

test('a lease whose claim was lost on the way runs out: nobody renews what they do not send', async () => {
  const { world, ana } = await newOutbox();
  await queue(world, ana, 'hello');
  const now = world.clock.now();
  const until = new Date(now.getTime() + 30_000);
  const claim = {
    channels: [{ name: 'telegram', most: 8, kind: null }],
    count: 8,
    now,
    until,
    worker: world.newId(),
  };
  await claimLanes(world.sql, { ...claim, inHand: [] });
  const later = new Date(now.getTime() + 60_000);
  expect(await extendLeases(world.sql, [], { worker: claim.worker, until: later })).toEqual([]);
  const lanes = await world.sql`select leased_until as "leasedUntil" from delivery_lanes`;
  expect(lanes).toEqual([{ leasedUntil: until }]);
});

/** How the row is, what the late worker has to say about it, and what it is afterwards. */
const late = [
  { row: 'sending', says: 'queued', becomes: 'sending' },
  { row: 'sending', says: 'dead', becomes: 'sending' },
  { row: 'sending', says: 'sent', becomes: 'sending' },
  { row: 'queued', says: 'dead', becomes: 'queued' },
  { row: 'queued', says: 'sent', becomes: 'sent' },
  { row: 'uncertain', says: 'sent', becomes: 'sent' },
  { row: 'dead', says: 'sent', becomes: 'dead' },
] as const;

test.each(late)(
  '$says, said by a worker that lost its lease, leaves what is $row by now $becomes',
  async (one) => {
    const { world, ana } = await newOutbox();
    const id = await queue(world, ana, 'hello');
    const now = world.clock.now();
    const [due] = await world.sql.begin((tx) => startSending(tx, [id], now));
    await world.sql`update message_deliveries set status = ${one.row}, attempts = 2 where id = ${id}`;
    await world.sql.begin((tx) => recordAttempts(tx, [ended(due!, { status: one.says })], now));
    expect((await ledger(world, id)).status).toBe(one.becomes);
  },
);

test('a worker that hands a row back twice takes nothing from who tried it meanwhile', async () => {
  const { world, ana } = await newOutbox();
  const id = await queue(world, ana, 'hello');
  const { sql, clock } = world;
  const take = async () => (await sql.begin((tx) => startSending(tx, [id], clock.now())))[0]!;
  const record = (attempt: Attempt) => sql.begin((tx) => recordAttempts(tx, [attempt], clock.now()));
  const back = { ...ended(await take(), { status: 'queued' }), wasTried: false };
  await record(back);
  clock.advance(45_000);
  await record(ended(await take(), { status: 'uncertain' }));
  await record(back);
  expect(await ledger(world, id)).toMatchObject({ status: 'uncertain', attempts: 1 });
});

test('what servers with different clocks put into a lane arrives in the order in which it was said', async () => {
  const { world, provider, worker, ana } = await newOutbox();
  const { clock, deps } = world;
  const ahead = idMaker({ ...clock, now: () => new Date(clock.now().getTime() + 2_000) }, deps.random);
  await queue(world, ana, 'first', { id: ahead() });
  await queue(world, ana, 'second');
  await worker.drain();
  expect(provider.taken).toEqual(['#first: ', '#second: ']);
});
