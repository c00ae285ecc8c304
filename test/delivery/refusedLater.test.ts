import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../domain/channel.ts';
import type { SendErrorCode } from '../../domain/errors.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';
import { ledger, newWorker, Provider, queue } from './outbox.ts';

/** Eva on WhatsApp, a provider that accepts what it is told to, and what it says afterwards. */
async function setUp() {
  const world = await newWorld({ channels: ['whatsapp'] });
  const { members } = await newClass(world, { members: { eva: 'whatsapp' } });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const eva = { ...members.eva!, channel: 'whatsapp' as const };
  const report = (receipt: Partial<Receipt>) =>
    world.engine.receive(
      [
        {
          kind: 'receipt',
          receipt: {
            channel: 'whatsapp',
            account: '100000000000001',
            providerId: 'P1',
            status: 'failed',
            providerCode: null,
            isStopped: false,
            ...receipt,
          },
        },
      ],
      { correlationId: 'a receipt' },
    );
  const refuse = (failure: SendErrorCode, providerCode: string) => report({ failure, providerCode });
  return { world, provider, worker, eva, report, refuse };
}

describe('a send that was accepted, and refused later', () => {
  test('as the window was closed, is held until they write; a template asks them to', async () => {
    const { world, provider, worker, eva, refuse } = await setUp();
    const id = await queue(world, eva, 'hello');
    await worker.drain();
    await refuse('windowClosed', '131047');
    expect(await ledger(world, id)).toMatchObject({
      status: 'held',
      reason: 'windowClosed',
    });
    await worker.drain();
    expect(provider.taken).toEqual(['#hello: ', expect.stringMatching(/^Hello Eva, there are new messages/)]);
    await play(world, 'eva> /status\neva~');
    expect((await ledger(world, id)).status).not.toBe('held');
  });

  test.each(['throttled', 'unreachable'] as const)('as %s, is sent again', async (failure) => {
    const { world, provider, worker, eva, refuse } = await setUp();
    const id = await queue(world, eva, 'hello');
    await worker.drain();
    await refuse(failure, '130429');
    expect(await ledger(world, id)).toMatchObject({ status: 'queued', reason: failure });
    world.clock.advance(60_000);
    await worker.drain();
    expect(provider.taken).toEqual(['#hello: ', '#hello: ']);
    // Meta tells the same again, for up to seven days.
    await refuse(failure, '130429');
    expect((await ledger(world, id)).status).toBe('sent');
  });

  test('for good, has failed', async () => {
    const { world, worker, eva, refuse } = await setUp();
    const id = await queue(world, eva, 'hello');
    await worker.drain();
    await refuse('rejected', '131051');
    expect((await ledger(world, id)).status).toBe('failed');
  });

  test('is not opened again once it was delivered', async () => {
    const { world, worker, eva, report, refuse } = await setUp();
    const id = await queue(world, eva, 'hello');
    await worker.drain();
    await report({ status: 'delivered' });
    await refuse('throttled', '130429');
    expect((await ledger(world, id)).status).toBe('delivered');
  });
});

describe('a send whose answer never came', () => {
  test('is known to have arrived by a status that carries its id, and is not sent once more', async () => {
    const { world, provider, worker, eva, report } = await setUp();
    provider.fates = ['lost'];
    const id = await queue(world, eva, 'hello');
    await worker.drain();
    expect((await ledger(world, id)).status).toBe('uncertain');
    await report({ providerId: 'wamid.1', status: 'sent', deliveryId: id });
    await report({ providerId: 'wamid.1', status: 'read' });
    world.clock.advance(600_000);
    await worker.drain();
    expect(provider.taken).toEqual(['#hello: ']);
    expect((await ledger(world, id)).status).toBe('read');
  });

  test('has left, as far as anybody knows, when that status came', async () => {
    const { world, provider, worker, eva, report } = await setUp();
    provider.fates = ['lost'];
    const id = await queue(world, eva, 'hello');
    await worker.drain();
    world.clock.advance(1_000);
    await report({ providerId: 'wamid.1', status: 'sent', deliveryId: id });
    const rows = await world.sql`select status, sent_at from message_deliveries where id = ${id}`;
    expect([...rows]).toEqual([{ status: 'sent', sent_at: world.clock.now() }]);
    world.clock.advance(1_000);
    await report({ providerId: 'wamid.1', status: 'delivered' });
    const [arrived] =
      await world.sql`select delivered_at - sent_at = interval '1 second' as "isLater" from message_deliveries`;
    expect(arrived).toEqual({ isLater: true });
  });

  test('is not taken for another channel’s or number’s', async () => {
    const { world, provider, worker, eva, report } = await setUp();
    provider.fates = ['lost'];
    const id = await queue(world, eva, 'hello');
    await worker.drain();
    await report({ providerId: 'wamid.1', status: 'sent', deliveryId: id, account: 'another' });
    expect((await ledger(world, id)).status).toBe('uncertain');
  });

  test('is sent once more where no status comes, and marked so', async () => {
    const { world, provider, worker, eva } = await setUp();
    provider.fates = ['lost'];
    const id = await queue(world, eva, 'hello');
    await worker.drain();
    world.clock.advance(60_000);
    await worker.drain();
    expect(provider.taken).toEqual(['#hello: ', '#hello: ']);
    expect(await ledger(world, id)).toMatchObject({ status: 'sent', isRepeated: true });
  });
});
