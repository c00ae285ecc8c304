import { describe, expect, test } from 'vitest';
import { planChunk } from '../../delivery/planner.ts';
import { choose, nights } from '../support/choices.ts';
import { addForum, newClass } from '../support/class.ts';
import { writePost } from '../support/posts.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const hourMs = 3_600_000;

/* The stories begin at four in the morning in New York, where everybody is. */

test('quiet hours are said in one line, on both channels and in both languages, and hold messages until they end', async () => {
  const world = await newWorld();
  await newClass(world, { members: { ana: '', ben: 'sms', cleo: 'es' } });
  await play(
    world,
    `
    ben> QUIET
    ben< You have no quiet hours. QUIET 22-7 keeps messages…
    ben> QUIET 22-7
    ben< From 22:00 to 07:00 in New York I keep messages for you, and bring them afterwards. Codes, …
    cleo> /silencio de 23 a 6:30
    cleo< De 23:00 a 06:30 en Nueva York guardo tus mensajes y te los traigo después. …
    cleo> /silencio mañana
    cleo< No entiendo esas horas. Escríbelas así: /quiet 22-7, o /quiet no.
    ana> /rehearse Dinner?
    ana< If you post this now, this is what happens to 2 readers: | 1 by SMS after quiet hours, from Mar 2, 07:00 on | 1 by Telegram after quiet hours, from Mar 2, 06:30 on | This goes to 2 classmates in Lincoln High: | Dinner? [Post it] [Change it] [Cancel]
    ana> [Post it]
    ana< Posted as #1. 0 of 2 delivered.
    ana< (edited) Posted as #1. 0 of 2 delivered, 2 get it later.
    ana> /why 1
    ana< Your message #1 has 2 readers: | 1 by SMS held until Mar 2, 07:00 for quiet hours: Ben | 1 by Telegram held until Mar 2, 06:30 for quiet hours: Cleo
    ben> WHY 1
    ben< Message #1 by Ana, by SMS: held until Mar 2, 07:00, your quiet hours.
    cleo> /silencio no
    cleo< De acuerdo, los mensajes llegan a cualquier hora.
    cleo< Ana · #1 | Dinner?
    --- 3 hours
    ben< Ana: Dinner? | …
    ben> WHY 1
    ben< Message #1 by Ana, by SMS: delivered. | It left on Mar 2, 07:00. | It waited for the end of your quiet hours.
    ben> Quiet please, all of you
    ben< This goes to 2 classmates…
    `,
  );
});

test('what was written before quiet hours, and could not go, comes after them, and says so', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: '' } });
  await choose(world, school, 'ben', nights);
  world.clock.advance(17.9 * hourMs);
  for (const words of ['Dinner?', 'On Friday?']) await writePost(world, school, { author: 'ana', words });
  while (await planChunk(world));
  await play(
    world,
    `
    --- 10 minutes
    ben> /why 1
    ben< Message #1 by Ana, by Telegram: held until Mar 3, 07:00, your quiet hours.
    ana> /why 1
    ana< Your message #1 has 1 reader: | 1 by Telegram held until Mar 3, 07:00 for quiet hours: Ben
    --- 9 hours
    ben< While you were resting, in Lincoln High: 2 messages | …
    ben> /why 1
    ben< Message #1 by Ana, by Telegram: delivered. | It left on Mar 3, 07:04. | It came in the digest of Mar 3, 07:00. | It waited for the end of your quiet hours.
    `,
  );
});

test('a correction that is another message waits for the end of quiet hours too', async () => {
  const world = await newWorld();
  await newClass(world, { members: { ana: '', ben: 'sms', cleo: '' } });
  await play(
    world,
    `
    ana> Dinner on Friday?
    ana~
    ana> [Post it]
    ana~
    ben~
    cleo~
    ben> QUIET 22-7
    ben~
    cleo> /quiet 22-7
    cleo~
    ana> /edit 1 Dinner on Saturday?
    ana~
    cleo< (edited) Ana · #1 | Dinner on Saturday?
    --- 3 hours
    ben< Ana corrected #1: Dinner on Saturday? …
    `,
  );
});

