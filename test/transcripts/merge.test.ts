import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** Olga organizes; Ben came twice: by text message, and as Benjamin on Telegram. */
async function twiceBen() {
  const world = await newWorld();
  const school = await newClass(world, {
    members: { olga: 'organizer', ben: 'sms', benjamin: 'telegram', carla: 'telegram' },
  });
  await play(world, 'ben> POST Hello\nben~\nben> 1\nben~\nolga~\nbenjamin~\ncarla~');
  return { world, school };
}

describe('two records of one person', () => {
  test('become one on both channels; what either wrote is theirs, and it can be undone', async () => {
    const { world } = await twiceBen();
    await play(
      world,
      `
      olga> /merge 2 into 3
      olga< Ben (1998), #2 and Benjamin (1998), #3 are the same person? … [Yes] [No]
      olga> [Yes]
      olga< Ben (1998), #2 is part of Benjamin (1998), #3 now. … [Undo it]
      benjamin< Your organizer found two records of you, Benjamin, and made one of them: Ben (1998), #2 and Benjamin (1998), #3. Are both you? [Yes, both] [No, make them two]
      ben< Your organizer found two records of you, Ben, and made one of them: … Are both you? | Answer BOTH YES or BOTH NO.
      carla> Who has photos?
      carla~
      carla> [Post it]
      carla~
      olga~
      benjamin< Carla · #2 | Who has photos?
      ben> STATUS
      ben< …Benjamin…
      olga> [Undo it]
      olga< Ben (1998), #2 is a member of their own again.
      ben< Your organizer made you a member of your own again, Ben: …
      carla> And names?
      carla~
      carla> [Post it]
      carla~
      olga~
      benjamin~
      ben< Carla: And names? | Answer: REPLY 2: your words
      ben> DELETE 1
      ben< #1 is taken back…
      olga~
      benjamin~
      carla~
      `,
    );
    const acts = await world.sql<{ act: string }[]>`select act from audit_log order by id`;
    expect(acts.map(({ act }) => act)).toEqual(['member.merged', 'member.unmerged']);
  });

  test('stay two where that is not for this organizer to say', async () => {
    const { world, school } = await twiceBen();
    await newClass(world, { name: 'Chess club', members: { ben: 'sms' } });
    await world.sql`insert into operators (person_id, created_at) values (${school.members.carla!.personId}, now())`;
    await play(
      world,
      `
      olga> /merge
      olga< Write the two numbers that /members shows, …
      olga> /merge 2 2
      olga< Write the two numbers…
      olga> /merge 2 99
      olga< Both have to be active members. …
      olga> /merge 2 3
      olga< Ben (1998), #2 is in another community too, …
      olga> /merge 3 2
      olga< Ben (1998), #2 is in another community too, …
      olga> /merge 3 4
      olga< Carla (1998), #4 looks after Homeroom as a whole. …
      olga> /merge 1 3
      olga< Olga (1998), #1 looks after the class. …
      olga> /unmerge 3
      olga< That number is part of nobody.
      carla> /merge 2 3
      carla< …organizers…
      `,
    );
  });
});
