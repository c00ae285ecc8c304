import { describe, expect, test } from 'vitest';
import type { Receipt } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';
import { newWorker, Provider, queue } from './outbox.ts';

async function setUp() {
  const world = await newWorld({ channels: ['telegram', 'sms', 'email'] });
  const { members } = await newClass(world, { members: { ana: 'telegram', ben: 'sms', eva: 'email' } });
  const provider = new Provider();
  const worker = newWorker(world, provider);
  const stops = () => world.sql`
    select a.channel, s.how, s.provider_code as code, s.created_at as since, s.ended_at is null as "isOpen"
    from suppressions s join addresses a on a.id = s.address_id order by s.created_at, s.id`;
  return { world, members, provider, worker, stops, now: world.clock.now() };
}

describe('why an address gets nothing any more is kept, with when and how:', () => {
  test('a carrier’s word, and blocking the bot', async () => {
    const { world, stops, now } = await setUp();
    await play(world, 'ben> (blocks)\nana> (blocks)');
    expect(await stops()).toEqual([
      { channel: 'sms', how: 'keyword', code: null, since: now, isOpen: true },
      { channel: 'telegram', how: 'blocked', code: null, since: now, isOpen: true },
    ]);
  });

  test('a send that is refused, with the provider’s code', async () => {
    const { world, members, provider, worker, stops, now } = await setUp();
    await queue(world, { ...members.ben!, channel: 'sms' }, 'hello');
    provider.onSend = async () => {
      throw new SendError('stopped', 'the person replied STOP', { providerCode: '21610' });
    };
    await worker.drain();
    expect(await stops()).toEqual([
      { channel: 'sms', how: 'error', code: '21610', since: now, isOpen: true },
    ]);
  });

  const later: { name: string; receipt: Partial<Receipt>; times: number; stop: object }[] = [
    {
      name: 'a complaint',
      receipt: { isStopped: true, providerCode: 'complaint' },
      times: 1,
      stop: { how: 'complaint', code: 'complaint' },
    },
    ...[
      ['spamreport', 'complaint'],
      ['unsubscribe', 'unsubscribed'],
      ['group_unsubscribe', 'unsubscribed'],
      ['5.7.1', 'error'],
    ].map(([code, how]) => ({
      name: `what a relay calls ${code}`,
      receipt: { isStopped: true, providerCode: code! },
      times: 1,
      stop: { how, code },
    })),
    {
      name: 'mails that come back for good',
      receipt: { bounce: 'hard', providerCode: '5.1.1' },
      times: 2,
      stop: { how: 'bounced', code: null },
    },
  ];
  test.each(later)('$name', async ({ receipt, times, stop }) => {
    const { world, members, worker, stops } = await setUp();
    for (let n = 1; n <= times; n++) {
      await queue(world, { ...members.eva!, channel: 'email' }, `mail ${n}`);
      await worker.drain();
      const told: Receipt = {
        ...{ channel: 'email', account: 'class@homeroom.example', providerId: `P${n}`, status: 'failed' },
        ...{ providerCode: null, isStopped: false },
        ...receipt,
      };
      await world.engine.receive([{ kind: 'receipt', receipt: told }], { correlationId: 'x' });
    }
    expect(await stops()).toMatchObject([{ channel: 'email', isOpen: true, ...stop }]);
  });

  test('what is stopped again keeps its first moment; what was opened stays as history', async () => {
    const { world, stops, now } = await setUp();
    await play(
      world,
      'ben> (blocks)\n--- 1 hours\nben> (blocks)\n--- 1 hours\nben> (unblocks)\nben> (blocks)',
    );
    expect(await stops()).toMatchObject([
      { how: 'keyword', since: now, isOpen: false },
      { how: 'keyword', isOpen: true },
    ]);
  });
});
