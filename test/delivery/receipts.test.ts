import { describe, expect, test } from 'vitest';
import { forgetEarlyReceipts } from '../../db/jobs.ts';
import { recordReceipts } from '../../db/receipts.ts';
import { silent } from '../../domain/log.ts';
import { runDueJobs } from '../../jobs.ts';
import { noSweep } from '../support/files.ts';
import { ledger, newOutbox, queue } from './outbox.ts';

type Status = 'sent' | 'delivered' | 'read' | 'failed';

const receipt = (status: Status, providerId = 'P1') => ({
  channel: 'sms' as const,
  account: '+15005550006',
  providerId,
  status,
  providerCode: status === 'failed' ? '30003' : null,
  isStopped: false,
});

describe('receipts', () => {
  const stories: { name: string; order: Status[]; ends: string }[] = [
    { name: 'in order', order: ['sent', 'delivered', 'read'], ends: 'read' },
    { name: 'out of order', order: ['read', 'sent', 'delivered'], ends: 'read' },
    { name: 'twice', order: ['delivered', 'delivered'], ends: 'delivered' },
    { name: 'of a failure', order: ['sent', 'failed'], ends: 'failed' },
    { name: 'of a failure after the delivery', order: ['delivered', 'failed'], ends: 'delivered' },
    { name: 'that only say what is known', order: ['sent'], ends: 'sent' },
  ];

  test.each(stories)('$name leave $ends', async ({ order, ends }) => {
    const { world, worker, ben } = await newOutbox();
    const id = await queue(world, ben, 'hello');
    await worker.drain();
    for (const status of order) await recordReceipts(world.sql, [receipt(status)], world.clock.now());
    expect((await ledger(world, id)).status).toBe(ends);
  });

  test.each(stories)('$name, all before our own record of the send, leave $ends', async ({ order, ends }) => {
    const { world, provider, worker, ben } = await newOutbox();
    const id = await queue(world, ben, 'hello');
    provider.onSend = async () => {
      for (const status of order) await recordReceipts(world.sql, [receipt(status)], world.clock.now());
    };
    await worker.drain();
    expect((await ledger(world, id)).status).toBe(ends);
  });

  test('in the very moment of our own record of the send are taken up a little later', async () => {
    const { world, worker, ben } = await newOutbox();
    const now = world.clock.now();
    const id = await queue(world, ben, 'hello');
    await world.sql.begin(async (tx) => {
      await recordReceipts(tx, [receipt('delivered')], now);
      await worker.drain();
    });
    expect((await ledger(world, id)).status).toBe('sent');
    await runDueJobs({
      ...world.deps,
      onDeliveries: () => undefined,
      accounts: world.accounts,
      retentionMonths: 0,
      broken: () => [],
      log: silent,
      sweep: noSweep,
    });
    expect((await ledger(world, id)).status).toBe('delivered');
  });

  test('of a message that was never sent change nothing, and are forgotten in time', async () => {
    const { world, worker, ben } = await newOutbox();
    const id = await queue(world, ben, 'hello');
    await worker.drain();
    const now = world.clock.now();
    expect(await recordReceipts(world.sql, [receipt('failed', 'never sent')], now)).toEqual([]);
    expect((await ledger(world, id)).status).toBe('sent');
    await forgetEarlyReceipts(world.sql, new Date(now.getTime() + 1));
    expect(await world.sql`select from early_receipts`).toHaveLength(0);
  });

  test('of another channel with the same number change nothing', async () => {
    const { world, worker, ana } = await newOutbox();
    const id = await queue(world, ana, 'hello');
    await worker.drain();
    await recordReceipts(world.sql, [receipt('failed')], world.clock.now());
    expect((await ledger(world, id)).status).toBe('sent');
  });
});

describe('of a long text in two parts', () => {
  const reports: { name: string; told: [string, Status][]; becomes: string }[] = [
    { name: 'one that arrived is not the whole', told: [['P1', 'delivered']], becomes: 'sent' },
    {
      name: 'both arrived',
      told: [
        ['P2', 'delivered'],
        ['P1', 'delivered'],
      ],
      becomes: 'delivered',
    },
    {
      name: 'one that failed is a failure',
      told: [
        ['P1', 'delivered'],
        ['P2', 'failed'],
      ],
      becomes: 'failed',
    },
    {
      name: 'one that failed first is a failure as well',
      told: [
        ['P2', 'failed'],
        ['P1', 'delivered'],
      ],
      becomes: 'failed',
    },
    {
      name: 'both read, one told before the other arrived',
      told: [
        ['P1', 'read'],
        ['P2', 'delivered'],
        ['P2', 'read'],
      ],
      becomes: 'read',
    },
  ];

  test.each(reports)('$name: $becomes', async ({ told, becomes }) => {
    const { world, provider, worker, ben } = await newOutbox();
    provider.parts = 2;
    const id = await queue(world, ben, 'long');
    await worker.drain();
    for (const [part, status] of told)
      await recordReceipts(world.sql, [receipt(status, part)], world.clock.now());
    expect((await ledger(world, id)).status).toBe(becomes);
  });

  test.each(reports)('told before the send was recorded, $name: $becomes', async ({ told, becomes }) => {
    const { world, provider, worker, ben } = await newOutbox();
    provider.parts = 2;
    const id = await queue(world, ben, 'long');
    provider.onSend = async () => {
      for (const [part, status] of told)
        await recordReceipts(world.sql, [receipt(status, part)], world.clock.now());
    };
    await worker.drain();
    expect((await ledger(world, id)).status).toBe(becomes);
  });
});
