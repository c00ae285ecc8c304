import { describe, expect, test } from 'vitest';
import { addForum, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

describe('a post', () => {
  test('is shown first, then reaches everybody once on their own channel, in their own language', async () => {
    const world = await newWorld();
    await newClass(world, {
      members: {
        ana: 'telegram',
        ben: 'sms',
        carla: 'telegram es',
        diego: 'sms es',
        eva: 'pending telegram',
      },
    });
    await play(
      world,
      `
      ana> Who still has photos?
      ana< This goes to 3 classmates in Lincoln High: | Who still has photos? [Post it] [Change it] [Cancel]
      ana> [Post it]
      ana< Posted as #1. 0 of 3 delivered.
      ana< (edited) Posted as #1. Delivered to all 3.
      ben< Ana: Who still has photos? | Answer: REPLY 1: your words
      carla< Ana · #1 | Who still has photos?
      diego< Ana: Who still has photos? | Contesta: REPLY 1: tus palabras
      ana> [Post it]
      ana< That button belongs to a conversation that is over.
      `,
    );
  });

  test('goes by SMS from the command to one final line', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ben: 'sms', ana: 'telegram', diego: 'sms es' } });
    await play(
      world,
      `
      ben> post
      ben< What would you like to say in Lincoln High?
      ben> Reunion in June?
      ben< This goes to 2 classmates in Lincoln High: | Reunion in June? [Post it] [Change it] [Leave it]
      ben> 1
      ben< Posted as #1. I tell you when it has arrived.
      ben< #1: Delivered to all 2.
      ana< Ben · #1 | Reunion in June?
      diego< Ben: Reunion in June? | Contesta: REPLY 1: tus palabras
      diego> publicar ¡Ahí estaré!
      diego< Esto llega a 2 compañeros de Lincoln High: | ¡Ahí estaré! [Publicar] [Cambiar] [Dejarlo]
      diego> sí
      diego< Publicado como #2. Te aviso cuando haya llegado.
      diego< #2: Entregado a los 2.
      ana< Diego · #2 | ¡Ahí estaré!
      ben< Diego: ¡Ahí estaré! | Answer: REPLY 2: your words
      `,
    );
  });

  test('can be changed before it goes', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
    await play(
      world,
      `
      ana> /post Helo
      ana~
      ana> hm
      ana< Please choose one of these. | This goes to 1 classmate in Lincoln High: | Helo [Post it] [Change it] [Cancel]
      ana> [Change it]
      ana< All right, write it the way it should be.
      ana> (sticker)
      ana< I can only read text here, please type your answer. | All right, write it the way it should be.
      ana> Hello
      ana< This goes to 1 classmate in Lincoln High: | Hello [Post it] [Change it] [Cancel]
      ana> back
      ana< All right, write it the way it should be.
      ana> Hello all
      ana~
      ana> [Post it]
      ana< Posted as #1. 0 of 1 delivered.
      ana< (edited) Posted as #1. Delivered.
      ben< Ana: Hello all | Answer: REPLY 1: your words
      `,
    );
  });

  test('can be left: nobody hears of it', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
    await play(
      world,
      `
      ana> Nobody should see this
      ana~
      ana> [Cancel]
      ana< All right, cancelled.
      ana> /post
      ana< What would you like to say in Lincoln High?
      ana> /cancel
      ana< All right, cancelled.
      ben> Nor this
      ben~
      ben> 3
      ben< All right, cancelled.
      ben> Nor this
      ben~
      ben> exit
      ben< All right, cancelled.
      `,
    );
    expect(await world.sql`select from messages`).toHaveLength(0);
  });

  test('that waits for a day is put away, and its words stay readable', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms es' } });
    await play(
      world,
      `
      ana> Remember Mr Miller?
      ana~
      ben> publicar
      ben~
      --- 23 hours
      --- 1 hour
      ana< Your draft waited for a day, so I put it away. It was not posted. You had written: | Remember Mr Miller?
      ben< Ayer empezaste un mensaje y no seguiste, así que lo cerré. No se envió nada.
      ana> [Post it]
      ana< That button belongs to a conversation that is over.
      `,
    );
  });

  test('goes to the forum that was chosen where there are several', async () => {
    const world = await newWorld();
    const school = await newClass(world, { members: { ana: 'telegram', ben: 'sms', carla: 'telegram' } });
    const music = await addForum(world, school, 'Music');
    await world.sql`
      delete from forum_members where forum_id = ${music} and membership_id = ${school.members.carla!.membershipId}`;
    await play(
      world,
      `
      ana> Who plays bass?
      ana< Where should it go? [General] [Music]
      ana> Sport
      ana< Please choose one of these. | Where should it go? [General] [Music]
      ana> [General]
      ana< This goes to 2 classmates in Lincoln High, General: | Who plays bass? [Post it] [Change it] [Cancel]
      ana> back
      ana< Where should it go? [General] [Music]
      ana> music
      ana< This goes to 1 classmate in Lincoln High, Music: | Who plays bass? [Post it] [Change it] [Cancel]
      ana> yes
      ana< Posted as #1. 0 of 1 delivered.
      ana< (edited) Posted as #1. Delivered.
      ben< Ana in Music: Who plays bass? | Answer: REPLY 1: your words
      `,
    );
  });

  test('is refused kindly to somebody who was suspended, or left the forum, while writing it', async () => {
    const world = await newWorld();
    const { members } = await newClass(world, {
      members: { ana: 'telegram', ben: 'sms', carla: 'telegram' },
    });
    await world.sql`delete from forum_members where membership_id = ${members.carla!.membershipId}`;
    await play(world, 'ana> Hi\nana~\nben> Hi\nben~');
    await world.sql`update memberships set status = 'suspended' where id = ${members.ana!.membershipId}`;
    await world.sql`delete from forum_members where membership_id = ${members.ben!.membershipId}`;
    await play(
      world,
      `
      ana> [Post it]
      ana< Your place there is suspended just now, so I could not do that. An organizer can lift it.
      ben> 1
      ben< You are no longer in that forum, so I could not do that.
      carla> Hi
      carla< There is no forum you can write to just now. An organizer of your class can help.
      ben> Hi again
      ben< There is no forum you can write to just now. An organizer of your class can help.
      `,
    );
    expect(await world.sql`select from messages`).toHaveLength(0);
  });

  test('of no words or too many gets a helpful sentence, and 4,000 characters arrive whole', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', carla: 'telegram' } });
    const most = 'á'.repeat(4_000);
    await play(
      world,
      `
      ana> {most}a
      ana< That is more than one message can hold: 4,000 characters at most. Please shorten it, or send it in two. | What would you like to say in Lincoln High?
      ana> {most}a
      ana< That is more than one message can hold: 4,000 characters at most. Please shorten it, or send it in two. | What would you like to say in Lincoln High?
      ana> {blank}
      ana< There are no words in that. Please write what you would like to say. | What would you like to say in Lincoln High?
      ana> {most}
      ana~
      ana> [Post it]
      ana~
      carla< Ana · #1 | {most}
      `,
      { most, blank: '\\n \\n' },
    );
  });

  test('may hold what Postgres cannot keep, emoji and other scripts: the rest arrives as it was', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', carla: 'telegram' } });
    await play(
      world,
      `
      ana> {odd}
      ana~
      ana> [Post it]
      ana~
      carla< Ana · #1 | a b 👩‍👩‍👧 שלום *_[x](y) {name} **b**
      `,
      { odd: 'a\u0000 b\ud800 👩‍👩‍👧 שלום *_[x](y) {name} **b**' },
    );
  });

  test('in a class of one goes nowhere yet', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram' } });
    await play(
      world,
      `
      ana> Anybody?
      ana< Nobody else is in Lincoln High yet. This will be there for those who join: | Anybody? [Post it] [Change it] [Cancel]
      ana> [Post it]
      ana< Posted as #1. Nobody else is here yet.
      `,
    );
  });

  test('tells who could not be reached', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: 'telegram', ben: 'sms', carla: 'telegram' } });
    await play(
      world,
      `
      carla> (blocks)
      ana> Hi
      ana~
      ana> [Post it]
      ana< Posted as #1. 0 of 2 delivered.
      ana< (edited) Posted as #1. Delivered to 1 of 2; 1 could not be reached.
      ben< Ana: Hi | Answer: REPLY 1: your words
      `,
    );
  });

  test('stays in its community; who is in two is told which, and their numbers run over both', async () => {
    const world = await newWorld();
    await newClass(world, { name: 'Lincoln', members: { ana: 'telegram', ben: 'sms' } });
    await newClass(world, { name: 'Riverside', members: { ben: '', carla: 'telegram' } });
    await play(
      world,
      `
      ana> From Lincoln
      ana~
      ana> [Post it]
      ana~
      ben< Ana in Lincoln: From Lincoln | Answer: REPLY 1: your words
      carla> From Riverside
      carla< This goes to 1 classmate in Riverside: | From Riverside [Post it] [Change it] [Cancel]
      carla> [Post it]
      carla~
      ben< Carla in Riverside: From Riverside | Answer: REPLY 2: your words
      ben> Both?
      ben< This goes to 1 classmate in Riverside: | Both? [Post it] [Change it] [Leave it]
      ben> 1
      ben~
      carla< Ben · #2 | Both?
      `,
    );
  });
});

