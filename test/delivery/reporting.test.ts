import { expect, test } from 'vitest';
import { planChunk } from '../../delivery/planner.ts';
import { reportProgress } from '../../delivery/progress.ts';
import type { ChannelName } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';
import { newWorker, Provider } from './outbox.ts';

/** A class in which somebody has just pressed "Post it"; who is `away` cannot be reached for the time being. */
async function posted({
  members,
  author,
  away,
}: {
  members: Record<string, string>;
  author: string;
  away: string[];
}) {
  const world = await newWorld();
  await newClass(world, { members });
  const unreachable = new Set(away.map((name) => world.phones.get(name)!.identifier));
  const { sql, clock, newId, accounts, countSegments } = world;
  const provider = new Provider();
  provider.onSend = async ({ to }) => {
    if (unreachable.has(to)) throw new SendError('unreachable', 'away');
  };
  const worker = newWorker(world, provider);
  const channels = new Map(
    accounts.map(({ channel, account }) => [channel, provider.channel(channel as ChannelName, account)]),
  );
  await play(world, `${author}> Hello\n${author}~`);
  const said = { kind: 'text' as const, text: '1', replyTo: null };
  await world.engine.receive([world.inboundOf(world.phones.get(author)!, said, '9001')], {
    correlationId: 'x',
  });
  while (await planChunk({ sql, clock, newId, accounts, countSegments }));
  /** Time passes, all is sent that can be, and the author hears of it. */
  async function later(ms: number) {
    clock.advance(ms);
    await worker.drain();
    await reportProgress({ sql, clock, newId, channels });
    await worker.drain();
  }
  const heard = () => provider.taken.filter((words) => /^(Posted as )?#1/.test(words));
  return { world, worker, later, unreachable, heard };
}

test('the confirmation is edited as deliveries complete, every three seconds at most, until the last', async () => {
  const { later, unreachable, heard, world } = await posted({
    members: { ana: 'telegram', ben: 'telegram', carla: 'telegram', diego: 'telegram' },
    author: 'ana',
    away: ['carla', 'diego'],
  });
  await later(0);
  expect(heard()).toEqual(['Posted as #1. 0 of 3 delivered.', 'Posted as #1. 1 of 3 delivered.']);
  unreachable.delete(world.phones.get('carla')!.identifier);
  await world.sql`update message_deliveries set not_before = ${world.clock.now()} where attempts > 0`;
  await world.sql`update delivery_lanes set due_at = ${world.clock.now()} where due_at is not null`;
  await later(1_000);
  expect(heard()).toHaveLength(2);
  await later(2_000);
  expect(heard()[2]).toBe('Posted as #1. 2 of 3 delivered.');
  await later(3_000);
  expect(heard()).toHaveLength(3);
  for (let hours = 0; hours < 40; hours += 4) await later(4 * 3_600_000);
  expect(heard()[3]).toBe('Posted as #1. Delivered to 2 of 3; 1 could not be reached.');
  await later(3_600_000);
  expect(heard()).toHaveLength(4);
  expect(await world.sql`select from fanouts where completed_at is null`).toHaveLength(0);
});

test('by text message the author hears the end, once, also where a receipt never comes', async () => {
  const { later, heard } = await posted({
    members: { ben: 'sms', ana: 'telegram', diego: 'sms' },
    author: 'ben',
    away: [],
  });
  await later(0);
  await later(30 * 60_000);
  expect(heard()).toEqual(['Posted as #1. I tell you when it has arrived.']);
  await later(31 * 60_000);
  await later(60_000);
  expect(heard()).toEqual(['Posted as #1. I tell you when it has arrived.', '#1: Delivered to all 2.']);
});

test('two servers that report at the same moment say it once', async () => {
  const { world, worker, heard } = await posted({
    members: { ana: 'telegram', ben: 'telegram' },
    author: 'ana',
    away: [],
  });
  await worker.drain();
  const { sql, clock, newId, channels } = world;
  await Promise.all([1, 2].map(() => reportProgress({ sql, clock, newId, channels })));
  await worker.drain();
  expect(heard()).toEqual(['Posted as #1. 0 of 1 delivered.', 'Posted as #1. Delivered.']);
});
