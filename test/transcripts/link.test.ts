import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const anaShowsCode = `
  ana> /link
  ana< Within 15 minutes write LINK {code=\\S+} to me from your other channel: | SMS: +15005550006 | …
`;

describe('linking', () => {
  test('makes a second channel the same person’s, who then chooses it', async () => {
    const world = await newWorld();
    const { members } = await newClass(world, { members: { olga: 'organizer', ana: 'telegram' } });
    const values = await play(
      world,
      `
      anaphone: sms +14155550102
      ${anaShowsCode}
      `,
    );
    await play(
      world,
      `
      anaphone> LINK {code}
      anaphone< You are Ana here too now. …
      ana< You are linked with SMS now. If that was not you, write /unlink at once.
      ana> /settings
      ana~
      ana> [Channel]
      ana< … [SMS] [Telegram]
      ana> [SMS]
      ana~
      ana> [Done]
      ana~
      olga> /post Hello
      olga~
      olga> [Post it]
      olga~
      anaphone< Olga: Hello …
      `,
      values,
    );
    const rows = await world.sql`
      select distinct person_id, sealed_for_person as sealed from addresses where person_id = ${members.ana!.personId}`;
    expect(rows).toEqual([{ person_id: members.ana!.personId, sealed: true }]);
  });

  test('by a code that is wrong, used or too old is refused with a sentence', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram' } });
    const values = await play(
      world,
      `
      anaphone: sms +14155550102
      other: sms +14155550103
      anaphone> LINK AAAA-AAAA
      anaphone< I do not know this code, or it is too old. Write LINK where your class knows you for a new one. …
      ${anaShowsCode}
      `,
    );
    await play(
      world,
      `
      anaphone> LINK {code}
      anaphone~
      ana~
      other> LINK {code}
      other< I do not know this code…
      anaphone> LINK {code}
      anaphone< I do not know this code…
      `,
      values,
    );
    const late = await play(world, anaShowsCode);
    await world.later(16 * 60_000);
    await play(world, 'other> LINK {code}\nother< I do not know this code…', late);
  });

  test('tells a stranger where to begin, and a member that they are a member already', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
    const values = await play(
      world,
      `
      eva: telegram 9009
      eva> /link
      eva< Write this where your class knows you already: there I show you a code to type here.
      ${anaShowsCode}
      `,
    );
    await play(
      world,
      `
      ben> LINK {code}
      ben< Somebody is a member from here already. If both are you, ask an organizer to make you one.
      `,
      values,
    );
  });

  test('speaks Spanish', async () => {
    const world = await newWorld();
    await newClass(world, { members: { carla: 'telegram es' } });
    const values = await play(
      world,
      `
      fono: sms +14155550102 es
      carla> /vincular
      carla< En los próximos 15 minutos escríbeme LINK {code=\\S+} desde tu otro canal: …
      `,
    );
    await play(world, 'fono> VINCULAR {code}\nfono< Ahora también aquí eres Carla. …\ncarla~', values);
  });
});

describe('unlinking', () => {
  test('takes a channel away, and prefers what is left', async () => {
    const world = await newWorld();
    const { members } = await newClass(world, { members: { ana: 'telegram' } });
    const values = await play(world, `anaphone: sms +14155550102\n${anaShowsCode}`);
    await play(
      world,
      `
      anaphone> LINK {code}
      anaphone~
      ana~
      anaphone> UNLINK
      anaphone< Which one shall no longer be you? [Telegram] [None]
      anaphone> 1
      anaphone< Done: that is not you any more.
      ana> /status
      ana< I do not know you yet. …
      `,
      values,
    );
    const [place] = await world.sql`
      select preferred_channel as channel from memberships where id = ${members.ana!.membershipId}`;
    expect(place!.channel).toBe('sms');
  });

  test('of the only channel, of none, cancelled, and of one that is gone', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram' } });
    const values = await play(
      world,
      `
      anaphone: sms +14155550102
      ana> /unlink
      ana< I know you only here. /leave takes you out of your class.
      ${anaShowsCode}
      `,
    );
    await play(
      world,
      `
      anaphone> LINK {code}
      anaphone~
      ana~
      ana> /unlink
      ana< Which one shall no longer be you? [SMS +14•••••••02] [None]
      ana> [None]
      ana~
      ana> /unlink
      ana~
      ana> /cancel
      ana~
      ana> /unlink
      ana~
      anaphone> UNLINK
      anaphone~
      anaphone> 1
      anaphone< Done: that is not you any more.
      `,
      values,
    );
  });
});
