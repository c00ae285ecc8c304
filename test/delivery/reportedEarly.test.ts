import { expect, test } from 'vitest';
import { recordReceipts } from '../../db/receipts.ts';
import type { Receipt } from '../../domain/channel.ts';
import { addAddress, newClass } from '../support/class.ts';
import { jobsAfter } from '../support/jobs.ts';
import { newWorld } from '../support/world.ts';
import { ledger, newWorker, Provider, queue } from './outbox.ts';

/** Ana by text message, then by mail; her provider tells of each send before we have recorded it. */
async function setUp(receipts: Partial<Receipt>[]) {
  const world = await newWorld({ channels: ['sms', 'email'] });
  const made = await newClass(world, { members: { ana: 'sms' } });
  const ana = { ...made.members.ana!, channel: 'sms' as const };
  const email = await addAddress(world, made, { member: ana, channel: 'email' });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const account = world.accounts.find(({ channel }) => channel === 'sms')!.account;
  const report = { channel: 'sms', account, providerId: 'P1', status: 'failed' } as const;
  const early = receipts.map((one) => ({ ...report, providerCode: null, isStopped: false, ...one }));
  provider.onSend = async ({ to }) => {
    if (!to.includes('@')) await recordReceipts(world.sql, early, world.clock.now());
  };
  const ways = () => world.sql`
    select a.channel, d.status, d.reason, d.provider_code as code
    from message_deliveries d join addresses a on a.id = d.address_id order by d.position`;
  const stops = () => world.sql`
    select a.channel, s.how, s.provider_code as code from suppressions s join addresses a on a.id = s.address_id`;
  return { world, made, ana, email, provider, worker, ways, stops };
}

test('a failure that is told before the send is recorded takes another way', async () => {
  const { world, made, ana, worker, ways } = await setUp([{ providerCode: '30003', failure: 'rejected' }]);
  await queue(world, ana, 'hello', { communityId: made.communityId });
  await worker.drain();
  expect(await ways()).toEqual([
    { channel: 'sms', status: 'failed', reason: 'undelivered', code: '30003' },
    { channel: 'email', status: 'sent', reason: null, code: null },
  ]);
});

test('an opt-out that is told before the send is recorded is kept', async () => {
  const { world, ana, worker, stops } = await setUp([
    { providerCode: '21610', failure: 'stopped', isStopped: true },
  ]);
  await queue(world, ana, 'hello');
  await worker.drain();
  expect(await stops()).toEqual([{ channel: 'sms', how: 'error', code: '21610' }]);
});

test('what passes, told as early, is sent again', async () => {
  const { world, ana, provider, worker } = await setUp([{ providerCode: '30001', failure: 'throttled' }]);
  const id = await queue(world, ana, 'hello');
  await worker.drain();
  expect(await ledger(world, id)).toMatchObject({ status: 'queued', reason: 'throttled' });
  provider.onSend = async () => undefined;
  world.clock.advance(60_000);
  await worker.drain();
  expect((await ledger(world, id)).status).toBe('sent');
});

test('what was delivered all the same is not sent again', async () => {
  const { world, ana, worker } = await setUp([
    { providerCode: '30001', failure: 'throttled' },
    { status: 'delivered' },
  ]);
  const id = await queue(world, ana, 'hello');
  await worker.drain();
  expect((await ledger(world, id)).status).toBe('delivered');
});

test('a mail that came back so early counts', async () => {
  const world = await newWorld({ channels: ['email'] });
  const { members } = await newClass(world, { members: { eva: 'email' } });
  const provider = new Provider();
  const { account } = world.accounts[0]!;
  let sends = 0;
  provider.onSend = async () => {
    const providerId = `P${++sends}`;
    const bounce = { channel: 'email', account, providerId, status: 'failed', bounce: 'hard' } as const;
    await recordReceipts(
      world.sql,
      [{ ...bounce, providerCode: '5.1.1', isStopped: false }],
      world.clock.now(),
    );
  };
  const worker = newWorker(world, provider);
  for (const words of ['one', 'two']) {
    await queue(world, { ...members.eva!, channel: 'email' }, words);
    await worker.drain();
  }
  expect(await world.sql`select how from suppressions`).toEqual([{ how: 'bounced' }]);
});

test('an opt-out told in the very moment of our own record is kept a little later', async () => {
  const { world, ana, provider, worker, stops } = await setUp([]);
  provider.onSend = async () => undefined;
  await queue(world, ana, 'hello');
  const { account } = world.accounts.find(({ channel }) => channel === 'sms')!;
  const receipt = {
    ...({ channel: 'sms', account, providerId: 'P1', status: 'failed' } as const),
    ...({ providerCode: '21610', failure: 'stopped', isStopped: true } as const),
  };
  await world.sql.begin(async (tx) => {
    await recordReceipts(tx, [receipt], world.clock.now());
    await worker.drain();
  });
  expect(await stops()).toEqual([]);
  await jobsAfter(world, 0);
  expect(await stops()).toEqual([{ channel: 'sms', how: 'error', code: '21610' }]);
});
