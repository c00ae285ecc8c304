import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

describe('invites', () => {
  test('are made, limited, used up and taken back by organizers', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'telegram organizer', ben: 'sms' } });
    await play(
      world,
      `
      ben> INVITE
      ben< There is no open invite for Lincoln High just now. An organizer can make one.
      ben> INVITE NEW
      ben< Only organizers make invites and take them back.
      olga> /invite
      olga< There is no open invite for Lincoln High just now. An organizer can make one. | /invite NEW makes another, /invite 5 one for five people, /invite REVOKE CODE takes one back.
      olga> /invite 1
      olga< Here is a new invite. | Whoever has this may ask to join Lincoln High: https://t.me/homeroom_bot?start={code=\\S{9}} | By text message they write JOIN … Used 0 times of 1.
      olga> /invite 0
      olga< An invite can be for 1 to 10,000 people.
      ben> INVITE
      ben< Whoever has this may ask to join Lincoln High: …{code}…
      gus: telegram 77
      gus> /start {code}
      gus< Welcome! You are about to join Lincoln High. …
      olga> /invite revoke {code}
      olga< The invite {code} is taken back; nobody can use it any more.
      olga> /invite revoke {code}
      olga< There is no open invite {code} in Lincoln High.
      eva: sms +14155558888
      eva> JOIN {code}
      eva< This invite has been taken back. Ask the organizer of your class for a new one.…
      `,
    );
  });
});

describe('members', () => {
  test('are listed and searched', async () => {
    const world = await newWorld();
    await newClass(world, {
      members: {
        olga: 'telegram organizer Blue',
        ana: 'telegram',
        ben: 'sms',
        sam: 'sms suspended',
        pia: 'sms pending',
      },
    });
    await play(
      world,
      `
      ben> MEMBERS
      ben< Lincoln High has 4 members: | 1 Olga, 1998 Blue, organizer | 2 Ana, 1998 | 3 Ben, 1998 | 4 Sam, 1998, suspended
      ana> /members OL
      ana< 1 member of Lincoln High match “OL”: | 1 Olga, 1998 Blue, organizer
      ana> /members 3
      ana< 1 member of Lincoln High match “3”: | 3 Ben, 1998
      ana> /members zoe
      ana< Nobody in Lincoln High is called “zoe”.
      `,
    );
  });

  test('more than fit are said to be more', async () => {
    const world = await newWorld();
    const many = Object.fromEntries(Array.from({ length: 23 }, (_, n) => [`m${n}x`, 'telegram']));
    await newClass(world, { members: { olga: 'sms organizer', ...many } });
    await play(
      world,
      'olga> MEMBERS\nolga< Lincoln High has 24 members: … and 4 more. Search with MEMBERS and part of a name.',
    );
  });
});

describe('what organizers do to members', () => {
  test('promoting and demoting, by number and by name', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram', anabel: 'sms' } });
    await play(
      world,
      `
      olga> /promote 2
      ana< You are an organizer of Lincoln High now. /help shows what you can do.
      olga< Ana is an organizer now.
      olga> /promote Ana
      olga< That is so already.
      olga> /demote ana
      ana< You are no longer an organizer of Lincoln High; you stay a member.
      olga< Ana is a member now, no longer an organizer.
      olga> /demote 1
      olga< That is the last organizer; make somebody else one first.
      olga> /promote
      olga< Who do you mean? Write their number (see /members) or their name.
      olga> nobody at all
      olga< I find nobody like that in Lincoln High. … | Who do you mean? Write their number (see /members) or their name.
      olga> na
      olga< Several match. Whom do you mean? [Ana] [Anabel]
      olga> [Anabel]
      anabel< You are an organizer of Lincoln High now. MENU shows what you can do.
      olga< Anabel is an organizer now.
      `,
    );
    const acts = await world.sql`select act from audit_log order by id`;
    expect(acts.map(({ act }) => act)).toEqual(['member.promote', 'member.demote', 'member.promote']);
  });

  test('suspending and lifting: what is suspended hears and says nothing', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'sms organizer', ana: 'telegram', ben: 'telegram' } });
    await play(
      world,
      `
      olga> SUSPEND 2
      olga< Suspend Ana? They get nothing and can write nothing until you lift it. [Yes] [No]
      olga> no
      olga< All right, nothing changed.
      olga> SUSPEND ana
      olga< Suspend Ana? …
      olga> 1
      ana< Your place in Lincoln High is suspended for now. An organizer can lift that.
      olga< Ana is suspended.
      ana> Hello all
      ana< Your place in Lincoln High is suspended. An organizer can lift that.
      ben> Anybody there?
      ben~
      ben> [Post it]
      ben~
      olga~
      olga> LIFT 2
      ana< You are back in Lincoln High. Welcome!
      olga< Ana is back.
      `,
    );
  });

  test('removing ends it all; nobody acts on themselves', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram es', ben: 'sms' } });
    await play(
      world,
      `
      olga> /remove 1
      olga< Remove Olga from Lincoln High? … [Yes] [No]
      olga> [Yes]
      olga< You cannot do that to yourself. To go, use /leave.
      olga> /remove 2
      olga< Remove Ana from Lincoln High? …
      olga> [Yes]
      ana< Quien organiza te quitó de Lincoln High. No llegará nada más de allí.
      olga< Ana is removed.
      ana> hola
      ana< ¡Hola! Conecto a antiguos compañeros de clase…
      `,
    );
  });
});

