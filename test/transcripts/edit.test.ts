import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

/** Ana posts; what everybody hears of it is left out. */
async function anaPosts(world: World, words: string) {
  await play(world, `ana> ${words}\nana~`);
  await play(world, `ana> [Post it]\n${[...world.phones.keys()].map((name) => `${name}~`).join('\n')}`);
}

const everybody = {
  ana: 'telegram',
  ben: 'sms',
  carla: 'telegram',
  diego: 'sms es',
  olga: 'telegram organizer',
};

describe('a message that its author edits', () => {
  test('changes on every screen that can change, and is told anew by SMS', async () => {
    const world = await newWorld();
    await newClass(world, { members: everybody });
    await anaPosts(world, 'Dinner on Friday');
    await play(
      world,
      `
      ana> (edits Dinner) Dinner on Saturday
      ana< #1 is changed. 2 who had it by SMS get the new words as another text.
      ben< Ana corrected #1: Dinner on Saturday | Answer: REPLY 1: your words
      carla< (edited) Ana · #1 | Dinner on Saturday
      diego< Ana corrigió #1: Dinner on Saturday | Contesta: REPLY 1: tus palabras
      olga< (edited) Ana · #1 | Dinner on Saturday
      ben> REPLY 1: I am in
      ben~
      ana< (replying to: Dinner on Friday) …
      carla< (replying to: Ana · #1) …
      diego~
      olga~
      `,
    );
  });

  test('may have come with a command, or as a reply', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', carla: 'telegram' } });
    await play(
      world,
      `
      ana> /post Hello
      ana~
      ana> [Post it]
      ana~
      carla~
      ana> (edits Hello) /post Hello all
      ana< #1 is changed.
      carla< (edited) Ana · #1 | Hello all
      carla> (replies to Hello all) Hi
      carla~
      ana~
      carla> (edits Hi) Hi Ana
      carla< #2 is changed.
      ana< (edited) …Hi Ana
      `,
    );
  });

  test('gets its new words at once where it had not left yet', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
    await anaPosts(world, 'First words');
    await world.sql`update message_deliveries set status = 'queued' where kind = 'post'`;
    await world.sql`delete from sent_messages where delivery_id in (select id from message_deliveries where kind = 'post')`;
    await play(
      world,
      `
      ana> /edit 1 Second words
      ana< #1 is changed.
      `,
    );
    await world.sql`update delivery_lanes set due_at = ${world.clock.now()} where lane = 'post'`;
    await world.settle();
    await play(world, 'ben< Ana: Second words …');
  });
});

describe('/edit', () => {
  test('works by number on both channels, and for one’s own messages only', async () => {
    const world = await newWorld();
    await newClass(world, { members: everybody });
    await anaPosts(world, 'Dinner on Friday');
    await play(
      world,
      `
      ben> EDIT 1 Dinner never
      ben< Only who wrote a message can change it.
      olga> /edit 1 Dinner never
      olga< Only who wrote a message can change it.
      ana> /edit 1
      ana< Put the number and the new words behind it, for example: /edit 12 …
      ana> /edit 9 What
      ana< I do not find a message with that number for you. …
      ben> EDITAR
      ben< Put the number and the new words behind it, for example: EDIT 12 …
      ana> /edit 1 ${'x'.repeat(4_001)}
      ana< …
      ana> /delete 1
      ana~
      carla~
      olga~
      ana> /edit 1 Too late
      ana< That message has been taken back.
      `,
    );
  });

  test('by SMS changes what a texter wrote', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ben: 'sms', carla: 'telegram' } });
    await play(world, 'ben> Lost my keys\nben~');
    await play(world, 'ben> 1\nben~\ncarla~');
    await play(
      world,
      `
      ben> EDIT 1 Lost my keys at the gym
      ben< #1 is changed.
      carla< (edited) Ben · #1 | Lost my keys at the gym
      `,
    );
    const [message] = await world.sql`select text, edited_at is not null as edited from messages`;
    expect(message).toMatchObject({ text: 'Lost my keys at the gym', edited: true });
  });
});

test('what was typed in a conversation, not posted, is not changed by editing it', async () => {
  const world = await newWorld();
  await newClass(world, { members: { ana: 'telegram' } });
  await play(
    world,
    `
    ana> /status
    ana~
    ana> (edits status) /statu
    ana< …
    `,
  );
});
