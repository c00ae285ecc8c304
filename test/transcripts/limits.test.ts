import { expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

/** Ana posts so often, and nobody looks. */
async function posts(world: World, times: number, from = 1): Promise<void> {
  for (let n = from; n < from + times; n++)
    await play(world, `ana> Line ${n}\nana~\nana> [Post it]\nana~\nben~`);
}

async function twoMembers(channels = 'telegram') {
  const world = await newWorld();
  const school = await newClass(world, {
    name: 'Lincoln 98',
    members: { ana: `${channels} organizer`, ben: 'telegram' },
  });
  return { world, school };
}

test('the twenty-first post of an hour is kept, and goes out when there is room', async () => {
  const { world } = await twoMembers();
  await posts(world, 19);
  await play(world, '--- 20 minutes');
  await posts(world, 1, 20);
  await play(
    world,
    `
    ana> Dinner on Friday?
    ana~
    ana> [Post it]
    ana< Posted as #21. That was a lot within an hour, so it goes out in 40 minutes. /delete 21 takes it back.
    ben> /status
    ben~
    --- 39 minutes
    --- 1 minute
    ana< (edited) Posted as #21. Delivered…
    ben< Ana · #21 | Dinner on Friday?
    `,
  );
});

test('until then it can be changed, and taken back', async () => {
  const { world } = await twoMembers();
  await posts(world, 22);
  await play(
    world,
    `
    ana> /edit 21 Dinner on Saturday!
    ana~
    ana> /delete 22
    ana~
    --- 60 minutes
    ben< Ana · #21 | Dinner on Saturday!
    ana~
    `,
  );
});

test('what would wait longer than an hour is not taken, and says so', async () => {
  const { world } = await twoMembers();
  await posts(world, 40);
  await play(
    world,
    `
    ana> One more
    ana~
    ana> [Post it]
    ana< As many of your posts as go out in an hour are waiting already, so I did not take this one. …
    `,
  );
  await world.later(3_600_000);
  // Twenty come at once: they were to go at the same moment.
  expect(world.phones.get('ben')!.news).toHaveLength(20);
});

test('replies and what an organizer announces do not wait', async () => {
  const { world } = await twoMembers();
  await posts(world, 20);
  await play(
    world,
    `
    ben> Hello
    ben~
    ben> [Post it]
    ben~
    ana~
    ana> /reply 21 Hello Ben
    ana< Sent as #22, answering Ben. …
    ana~
    ben~
    ana> /announce The hall burns
    ana~
    ana> [Post it]
    ana< Posted as #23. 0 of 1 delivered.
    ana~
    ben~
    `,
  );
});

test('/why says of a post that waits when it goes', async () => {
  const { world } = await twoMembers();
  await posts(world, 21);
  await play(world, 'ana> /why 21\nana< #21 goes out in 60 minutes: that was a lot within an hour.');
});

test('what a member says in a mirrored group beyond the limit is told to them alone, once', async () => {
  const world = await newWorld({ limits: { messages: { points: 3, seconds: 3_600 } } });
  await newClass(world, { name: 'Lincoln 98', members: { ana: 'telegram organizer', ben: 'telegram' } });
  await play(world, 'gym: telegram -1001\nana> (in gym) /mirror\ngym~\nana~');
  for (let n = 0; n < 3; n++) await play(world, `ben> (in gym) Line ${n}\nana~`);
  await play(
    world,
    `
    ben> (in gym) Line 4
    ben< You wrote me 3 messages within an hour; …
    ben> (in gym) Line 5
    ben> (in gym) Line 6
    `,
  );
});
