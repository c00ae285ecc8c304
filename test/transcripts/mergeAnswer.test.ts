import { expect, test } from 'vitest';
import { findActor } from '../../db/actors.ts';
import { newClass } from '../support/class.ts';
import { everyChannel } from '../support/everyChannel.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

/** Olga organizes and makes Ben (text messages) part of Ana (Telegram), who is somebody else; or is she? */
async function merged() {
  const world = await newWorld({ channels: everyChannel });
  const school = await newClass(world, {
    members: { olga: 'organizer', ben: 'sms', ana: 'telegram' },
  });
  await play(
    world,
    `
    ben> POST The owls of Ben
    ben~
    ben> 1
    ben~
    olga~
    ana~
    olga> /merge 2 into 3
    olga~
    olga> [Yes]
    olga~
    ana~
    ben~
    `,
  );
  return { world, school };
}

const exported = ({ kept }: World) => [...kept.files.values()].join();
const begun = 'I am gathering all that I keep about you. …';
const first = 'First tell me: your organizer made one of two records, Ben (1998), #2 and Ana (1998), #3. …';

test('an organizer’s word brings nobody what is kept of another', async () => {
  const { world } = await merged();
  await play(
    world,
    `
    ana> /mydata
    ana< ${first} [Yes, both] [No, make them two]
    ana> [Yes, both]
    ana< Thank you. I asked on the other one’s channel too; …
    ana> /mydata
    ana< ${first} …
    ana> [No, make them two]
    ana< Thank you for telling me: Ben (1998), #2 and Ana (1998), #3 are two again.
    olga< One of them says that Ben (1998), #2 and Ana (1998), #3 are not the same person: …
    ana> /mydata
    ana< ${begun}
    ana< (document homeroom.txt) …
    `,
  );
  expect(exported(world)).not.toContain('owls');
  expect(exported(world)).not.toContain(world.phones.get('ben')!.identifier);
});

test('nor does it destroy what is kept of another, and they take back what they wrote meanwhile', async () => {
  const { world } = await merged();
  await play(
    world,
    `
    ben> POST And their nest
    ben~
    ben> 1
    ben~
    olga~
    ana> /post I am Ana
    ana~
    ana> [Post it]
    ana~
    ben~
    olga~
    ana> /forget me
    ana< ${first} …
    ana> /both no
    ana~
    olga~
    ana> /forget me
    ana~
    ana> [Yes, forget me]
    ana~
    ana> [Forget me for good]
    ana< Receipt of … the words and files of 1 message, …
    --- 11 minutes
    `,
  );
  const left = await world.sql`
    select s.text, p.name from messages s join memberships m on m.id = s.author_id join people p on p.id = m.person_id
    order by s.id`;
  expect(left).toEqual([
    { text: 'The owls of Ben', name: 'Ben' },
    { text: 'And their nest', name: 'Ben' },
    { text: '', name: 'A former member' },
  ]);
  await play(world, `ben> STATUS\nben< …Ben…`);
});

test('whoever is merged into somebody else, and says yes alone, gets nothing of theirs', async () => {
  const { world } = await merged();
  await play(
    world,
    `
    ben> BOTH YES
    ben< Thank you. I asked on the other one’s channel too; …
    ben> MYDATA
    ben< ${first} …
    ben> FORGET ME
    ben< ${first} …
    `,
  );
  expect(await world.sql`select from exports`).toEqual([]);
});

test('a channel that the merged one adds speaks for no other side', async () => {
  const { world } = await merged();
  const { code } = await play(
    world,
    'ben> BOTH YES\nben~\nben> LINK\nben< Within 15 minutes write LINK {code=\\S+} to me from your other channel: | …',
  );
  await play(
    world,
    `
    benweb: telegram 555
    benweb> /link ${code}
    benweb~
    ben~
    benweb> /both yes
    benweb< Thank you. I asked on the other one’s channel too; …
    ana> [No, make them two]
    ana~
    olga~
    benweb> /status
    benweb< …Ben…
    `,
  );
});

