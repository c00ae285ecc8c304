import { describe, expect, test } from 'vitest';
import { localBroadcast, redisBroadcast } from '../../../broadcast.ts';
import { silent } from '../../../domain/log.ts';
import { atEnd } from '../../support/atEnd.ts';
import { newClass } from '../../support/class.ts';
import { needsRedis } from '../../support/needs.ts';
import { startRedis } from '../../support/redis.ts';
import { newWorld } from '../../support/world.ts';
import { serveLive } from './support.ts';

const redisServer = needsRedis();
const id = '00000000-0000-4000-8000-00000000f00d';

async function opened() {
  const world = await newWorld({ channels: ['telegram'] });
  const school = await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram' } });
  return { world, olga: school.members.olga!, ana: school.members.ana! };
}

describe.skipIf(!redisServer)('two servers with one Redis', () => {
  test('tell programs of each other’s at once, and sign them out', async () => {
    const { world, olga, ana } = await opened();
    const { connect } = await startRedis(redisServer!);
    const redis = connect();
    const listening = async (own: string) => {
      const broadcast = redisBroadcast(connect(), { own, log: silent });
      atEnd(() => broadcast.stop());
      return broadcast;
    };
    const one = await serveLive(world, { broadcast: await listening('one') });
    const other = await serveLive(world, { broadcast: await listening('other') });
    await expect.poll(async () => (await redis.pubsub('NUMSUB', 'homeroom:news'))[1]).toBe(2);
    const olgas = await one.as(olga);
    const anas = await other.as(ana);
    await olgas.heard('user_status_changed');
    anas.send('typing_start');
    await olgas.heard('typing');
    anas.send('send_message', { id, content: 'Hello' });
    expect((await olgas.heard('message_received')).data.content).toBe('Hello');
    await world.sql`update account_sessions set revoked_at = ${world.clock.now()} where id = ${olgas.sessionId!}`;
    other.broadcast.tell({ kind: 'signedOut', sessionId: olgas.sessionId! });
    expect(await olgas.closed).toBe(4401);
  });
});

test('without Redis messages of another server are found within a second, each once', async () => {
  const { world, olga, ana } = await opened();
  const one = await serveLive(world, { broadcast: localBroadcast(silent) });
  const other = await serveLive(world, { broadcast: localBroadcast(silent) });
  const olgas = await one.as(olga);
  const anas = await other.as(ana);
  anas.send('send_message', { id, content: 'Hello' });
  await anas.heard('message_accepted');
  for (let seconds = 1; seconds <= 3; seconds++) {
    world.clock.advance(1_000);
    await olgas.heard('message_received');
  }
  expect(olgas.names().filter((event) => event === 'message_received')).toHaveLength(1);
});