describe('forums', () => {
  test('are listed by members and made by organizers', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'telegram organizer', ben: 'sms' } });
    await play(
      world,
      `
      ben> FORUM
      ben< Lincoln High has 1 forum: General.
      ben> FORUM Photos
      ben< Only organizers make forums.
      olga> /forum Photos
      olga< The forum Photos is there, and everybody is in it. When you post, I ask where it should go.
      olga> /forum photos
      olga< There is a forum of that name already.
      olga> /forum ${'x'.repeat(80)}
      olga< Please keep the name to 60 characters.
      ben> Who has a picture of the trip?
      ben< Where should it go? [General] [Photos]
      ben> 2
      ben< This goes to 1 classmate in … Photos… [Post it] [Change it] [Leave it]
      `,
    );
  });
});

describe('leaving', () => {
  test('a member leaves, or stays', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'telegram organizer', ben: 'sms', ana: 'telegram es' } });
    await play(
      world,
      `
      ben> LEAVE
      ben< Leave Lincoln High? Nothing more comes from there, and to come back you need an invite and your classmates’ word again. [Leave] [Stay]
      ben> EXIT
      ben< Good, you stay.
      ben> LEAVE
      ben< Leave Lincoln High? …
      ben> 2
      ben< Good, you stay.
      ben> LEAVE
      ben< Leave Lincoln High? …
      ben> 1
      ben< You have left Lincoln High. All the best!
      ben> hello
      ben< Hello! I connect old schoolmates…
      ana> /leave
      ana< ¿Dejar Lincoln High? … [Irme] [Quedarme]
      ana> [Irme]
      ana< Dejaste Lincoln High. ¡Que te vaya bien!
      olga> Still there?
      olga< Nobody else is in Lincoln High yet. …
      `,
    );
  });

  test('the last organizer hands over first', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram', anabel: 'sms' } });
    await play(
      world,
      `
      olga> /leave
      olga< You are the last organizer of Lincoln High. Who shall organize it after you? Choose, or write a number or a name. [Ana] [Anabel]
      olga> zoe
      olga< Nobody in Lincoln High is called “zoe”. | You are the last organizer…
      olga> na
      olga< Several match. Whom do you mean? | You are the last organizer… [Ana] [Anabel]
      olga> [Anabel]
      olga< Leave Lincoln High? …
      olga> back
      olga< You are the last organizer…
      olga> 3
      olga< Leave Lincoln High? …
      olga> [Leave]
      anabel< Olga has left and handed Lincoln High to you: you are its organizer now. MENU shows what you can do.
      olga< Anabel organizes Lincoln High now. You have left; all the best!
      `,
    );
  });

  test('who is alone closes the door, who waits takes the request back', async () => {
    const world = await newWorld();
    await newClass(world, {
      name: 'Oak Street',
      members: { olga: 'telegram organizer', pia: 'sms pending' },
    });
    await play(
      world,
      `
      pia> LEAVE
      pia< Take back your request to join Oak Street? [Leave] [Stay]
      pia> 1
      pia< Your request to join Oak Street is taken back.
      olga> /leave
      olga< You are the only one in Oak Street. Leave, and close it? [Leave] [Stay]
      olga> [Leave]
      olga< You have left Oak Street. All the best!
      `,
    );
  });

  test('a successor who is gone meanwhile stops it', async () => {
    const world = await newWorld();
    await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram', ben: 'sms' } });
    await play(
      world,
      `
      olga> /leave
      olga~
      olga> [Ana]
      olga~
      ana> /leave
      ana~
      ana> [Leave]
      ana< You have left Lincoln High. All the best!
      olga> [Leave]
      olga< Things changed meanwhile, so nothing was done. Please try again.
      `,
    );
  });
});

test('a second community is founded by an organizer, who is asked nothing twice', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'telegram organizer', ben: 'sms' } });
  await play(
    world,
    `
    olga> /found
    olga< What is your class or community called? …
    olga> Oak Street
    olga< In which year did you graduate, or should have?
    olga> 1998
    olga~
    olga> [Skip]
    olga< Oak Street is there, and you are its organizer. …
    olga> /switch lincoln
    olga< What you write now goes to Lincoln High.
    ben> FOUND
    ben< You cannot use FOUND just now. Write MENU to see what you can do here.
    `,
  );
});
