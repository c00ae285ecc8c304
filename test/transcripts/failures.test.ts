import { describe, expect, test } from 'vitest';
import { setBudget } from '../../db/smsBudget.ts';
import { addAddress, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** Olga organizes; a post of Ana's and a notice did not reach Ben, and one of Ana's did not reach Carla. */
async function withFailures(members: Record<string, string> = {}) {
  const world = await newWorld();
  const made = await newClass(world, {
    members: { olga: 'organizer', ana: '', ben: 'sms', carla: 'sms es', ...members },
  });
  await play(
    world,
    `
    ana> Who has photos of the old gym? I look for some of 1998
    ana~
    ana> [Post it]
    ${Object.keys(made.members)
      .map((name) => `${name}~`)
      .join('\n')}
    `,
  );
  const fail = (name: string, how: { status: string; reason: string; code: string | null }) => world.sql`
    update message_deliveries set status = ${how.status}, reason = ${how.reason}, provider_code = ${how.code}
    where kind = 'post' and person_id = ${made.members[name]!.personId}`;
  await fail('ben', { status: 'failed', reason: 'undelivered', code: '30005' });
  await fail('carla', { status: 'dead', reason: 'rejected', code: null });
  return { world, made };
}

describe('what could not be delivered', () => {
  test('is shown with a number, to whom and why, and sent again when an organizer is sure', async () => {
    const { world, made } = await withFailures();
    await play(
      world,
      `
      olga> /failures
      olga< Not delivered in Lincoln High, 2 in the last 30 days: … [Send all again]
      olga> /replay 1
      olga< Send number 1 to Ben again, by whichever channel suits best now? [Yes] [No]
      olga> [No]
      olga< All right… 
      olga> /replay 1
      olga< Send number 1 to Ben again… [Yes] [No]
      olga> [Yes]
      ben< Ana: Who has photos of the old gym? I look for some of 1998 | Answer: REPLY 1: your words
      olga< It is on its way again.
      olga> /replay 1
      olga< There is no failure 1 that waits. /failures shows those that do.
      `,
    );
    const acts = await world.sql`select act, actor_id as "actorId" from audit_log where act like 'delivery%'`;
    expect(acts).toEqual([{ act: 'delivery.replay', actorId: made.members.olga!.membershipId }]);
  });

  test('is told in words', async () => {
    const { world } = await withFailures();
    await play(world, 'olga> /failures\nolga~');
    const said = world.phones.get('olga')!.screen.at(-1)!.text;
    expect(said.split('\n')).toEqual([
      'Not delivered in Lincoln High, 2 in the last 30 days:',
      '1: “Who has photos of the old gym? I look…” to Ben, by SMS: since the phone could not be reached (30005)',
      '2: “Who has photos of the old gym? I look…” to Carla, by SMS: since the provider refused it',
    ]);
  });

  test('is sent again to all; what fails after the question is not meant', async () => {
    const { world } = await withFailures();
    await play(
      world,
      `
      olga> /failures
      olga~
      olga> [Send all again]
      olga< Send all messages that could not be delivered again (2)? [Yes] [No]
      olga> [Yes]
      ben< Ana: Who has photos…
      carla< Ana: Who has photos…
      olga< They are on their way again.
      olga> /failures
      olga< In Lincoln High nothing waits to be sent again.
      olga> /replay all
      olga< In Lincoln High nothing waits to be sent again.
      `,
    );
  });

  test('goes by another channel where the old one is stopped, and not to those who left', async () => {
    const { world, made } = await withFailures();
    const { sql } = world;
    await addAddress(world, made, { member: made.members.ben!, channel: 'telegram' });
    await play(world, 'ben> (blocks)');
    await sql`update memberships set status = 'left' where id = ${made.members.carla!.membershipId}`;
    await play(
      world,
      `
      olga> /replay all
      olga~
      olga> [Yes]
      olga< 1 is on the way again. 1 cannot be: those people left, or stopped every channel.
      telegram4< Ana · #1 | Who has photos of the old gym? I look for some of 1998…
      olga> /replay all
      olga~
      olga> [Yes]
      olga< That cannot be sent now: they left or stopped every channel, or it was sent again already.
      `,
    );
  });

  test('is not sent again as a text message where the budget is used up, until there is more', async () => {
    const { world, made } = await withFailures();
    const { communityId } = made;
    await world.sql`update message_deliveries set segments = null`;
    await world.sql`delete from sms_spending`;
    await setBudget(world.sql, { communityId, budget: 1, price: null });
    await play(
      world,
      `
      olga> /replay all
      olga~
      olga> [Yes]
      olga< It is on its way again. | 1 can go by SMS only, and stays here: this month’s text messages are used up.
      ben~
      olga< This month’s 1 segments for text messages are used up…
      olga> /replay 2
      olga~
      olga> [Yes]
      olga< 1 can go by SMS only…
      `,
    );
    await setBudget(world.sql, { communityId, budget: 5, price: null });
    await play(world, 'olga> /replay 2\nolga~\nolga> [Yes]\ncarla~\nolga< It is on its way again.');
    expect(await world.sql`select segments from sms_spending`).toEqual([{ segments: 2 }]);
  });

  test('is read on a small phone page by page, in Spanish', async () => {
    const more = Object.fromEntries(['dora', 'emil', 'fay'].map((name) => [name, 'sms']));
    const { world, made } = await withFailures({ ...more, otto: 'sms es organizer' });
    for (const name of Object.keys(more))
      await world.sql`update message_deliveries set status = 'dead', reason = 'unreachable'
        where kind = 'post' and person_id = ${made.members[name]!.personId}`;
    await play(
      world,
      `
      otto> FALLOS
      otto< Sin entregar en Lincoln High, 5 en los últimos 30 días: | 1: … | 2: … | 3: …FALLOS DESDE 4…REENVIAR 1…
      otto> FALLOS DESDE 4
      otto< …4: …5: …REENVIAR 4…
      otto> REENVIAR 5
      otto< ¿Reenviar el número 5 a Fay…
      otto> 1
      fay~
      otto< Va de nuevo en camino.
      otto> REENVIAR algo
      otto< Escribe cuál reenviar: …
      `,
    );
  });

  test('is nobody’s business but the organizers’', async () => {
    const { world, made } = await withFailures();
    await play(world, 'ana> /failures\nana< …\nana> /replay all\nana< …');
    await play(world, 'olga> /replay all\nolga~');
    await world.sql`update memberships set role = 'member' where id = ${made.members.olga!.membershipId}`;
    await play(world, 'olga> [Yes]\nolga< Only organizers can do that.');
  });

  test('is not asked about for ever, and may be left', async () => {
    const { world } = await withFailures();
    await play(
      world,
      `
      olga> /replay 2
      olga~
      olga> /cancel
      olga< All right…
      olga> /replay 2
      olga~
      --- 2 hours
      olga> [Yes]
      olga~
      `,
    );
    expect(await world.sql`select 1 from message_deliveries where replaces_id is not null`).toEqual([]);
  });
});

describe('/why', () => {
  test('says which way was tried first, since when it is stopped, and how', async () => {
    const world = await newWorld();
    const made = await newClass(world, { members: { ana: '', ben: 'sms' } });
    await addAddress(world, made, { member: made.members.ben!, channel: 'telegram' });
    await play(
      world,
      `
      ben> (blocks)
      ana> Hello
      ana~
      ana> [Post it]
      ana~
      telegram2~
      `,
    );
    await world.sql`
      update message_deliveries set status = 'failed', reason = 'stopped', address_id = ${made.members.ben!.addressId}
      where kind = 'post'`;
    await world.sql`update suppressions set how = 'error', provider_code = '21610'`;
    await play(
      world,
      'telegram2> /why 1\ntelegram2< …failed, since messages there were stopped…SMS is stopped since … a message was refused there (21610).',
    );
  });
});
