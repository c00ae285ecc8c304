import { expect, test } from 'vitest';
import { addInvite, newClass } from '../support/class.ts';
import { anaUpToPhone, openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';

test('a stranger hears how to come in, on every channel', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start
    ana< Hello! I connect old schoolmates, each on the channel they already use. To come in you need an invite from your class: open its link, or write JOIN and the code, for example JOIN K7QM-2XRD. Ask the organizer of your class for it.
    ana> hello all
    ana< Hello! I connect old schoolmates…
    ana> (voice)
    ana< I can only carry words and files to the others. …
    ana> back
    ana< Hello! …
    ben: sms +14155550123 es
    ben> Hola, ¿qué es esto?
    ben< ¡Hola! Conecto a antiguos compañeros de clase, cada uno por el canal que ya usa. Para entrar necesitas una invitación de tu clase: abre su enlace, o escribe UNIRSE y el código, por ejemplo UNIRSE K7QM-2XRD. Pídeselo a quien organiza tu clase. | Recibes…
    ben> JOIN
    ben< ¡Hola! …
    ben> POST hola
    ben< POST es solo para miembros activos de la clase. Escribe MENU para ver lo que puedes hacer aquí.
    `,
  );
});

test('the code alone is enough', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> k7qm-2xrd
    ana< Welcome! You are about to join Lincoln 98. …
    ben: sms +14155550123
    ben> K7QM 2XRD
    ben< Welcome! You are about to join Lincoln 98. …
    eva: telegram 1002
    eva> K7QM-2XRE
    eva< I do not know this invite code. Please check it: it has eight letters and digits, like K7QM-2XRD.
    `,
  );
});

test('an invite that is unknown, outdated, used up or taken back says which', async () => {
  const { world, school } = await openClass();
  const { sql, newId, clock } = world;
  const hour = 3_600_000;
  const add = (
    code: string,
    more: { maxUses?: number; uses?: number; expiresAt?: Date; revokedAt?: Date },
  ) => sql`
    insert into invites (id, community_id, code, max_uses, uses, expires_at, revoked_at, created_at)
    values (${newId()}, ${school.communityId}, ${code}, ${more.maxUses ?? null}, ${more.uses ?? 0},
      ${more.expiresAt ?? null}, ${more.revokedAt ?? null}, ${clock.now()})`;
  await add('A1D0-0000', { expiresAt: new Date(clock.now().getTime() + hour) });
  await add('1SED-0000', { maxUses: 2, uses: 2 });
  await add('TAKE-N000', { revokedAt: clock.now() });
  await play(
    world,
    `
    --- 1 hour
    ana: telegram 1001
    ana> /start NOSUCHCODE
    ana< I do not know this invite code. Please check it: it has eight letters and digits, like K7QM-2XRD.
    ana> /start A1D0-0000
    ana< This invite is no longer valid. Ask the organizer of your class for a new one.
    ben: sms +14155550123
    ben> JOIN ISED-OOOO
    ben< This invite has been used as often as it may be. Ask the organizer of your class for a new one. | You get these texts…
    ben> join taken000
    ben< This invite has been taken back. Ask the organizer of your class for a new one.
    eva: sms +525555550123 es
    eva> UNIRSE TAKE-N000
    eva< Esta invitación fue retirada. Pide una nueva a quien organiza tu clase. | Recibes…
    `,
  );
});

test.each([
  ['used up', { max_uses: 1, uses: 1 }, 'This invite has been used as often as it may be…'],
  ['taken back', { revoked_at: new Date('2026-03-02T09:00:00Z') }, 'This invite has been taken back…'],
  ['outdated', { expires_at: new Date('2026-03-02T09:00:00Z') }, 'This invite is no longer valid…'],
])('an invite %s while somebody answers leaves nothing half made', async (_, change, answer) => {
  const { world } = await openClass();
  await play(
    world,
    `
    ben: sms +14155550123
    ben> JOIN K7QM-2XRD
    ben~
    ben> Ben Ito
    ben~
    ben> 1998
    ben~
    ben> 1
    ben~
    `,
  );
  await world.sql`update invites set ${world.sql(change)}`;
  await play(world, `ben> New York\nben< ${answer}`);
  expect(await world.sql`select name from people where name = 'Ben Ito'`).toEqual([]);
  expect(await world.sql`select id from addresses where channel = 'sms' and person_id is not null`).toEqual(
    [],
  );
});

test('of two who come at once with the last use of an invite, one gets in', async () => {
  const { world } = await openClass();
  await world.sql`update invites set max_uses = 1`;
  const answers = (who: string, number: string) => `
    ${who}: sms ${number}
    ${who}> JOIN K7QM-2XRD
    ${who}~
    ${who}> Somebody ${who}
    ${who}~
    ${who}> 1998
    ${who}~
    ${who}> 1
    ${who}~
  `;
  await play(
    world,
    `
    ${answers('ben', '+14155550123')}
    ${answers('eva', '+14155550124')}
    eva> New York
    eva< Thank you! …
    olga~
    ben> New York
    ben< This invite has been used as often as it may be. …
    `,
  );
});