test('MUTE 72 holds everything for a digest, and UNMUTE brings it at once', async () => {
  const world = await newWorld();
  await newClass(world, { members: { ana: '', ben: 'sms es' } });
  const held = () =>
    world.sql`select status, time_reason, digest_at from message_deliveries where kind = 'post'`;
  await play(
    world,
    `
    ben> MUTE 72
    ben< De acuerdo, silencio hasta el 5 mar, 04:00. … UNMUTE lo termina antes.
    ana> Hello
    ana~
    ana> [Post it]
    ana~
    ben> MUTE
    ben< Esto está en silencio: | todo, hasta el 5 mar, 04:00 | Escribe MUTE 72 para …
    `,
  );
  expect(await held()).toEqual([
    { status: 'held', time_reason: 'muted', digest_at: new Date('2026-03-05T09:00Z') },
  ]);
  await play(
    world,
    `
    ben> REACTIVAR
    ben< De acuerdo, vuelves a recibir todo.
    ben< Ana: Hello | …
    ben> UNMUTE
    ben< Nada está en silencio.
    ben> MUTE 9999
    ben< Un año es el silencio más largo: 8.760 horas.
    ben> Mute the music please
    ben< Esto llega a 1 compañero …
    `,
  );
  expect(await held()).toMatchObject([{ status: 'delivered', time_reason: 'muted' }]);
});

test('a person or a forum is muted by number, by name, or by a reply, and does not hear of it', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: '', ben: '', carla: 'sms' } });
  await addForum(world, school, 'Music');
  await play(
    world,
    `
    ana> /post Hello
    ana~
    ana> [General]
    ana~
    ana> [Post it]
    ana~
    ben~
    carla~
    ben> (replies to Hello) /mute
    ben< You hear nothing from Ana in Lincoln High. /unmute Ana ends that. I do not tell them.
    carla> MUTE #1 24
    carla< You hear nothing from Ana in Lincoln High until Mar 3, 04:00. UNMUTE Ana ends that. I do not tell them.
    carla> MUTE FORUM music 2 days
    carla< You hear nothing from Music in Lincoln High until Mar 4, 04:00. UNMUTE forum Music ends that.
    carla> MUTE forum
    carla< Which forum? There are: General, Music. Write MUTE forum and its name.
    carla> MUTE forum chess
    carla< There is no forum called chess in Lincoln High. There are: General, Music.
    ben> /mute ben
    ben< You do not hear yourself anyway.
    ben> /mute Zoe
    ben< I find nobody called Zoe in Lincoln High.
    ana> Anybody?
    ana~
    ana> [General]
    ana~
    ana> [Post it]
    ana~
    ana> /why 2
    ana< Your message #2 has 2 readers: | 2 not sent, as they chose
    ben> /why 2
    ben< Message #2 by Ana: not sent, since you muted its author.
    carla> MUTE
    carla< This is muted: | the forum Music until Mar 4, 04:00 | Ana until Mar 3, 04:00 | Write MUTE 72 …
    carla> UNMUTE #1
    carla< You hear Ana again.
    carla> UNMUTE #1
    carla< That was not muted.
    ben> /unmute
    ben< All right, you hear everything again.
    `,
  );
});

test('an announcement comes at any hour to those who allow that', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { olga: 'organizer', ana: '', ben: 'sms' } });
  for (const who of ['ana', 'ben']) await choose(world, school, who, nights);
  await choose(world, school, 'ben', { memberships: { allows_urgent: false } });
  await play(
    world,
    `
    ana> /announce Fire!
    ana< /announce is for organizers only. …
    olga> /announce The hall is closed
    olga< This goes to 2 classmates in Lincoln High as an announcement: at once, in quiet hours too, to all who allow that: | The hall is closed [Post it] [Change it] [Cancel]
    olga> /rehearse
    olga< If you post this now, this is what happens to 2 readers: | 1 by Telegram at once, as they allow what is urgent | 1 by SMS after quiet hours, from Mar 2, 07:00 on | This goes to 2 classmates in Lincoln High as an announcement: …
    olga> [Post it]
    olga~
    ana< Olga · #1 | The hall is closed
    ana> /why 1
    ana< Message #1 by Olga, by Telegram: …It did not wait, as it is urgent, which you allow.
    `,
  );
});

