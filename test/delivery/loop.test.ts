import { expect, test } from 'vitest';
import { startPlanning } from '../../delivery/loop.ts';
import { silent } from '../../domain/log.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

test('planning begins when woken, and the outbox is announced', async () => {
  const world = await newWorld();
  const { sql, clock, newId, accounts, countSegments, channels } = world;
  await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
  await play(world, 'ana> Hello\nana~');
  const said = { kind: 'text' as const, text: '1', replyTo: null };
  await world.engine.receive([world.inboundOf(world.phones.get('ana')!, said, '9001')], {
    correlationId: 'x',
  });
  const announced = new Promise<void>((resolve) => {
    const planning = startPlanning(
      { sql, clock, newId, accounts, countSegments, channels, log: silent },
      () => {
        resolve();
        void planning.stop();
      },
    );
    planning.wake();
  });
  await announced;
  expect(await sql`select kind, status from message_deliveries where kind = 'post'`).toEqual([
    { kind: 'post', status: 'queued' },
  ]);
});
