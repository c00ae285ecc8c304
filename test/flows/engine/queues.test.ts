import { expect, test } from 'vitest';
import type { Receipt } from '../../../domain/channel.ts';
import { queue } from '../../delivery/outbox.ts';
import { newClass } from '../../support/class.ts';
import { poisonous } from '../../support/poisonous.ts';
import { play } from '../../support/story.ts';
import { newWorld } from '../../support/world.ts';

/** A class of two on Telegram, nothing of which is in any queue. */
async function setUp() {
  const world = await newWorld({ channels: ['telegram', 'email'] });
  const { members } = await newClass(world, { members: { ana: 'telegram organizer', ben: 'email' } });
  /** Into which queues something was put while this was played. */
  const queuesOf = async (script: string) => {
    world.queues.length = 0;
    await play(world, script);
    return new Set(world.queues);
  };
  return { world, ana: members.ana!, queuesOf };
}

test('an answer is to be sent, and nothing else', async () => {
  const { queuesOf } = await setUp();
  expect(await queuesOf('ana> /forums\nana~')).toEqual(new Set(['deliveries']));
});

test('a post is to be planned, and so is what is taken back', async () => {
  const { queuesOf } = await setUp();
  expect(await queuesOf('ana> /announce The hall is free\nana~\nana> [Post it]\nana~\nben~')).toContain(
    'posts',
  );
  expect(await queuesOf('ana> /edit 1 The hall is ours\nana~\nben~')).toContain('posts');
  expect(await queuesOf('ana> /delete 1\nana~\nben~')).toContain('posts');
});

test('a post by a page or a program is to be planned as well', async () => {
  const { world, ana } = await setUp();
  const { membershipId } = ana;
  const act = { id: 'one', flow: 'posting', argument: 'The hall is free', correlationId: 'an act' };
  const answers = [{ state: 'confirming', answer: 'post' }];
  await world.engine.act({ ...act, membershipId, answers });
  expect(world.queues).toEqual(['posts']);
});

test('a picture is to be fetched', async () => {
  const { queuesOf } = await setUp();
  expect(await queuesOf('ana> (photo) the old gym\nana~')).toContain('files');
});

test('what arrived asks for nothing; what came back is sent again', async () => {
  const { world, queuesOf } = await setUp();
  await queuesOf('ana> /announce The hall is free\nana~\nana> [Post it]\nana~\nben~');
  const [sent] = await world.sql<{ providerId: string; account: string }[]>`
    select s.provider_id as "providerId", a.account from sent_messages s join addresses a on a.id = s.address_id
    where a.channel = 'email' and s.delivery_id is not null`;
  const told = async (news: Partial<Receipt>) => {
    // As if nobody had told of it yet.
    await world.sql`update sent_messages set status = null`;
    await world.sql`update message_deliveries set status = 'sent'`;
    world.queues.length = 0;
    const receipt = {
      ...{
        channel: 'email' as const,
        ...sent!,
        status: 'delivered' as const,
        providerCode: null,
        isStopped: false,
      },
      ...news,
    };
    await world.engine.receive([{ kind: 'receipt', receipt }], { correlationId: 'a receipt' });
    return world.queues;
  };
  expect(await told({ status: 'delivered' })).toEqual([]);
  expect(await told({ status: 'failed', failure: 'throttled' })).toEqual(['deliveries']);
});

test('what waited for a word on WhatsApp is to be sent with it, even if the word is a thumb', async () => {
  const world = await newWorld({ channels: ['telegram', 'whatsapp'] });
  const { members } = await newClass(world, { members: { ana: 'telegram', eva: 'whatsapp' } });
  const eva = { ...members.eva!, channel: 'whatsapp' as const };
  const thumb = { kind: 'reacted', emoji: '👍', messageId: 'wamid.1' } as const;
  await world.hear(world.phones.get('eva')!, thumb);
  expect(world.queues.splice(0)).toEqual([]);
  await queue(world, eva, 'Good morning', { status: 'held', reason: 'windowClosed' });
  await world.hear(world.phones.get('eva')!, thumb);
  expect(world.queues).toEqual(['deliveries']);
});

test('an apology is to be sent', async () => {
  const world = await newWorld({ moreFlows: [poisonous().flow] });
  await play(world, 'ana: telegram 9001\nana> /poison');
  expect(world.queues.splice(0)).toEqual([]);
  for (let n = 0; n < 12; n++) await world.later(5_000);
  expect(world.queues).toEqual(['deliveries']);
});