describe('settings', () => {
  test('take how often, when, and whether urgent things may pass', async () => {
    const world = await newWorld();
    await newClass(world, { members: { ana: '', ben: 'sms es' } });
    await play(
      world,
      `
      ana> /settings
      ana< … [How often] [Quiet hours] [Urgent] [Second channel] [Who sees you] [Done]
      ana> [How often]
      ana< How often shall messages come? [At once] [Daily] [Weekly]
      ana> [Weekly]
      ana< On which day? [Sunday] [Monday] [Tuesday] [Wednesday] [Thursday] [Friday] [Saturday]
      ana> [Friday]
      ana< At what hour? Type it like 18 or 7:30.
      ana> noonish
      ana< I do not understand that hour. Type it like 18 or 7:30. | At what hour? …
      ana> 7:30 pm
      ana< Saved. | Ana (1998) in Lincoln High. Messages come by Telegram, your time is that of New York. They come every Friday at 19:30. What do you want to change? …
      ana> [Quiet hours]
      ana< From when to when shall I be quiet? Type it like 22-7. [No quiet hours]
      ana> 10pm to 7
      ana< Saved. | … They come every Friday at 19:30. Quiet 22:00-07:00. What …
      ana> [Urgent]
      ana< May announcements of organizers come at once, in quiet hours too? [Yes] [No]
      ana> [No]
      ana< Saved. | … Quiet 22:00-07:00. Announcements keep to that, too. What …
      ana> [Second channel]
      ana< I know only one way to reach you. …
      ana> [How often]
      ana~
      ana> [At once]
      ana< Saved. | … New York. Quiet 22:00-07:00. Announcements…
      ben> AJUSTES
      ben~
      ben> 6
      ben< ¿Cada cuánto quieres los mensajes? [Enseguida] [Cada día] [Cada semana]
      ben> 2
      ben< ¿A qué hora? Escríbela como 18 o 7:30.
      ben> 8
      ben< Guardado. | … Llegan cada día a las 08:00. …
      `,
    );
  });
});

test('organizers see and set what text messages cost', async () => {
  const world = await newWorld();
  await newClass(world, { members: { olga: 'organizer', ben: 'sms', carla: 'sms' } });
  await play(
    world,
    `
    olga> /budget
    olga< Text messages have no limit in Lincoln High. 0 segments this month. /budget 500 sets one.
    olga> /budget lots
    olga< Write /budget 500 for 500 segments a month, …
    olga> /budget 0.05 at 0.0125
    olga< Text messages in Lincoln High may take 4 segments a month.
    olga> Hello
    olga~
    olga> [Post it]
    olga~
    ben~
    carla~
    olga> /budget
    olga< Text messages in Lincoln High have used 2 of 4 segments this month. That is 0.03 of 0.05, at 0.0125 a segment. …
    olga> /rehearse ${'A long story. '.repeat(12)}
    olga< If you post this now, this is what happens to 2 readers: | 1 by SMS at once | 1 not at all, since this month’s text messages are used up | Text messages would take 2 segments; 2 of 4 are left this month. | …
    olga> /budget none
    olga< Text messages in Lincoln High have no limit any more. …
    ben> BUDGET 500
    ben< BUDGET is for organizers only. …
    `,
  );
});

test('a request to vouch waits for the morning', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { olga: 'organizer', ana: 'sms' } });
  await choose(world, school, 'ana', nights);
  const { request } = await import('../../flows/engine/perform/request.ts');
  const { Ledger } = await import('../../flows/engine/ledger.ts');
  const now = world.clock.now();
  await world.sql.begin(async (tx) => {
    const ledger = new Ledger(now, world.newId);
    const membershipIds = Object.values(school.members).map(({ membershipId }) => membershipId);
    const effect = {
      ...{
        type: 'members.tell' as const,
        membershipIds,
        onlyActive: true as const,
        isRequest: true as const,
      },
      text: {
        key: 'approval.request' as const,
        params: { number: 1, who: 'Zoe', community: 'Lincoln High' },
      },
    };
    await request({ ...world.deps, tx, now, ledger }, [
      { effect, conversation: null as never, who: null, correlationId: 'x' },
    ]);
    await ledger.write(tx);
  });
  await play(
    world,
    `
    --- 1 seconds
    olga< Request 1: Zoe asks to join Lincoln High. …
    --- 3 hours
    ana< Request 1: Zoe asks to join Lincoln High. …
    `,
  );
  expect(await world.sql`select segments from sms_spending`).toEqual([{ segments: 1 }]);
});