test('once both say that they are one, they are it in everything', async () => {
  const { world } = await merged();
  await play(
    world,
    `
    ben> BOTH YES
    ben~
    ana> [Yes, both]
    ana< Thank you: they are one in everything now.
    ana> /both yes
    ana< Nobody asks that about you now.
    ana> /mydata
    ana< ${begun}
    ana< (document homeroom.txt) …
    `,
  );
  expect(exported(world)).toContain('The owls of Ben');
  expect(exported(world)).toContain(world.phones.get('ben')!.identifier);
});

test('a third record waits until both have answered', async () => {
  const world = await newWorld({ channels: everyChannel });
  await newClass(world, { members: { olga: 'organizer', ben: 'sms', ana: 'telegram', carla: '' } });
  await play(
    world,
    `
    olga> /merge 2 into 3
    olga~
    olga> [Yes]
    olga~
    ana~
    ben~
    olga> /merge 4 into 3
    olga< Ana (1998), #3 was made one with another record, …
    `,
  );
});

test('a merge between the asking and the gathering brings nothing', async () => {
  const world = await newWorld({ channels: everyChannel });
  const school = await newClass(world, { members: { olga: 'organizer', ben: 'sms', ana: 'telegram' } });
  const { ana, ben } = school.members;
  const at = world.clock.now();
  await world.sql`
    insert into exports (id, person_id, address_id, community_id, not_before, correlation_id, created_at)
    values (${world.newId()}, ${ana!.personId}, ${ana!.addressId}, ${school.communityId}, ${at}, 'c', ${at})`;
  await world.sql`
    insert into merges (id, community_id, kept_id, merged_id, address_ids, message_ids, created_at)
    values (${world.newId()}, ${school.communityId}, ${ana!.membershipId}, ${ben!.membershipId},
      array[${ben!.addressId}::uuid], '{}', ${at})`;
  await world.settle();
  await play(world, 'ana< Sorry, I could not gather it…');
  expect(world.kept.files.size).toBe(0);
});

test('until then neither takes a channel of the other one away, whose word would be lost with it', async () => {
  const { world } = await merged();
  await play(
    world,
    `
    ana> /unlink
    ana< I know you only here. …
    ben> UNLINK
    ben< I know you only here. …
    ben> BOTH YES
    ben~
    ana> [Yes, both]
    ana~
    ana> /unlink
    ana< Which one shall no longer be you? [SMS …] [None]
    `,
  );
});

test('saying no brings nobody back who was suspended or removed as both', async () => {
  for (const act of ['suspend', 'remove']) {
    const { world, school } = await merged();
    await play(
      world,
      `
      olga> /${act} 3
      olga~
      olga> [Yes]
      olga~
      ana~
      ben~
      `,
    );
    await play(
      world,
      `
      ben> BOTH NO
      ben~
      olga< One of them says that Ben (1998), #2 and Ana (1998), #3 are not the same person: they are two again. Both were suspended or gone meanwhile: Ben (1998), #2 stays suspended until you lift that.
      `,
    );
    const [ben] =
      await world.sql`select status from memberships where id = ${school.members.ben!.membershipId}`;
    expect([act, ben]).toEqual([act, { status: 'suspended' }]);
  }
});

test('what is written by a page or a program stays with the record it is signed in to', async () => {
  const { world, school } = await merged();
  const { ana } = school.members;
  const actor = await findActor(world.sql, ana!.membershipId);
  expect(actor!.addressId).toBe(ana!.addressId);
});

test('the button of an earlier question says yes to no other merge', async () => {
  const world = await newWorld({ channels: everyChannel });
  const members = { olga: 'organizer', ben: 'telegram', ana: 'telegram', carla: 'telegram' };
  await newClass(world, { members });
  const merge = (into: number) => `olga> /merge 2 into ${into}\nolga~\nolga> [Yes]\nolga~\nben~`;
  await play(world, `${merge(3)}\nana~\nolga> /unmerge 2\nolga~\nben~`);
  const [yes] = world.phones.get('ben')!.screen.flatMap(({ choices }) => choices);
  expect(yes!.data).toMatch(/:both yes 2 3$/);
  await play(world, `${merge(4)}\ncarla~`);
  await play(
    world,
    `
    ben> /both yes 2 3
    ben< First tell me: your organizer made one of two records, Ben (1998), #2 and Carla (1998), #4. …
    ben> [Yes, both]
    ben< Thank you. …
    `,
  );
});
