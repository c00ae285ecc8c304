import { expect, test } from 'vitest';
import { openRows, startSending } from '../../db/dueDeliveries.ts';
import { newClass } from '../support/class.ts';
import { newWorld } from '../support/world.ts';
import { ledger, newWorker, Provider, queue } from './outbox.ts';

async function setUp() {
  const world = await newWorld();
  const { members } = await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
  const provider = new Provider();
  const ben = { ...members.ben!, channel: 'sms' as const };
  return { world, provider, worker: newWorker(world, provider), ana: members.ana!, ben };
}

test('a worker does not take a lane again that it is still sending, however late it renews its lease', async () => {
  const { world, provider, worker, ana, ben } = await setUp();
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
  const { world, ana } = await setUp();
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