test('who has a place already hears where they stand, whatever became of the invite', async () => {
  const { world } = await openClass(
    {},
    {
      olga: 'organizer',
      ana: 'sms',
      pia: 'pending',
      sam: 'sms es suspended',
      rex: 'rejected',
    },
  );
  await world.sql`update invites set revoked_at = ${world.clock.now()}`;
  await play(
    world,
    `
    ana> JOIN K7QM-2XRD
    ana< You are already in Lincoln 98; what you write now goes there.
    pia> /start K7QM-2XRD
    pia< Your classmates in Lincoln 98 have been asked about you. You hear from me as soon as they decide.
    sam> UNIRSE K7QM-2XRD
    sam< Tu lugar en Lincoln 98 está suspendido. Quien organiza puede levantarlo.
    rex> /start K7QM-2XRD
    rex< Your classmates in Lincoln 98 did not recognise you, so I cannot let you in. If that is a mistake, please talk to an organizer.
    olga> /start
    olga< Hello again! You are in Lincoln 98. Write /help to see what you can do, or just write something to post it.
    `,
  );
});

test.each([
  ['suspended', 'Your place in Lincoln 98 is suspended. An organizer can lift that.'],
  ['rejected', 'Your classmates in Lincoln 98 did not recognise you, so I cannot let you in. …'],
])('who is %s finds the door closed on another channel too', async (status, answer) => {
  const { world } = await openClass({}, { olga: 'organizer', sam: `sms ${status}` });
  await play(
    world,
    `
    second: telegram 1009
    second> /start K7QM-2XRD
    second~
    second> Sám
    second~
    second> 1998
    second~
    second> [Skip]
    second~
    second> (contact ${world.phones.get('sam')!.identifier})
    second~
    second> [Telegram]
    second~
    second> [New York]
    second< ${answer}
    second> hello?
    second< ${answer}
    `,
  );
  expect(await world.sql`select status from memberships where status = ${status}`).toHaveLength(1);
  expect(await world.sql`select id from approvals`).toEqual([]);
});

test.each(['left', 'expired'])('who has %s may ask again, as the person they are', async (status) => {
  const { world } = await openClass({}, { olga: 'organizer', lea: `sms ${status}` });
  await play(
    world,
    `
    lea> hello
    lea~
    lea> JOIN K7QM-2XRD
    lea< Welcome! You are about to join Lincoln 98. … | In which year did you graduate…
    lea> 1997
    lea~
    lea> Red
    lea< Thank you! I am asking your classmates…
    olga< Request 1: Lea (1997, Red) asks to join Lincoln 98. …
    `,
  );
  expect(await world.sql`select status, number from memberships where number = 2`).toEqual([
    { status: 'pending', number: 2 },
  ]);
});

test('a member joins a second class without being asked twice, and speaks there until they switch', async () => {
  const { world } = await openClass({}, { olga: 'organizer', ana: 'sms' });
  const street = await newClass(world, { name: 'Oak Street', members: { zoe: 'organizer' } });
  await world.sql`delete from invites`;
  await addInvite(world, street);
  await play(
    world,
    `
    ana> JOIN K7QM-2XRD
    ana< Welcome! You are about to join Oak Street. … | In which year did you graduate, or should have?
    ana> BACK
    ana< This is the first question; there is nothing to go back to. | …
    ana> 1998
    ana~
    ana> 1
    ana< Thank you! I am asking your classmates in Oak Street now…
    zoe< Request 1: Ana (1998) asks to join Oak Street. …
    zoe> /reject 1
    zoe~
    ana< I asked your classmates in Oak Street, and they could not place you…
    ana> hello everybody
    ana< This goes to 1 classmate in Lincoln 98: | hello everybody [Post it] [Change it] [Leave it]
    `,
  );
});

test('who applies again keeps the channel they chose, where they can still be reached there', async () => {
  const { world } = await openClass();
  const channels = () => world.sql`
    select preferred_channel from memberships m join people p on p.id = m.person_id where p.name = 'Ana Lopez'`;
  await play(
    world,
    `
    ${anaUpToPhone}
    mobile: sms +14155550123
    ana> (contact +14155550123)
    ana~
    ana> [SMS]
    ana~
    ana> [New York]
    ana~
    olga~
    olga> /approve 1
    olga~
    mobile< You are in!…
    ${leavesAndAppliesAgain}
    olga> /approve 2
    olga~
    mobile< You are in!…
    `,
  );
  expect(await channels()).toEqual([{ preferred_channel: 'sms' }]);
  await play(
    world,
    `
    mobile> (blocks)
    ${leavesAndAppliesAgain}
    olga> /approve 3
    olga~
    ana< You are in!…
    `,
  );
  expect(await channels()).toEqual([{ preferred_channel: 'telegram' }]);
});

const leavesAndAppliesAgain = `
  ana> /leave
  ana~
  ana> [Yes, leave]
  ana~
  ana> /start K7QM-2XRD
  ana~
  ana> 1998
  ana~
  ana> [Skip]
  ana< Thank you!…
  olga~
`;
