import { describe, expect, test } from 'vitest';
import { addForum, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** Olga organizes and ties the group `gym`; Ana is in it as well, Ben texts, and Zed is nobody the class knows. */
async function tiedGroup(options: Parameters<typeof newWorld>[0] = {}) {
  const world = await newWorld(options);
  const school = await newClass(world, { members: { olga: 'organizer', ana: 'telegram', ben: 'sms' } });
  await play(
    world,
    `
    gym: telegram -1001
    zed: telegram 9009
    olga> (in gym) /mirror@homeroom_bot
    gym< This group is tied to the forum General: …
    `,
  );
  return { world, school };
}

describe('a group that is tied to a forum', () => {
  test('carries what members say there to everybody else, and back, with replies', async () => {
    const { world } = await tiedGroup();
    await play(
      world,
      `
      ana> (in gym) Dinner on Friday?
      olga< Ana · #1 | Dinner on Friday?
      ben< Ana: Dinner on Friday? | Answer: REPLY 1: your words
      ben> REPLY 1: I am in
      ben~
      gym< (replying to: Dinner on Friday?) Ben | I am in
      ana~
      olga~
      olga> (in gym) (replies to I am in) Great, Ben
      ana~
      ben< Olga (answering you, #2): Great, Ben | Answer: REPLY 3: your words
      ana> (in gym) (edits Dinner on Friday) Dinner on Saturday?
      olga< (edited) Ana · #1 | Dinner on Saturday?
      ben< Ana corrected #1: Dinner on Saturday? …
      `,
    );
    // Nothing that was said in the group came back to it.
    expect(world.phones.get('gym')!.news).toEqual([]);
  });

  test('holds what strangers say until an organizer decides, and asks once', async () => {
    const { world } = await tiedGroup();
    await play(
      world,
      `
      zed> (in gym) Buy my watches
      olga< In the group of Lincoln High somebody I do not know, zed, said (1): | “Buy my watches” [Carry it on] [Leave it there]
      zed> (in gym) Cheap!
      olga> [Leave it there]
      olga< It stays in the group.
      zed> (in gym) I was in your class, really
      olga< In the group of Lincoln High…“I was in your class, really” [Carry it on] [Leave it there]
      olga> [Carry it on]
      olga< Carried on in your name.
      ana< Olga · #1 | zed: I was in your class, really
      ben~
      olga> /carry 3
      olga< That was decided already.
      `,
    );
  });

  test('stays tied when Telegram makes a supergroup of it', async () => {
    const { world } = await tiedGroup();
    await play(
      world,
      `
      gym: telegram -1001
      hall: telegram -100777
      olga> (in gym) (moves to -100777)
      ana> (in hall) We are many now
      ben< Ana: We are many now | Answer: REPLY 1: your words
      olga~
      ben> REPLY 1: Indeed
      ben~
      ana~
      olga~
      hall< (replying to: We are many now) Ben | Indeed
      ana> (in gym) Is anybody left?
      `,
    );
  });

  test('keeps what waits for an organizer when Telegram makes a supergroup of it', async () => {
    const { world } = await tiedGroup();
    await play(
      world,
      `
      hall: telegram -100777
      zed> (in gym) I was in your class, really
      olga< In the group of Lincoln High… [Carry it on] [Leave it there]
      olga> (in gym) (moves to -100777)
      olga> [Carry it on]
      olga< Carried on in your name.
      ana< Olga · #1 | zed: I was in your class, really
      ben~
      hall< Olga | zed: I was in your class, really
      `,
    );
  });

  test('leaves a supergroup tied when the group it was before never was', async () => {
    const { world } = await tiedGroup();
    await play(
      world,
      `
      gym: telegram -1001
      yard: telegram -1002
      olga> (in yard) (moves to -1001)
      ana> (in gym) Still here?
      ben< Ana: Still here? | Answer: REPLY 1: your words
      olga~
      `,
    );
  });

  test('stays tied as it was tied anew where the news of the move comes late', async () => {
    const { world, school } = await tiedGroup();
    await addForum(world, school, 'Trips');
    await play(
      world,
      `
      hall: telegram -100777
      olga> (in hall) /mirror Trips
      hall< This group is tied to the forum Trips: …
      olga> (in gym) (moves to -100777)
      `,
    );
    expect(
      await world.sql`
        select f.name from mirrors r join forums f on f.id = r.forum_id where r.ended_at is null`,
    ).toEqual([{ name: 'Trips' }]);
  });

  test('is not taken by an organizer of another class', async () => {
    const { world, school } = await tiedGroup();
    await newClass(world, { name: 'Roosevelt High', members: { mia: 'organizer' } });
    await play(
      world,
      `
      mia> (in gym) /mirror
      gym< Only organizers…
      mia> (in gym) /mirror off
      gym< Only organizers…
      `,
    );
    expect(await world.sql`select community_id from mirrors where ended_at is null`).toEqual([
      { community_id: school.communityId },
    ]);
  });

  test('is tied and untied by organizers alone', async () => {
    const { world } = await tiedGroup();
    await play(
      world,
      `
      ana> (in gym) /mirror off
      gym< Only organizers can do that, …
      zed> (in gym) /mirror
      gym< Only organizers…
      olga> (in gym) /mirror Trips
      gym< There is no forum called Trips.
      olga> (in gym) /mirror off
      gym< This group is on its own again.
      ana> (in gym) Anybody there?
      olga> (in gym) /mirror off
      gym< This group is tied to no forum.
      `,
    );
    expect(await world.sql`select act from audit_log order by id`).toEqual([
      { act: 'mirror.made' },
      { act: 'mirror.ended' },
    ]);
  });

  test('says what to change where the bot hears only commands', async () => {
    const world = await newWorld({ readsGroups: false });
    await newClass(world, { members: { olga: 'organizer' } });
    await play(
      world,
      `
      gym: telegram -1001
      olga> (in gym) /mirror
      gym< This group is tied to the forum General: … | I hear only commands here yet: send /setprivacy to @BotFather, …
      olga> /mirror
      olga< Add me to the group, and write /mirror there, … | I hear only commands here yet: …
      `,
    );
  });
});

test('of what is said in a group that is tied to nothing nothing is kept but that it was', async () => {
  const world = await newWorld();
  await newClass(world, { members: { ana: 'telegram' } });
  await play(world, 'pub: telegram -1009\nana> (in pub) a secret\nana> hello\nana~');
  expect(await world.sql`select reason, sealed is null as "isGone" from inbox order by id`).toEqual([
    { reason: 'noMirror', isGone: true },
    { reason: 'start', isGone: false },
  ]);
});

describe('a group that the bot was put out of', () => {
  const post = 'ben> POST Hello\nben~\nben> 1\nben~\nana~\nolga~';

  test.each([
    ['taken in again', 'olga> (in gym) (unblocks)'],
    ['something is said there', 'ana> (in gym) we are back\nben~\nolga~'],
    ['it is tied again', 'olga> (in gym) /mirror\ngym< This group is tied to the forum General: …'],
  ])('gets nothing, and everything again once the bot is %s', async (_, again) => {
    const { world } = await tiedGroup();
    await play(world, `olga> (in gym) (blocks)\n${post}`);
    await play(world, `${again}\n${post}\ngym< Ben | Hello`);
  });
});