test('in a class where everybody writes, everybody gets everything once, each under numbers of their own', async () => {
  const world = await newWorld();
  const kinds = ['telegram', 'sms', 'telegram es', 'sms es'];
  const names = Array.from({ length: 12 }, (_, n) => `p${n}`);
  const members = Object.fromEntries(names.map((name, n) => [name, kinds[n % 4]!]));
  await newClass(world, { name: 'Lincoln', members });
  await newClass(world, { name: 'Riverside', members: { q0: 'telegram', q1: 'sms' } });
  const say = (name: string, text: string) =>
    world.hear(world.phones.get(name)!, { kind: 'text', text, replyTo: null });
  for (const name of [...names, 'q0']) {
    await say(name, `Hello from ${name}.`);
    await say(name, '1');
  }
  await say('p1', 'REPLY 1: An answer.');
  for (const [index, name] of names.entries()) {
    const carried = world.phones.get(name)!.screen.filter(({ text }) => /(Hello from|An answer)/.test(text));
    const foreign = carried.filter(({ text }) => text.includes('q0'));
    expect(foreign).toEqual([]);
    // What one wrote oneself was seen in the preview only, and has its number all the same.
    for (const [n, other] of names.entries()) {
      const copies = carried.filter(({ text }) => text.includes(`Hello from ${other}.`));
      expect(copies).toHaveLength(1);
      const number = new RegExp(index % 2 ? `REPLY ${n + 1}:` : `#${n + 1}\\n`);
      if (other !== name) expect(copies[0]!.text).toMatch(number);
    }
    expect(carried.filter(({ text }) => text.includes('An answer'))).toHaveLength(name === 'p1' ? 0 : 1);
  }
});
