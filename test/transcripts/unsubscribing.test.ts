import { describe, expect, test } from 'vitest';
import { suppress } from '../../db/suppressions.ts';
import { stopMail } from '../../db/unsubscribing.ts';
import type { SuppressionKind } from '../../domain/suppression.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** Gina and Eva read mail, Ana is on Telegram. */
async function ginasClass({ language = 'en' } = {}) {
  const world = await newWorld({ channels: ['telegram', 'sms', 'email'] });
  const members = { ana: 'telegram', gina: `email ${language}`, eva: 'email' };
  const school = await newClass(world, { members });
  const { sql, newId, clock } = world;
  const stops = () => sql`
    select a.id, s.how, s.ended_at is null as "isOpen" from suppressions s join addresses a on a.id = s.address_id
    order by s.created_at, s.id`;
  const gina = school.members.gina!;
  /** As the page of the link in a mail does it. */
  const unsubscribe = () => stopMail(sql, gina.personId, { newId, now: clock.now() });
  const stop = (how: SuppressionKind) =>
    suppress(sql, { id: newId(), addressId: gina.addressId, how, now: clock.now() });
  /** A mail to the address that mail programs write to, in the name of whoever holds that phone. */
  const leaves = (from: string, personId: string) =>
    world.hear(
      world.phones.get(from)!,
      { kind: 'stopped' },
      { target: { kind: 'unsubscribe', personId }, isAligned: false },
    );
  return { world, ...school, gina, stops, unsubscribe, stop, leaves };
}

describe('a mail to the address to leave by', () => {
  test('is unsubscribing, as the link is', async () => {
    const { world, gina, stops, leaves } = await ginasClass();
    await leaves('gina', gina.personId);
    expect(await stops()).toEqual([{ id: gina.addressId, how: 'unsubscribed', isOpen: true }]);
    await play(world, 'ana> POST Hello\nana~\nana> [Post it]\nana~\neva~');
  });

  test('counts by its token, whoever sends it: the mailbox that hers is forwarded to', async () => {
    const { world, gina, stops, leaves } = await ginasClass();
    await play(world, 'forwarded: email gina@elsewhere.example');
    await leaves('forwarded', gina.personId);
    expect(await stops()).toEqual([{ id: gina.addressId, how: 'unsubscribed', isOpen: true }]);
    await play(world, 'ana> POST Hello\nana~\nana> [Post it]\nana~\neva~');
  });

  test('stops whose token it bears, and not whose name stands in From', async () => {
    const { members, gina, stops, leaves } = await ginasClass();
    await leaves('gina', members.eva!.personId);
    expect(await stops()).toEqual([{ id: members.eva!.addressId, how: 'unsubscribed', isOpen: true }]);
    expect(gina.addressId).not.toBe(members.eva!.addressId);
  });

  test('of a guest stops the guest’s address', async () => {
    const { world, stops, leaves } = await ginasClass();
    await play(world, 'zoe: email zoe@class.example\nzoe> hello\nzoe~');
    const [zoe] = await world.sql<{ id: string }[]>`select id from addresses where person_id is null`;
    await leaves('zoe', zoe!.id);
    expect(await stops()).toEqual([{ id: zoe!.id, how: 'unsubscribed', isOpen: true }]);
  });

  test('outlives whoever is forgotten', async () => {
    const { world, gina, stops, leaves } = await ginasClass();
    await play(
      world,
      `
      mobile: sms +14155550188
      mobile> hello
      mobile~
      gina> LINK
      gina< Within 15 minutes write LINK {link=\\S+} to me …
      mobile> LINK {link}
      mobile~
      gina~
      `,
    ).then(({ link }) => expect(link).toBeTruthy());
    await leaves('gina', gina.personId);
    await play(
      world,
      `
      mobile> FORGET me
      mobile~
      mobile> 1
      mobile~
      mobile> 1
      mobile~
      --- 11 minutes
      `,
    );
    expect(await stops()).toEqual([{ id: gina.addressId, how: 'unsubscribed', isOpen: true }]);
  });
});

describe('who unsubscribed, or called a mail spam,', () => {
  test.each(['unsubscribed', 'complaint'] as const)(
    '(%s) is not subscribed again by what they write; their word is taken, and once they hear how to come back',
    async (how) => {
      const { world, stop, stops, gina } = await ginasClass();
      await play(world, 'ana> POST Hello\nana~\nana> [Post it]\nana~\neva~\ngina~');
      await stop(how);
      await play(
        world,
        `
        gina> (replies to Hello) please never write to me again
        gina< Sent as #2, answering Ana. I tell you when it has arrived. | You asked for no more mail, so this is the last I write here. Answer START whenever you want it again.
        ana~
        eva~
        gina> (replies to Hello) I mean it
        ana~
        eva~
        ana> POST Still here
        ana~
        ana> [Post it]
        ana~
        eva~
        --- 3 days
        gina> /status
        `,
      );
      expect(await stops()).toEqual([{ id: gina.addressId, how, isOpen: true }]);
    },
  );

  test('comes back by START, alone or above a signature, and by no other word', async () => {
    const { world, unsubscribe, stops } = await ginasClass();
    await unsubscribe();
    await play(
      world,
      `
      gina> (to general: Dinner) START with dinner
      gina< Posted as #1. … | You asked for no more mail…
      ana~
      eva~
      gina> (answers gina's mail) Start.
      gina< Welcome back: you get messages here again.
      gina> /status
      gina< You are Gina …
      `,
    );
    await unsubscribe();
    const said = { kind: 'text', text: 'START\n\nGina Weber\nWeber & Sons', replyTo: null } as const;
    await world.hear(world.phones.get('gina')!, said);
    await play(world, 'gina< Welcome back: you get messages here again.');
    expect(await stops()).toMatchObject([
      { how: 'unsubscribed', isOpen: false },
      { how: 'unsubscribed', isOpen: false },
    ]);
  });

  test('hears it in Spanish, and after START what waits for an answer', async () => {
    const { world, unsubscribe } = await ginasClass({ language: 'es' });
    await unsubscribe();
    await play(
      world,
      `
      gina> hola
      gina< Pediste no recibir más correo, …START…
      gina> /start
      gina< Hola de nuevo: vuelves a recibir mensajes aquí. | …
      `,
    );
  });

  test('is told anew after a second time', async () => {
    const { world, unsubscribe } = await ginasClass();
    await unsubscribe();
    await play(world, 'gina> /status\ngina~\ngina> START\ngina~\n--- 1 hours');
    await unsubscribe();
    await play(world, 'gina> /status\ngina< You are Gina … | You asked for no more mail…');
  });

  test('is not brought back by a mail in their name, nor asked about it', async () => {
    const { world, unsubscribe, stops } = await ginasClass();
    await unsubscribe();
    await play(world, "gina> (forged) START\ngina> (forged) hello\ngina> (answers ana's mail) START");
    expect(await stops()).toMatchObject([{ isOpen: true }]);
    expect(await world.sql`select id from conversations where status <> 'done'`).toEqual([]);
  });
});

describe('where no will is behind it, writing is enough:', () => {
  test.each(['error', 'bounced', 'blocked'] as const)('%s', async (how) => {
    const { world, stop, stops } = await ginasClass();
    await stop(how);
    await play(world, 'gina> /status\ngina< You are Gina …');
    expect(await stops()).toMatchObject([{ how, isOpen: false }]);
  });
});
