import { expect, test } from 'vitest';
import { sayAtOnce } from '../support/atOnce.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

async function newRoles(members: Record<string, string> = {}) {
  const world = await newWorld();
  const made = await newClass(world, {
    name: 'Lincoln 98',
    members: { olga: 'organizer', ana: '', ben: 'sms', ...members },
  });
  return { world, members: made.members };
}

const placesOf = async (world: World) =>
  Object.fromEntries(
    (
      await world.sql`select p.name, m.role, m.status from memberships m join people p on p.id = m.person_id`
    ).map(({ name, role, status }) => [name, `${role} ${status}`]),
  );

test('a member becomes a moderator, an organizer and a member again, and is thanked', async () => {
  const { world, members } = await newRoles();
  await play(
    world,
    `
    olga> /promote 2
    olga< What shall Ana be? [Moderator] [Organizer]
    olga> [Moderator]
    ana< You are a moderator of Lincoln 98 now: you may invite, and take back messages. /help shows how.
    olga< Ana is a moderator now.
    olga> /promote ana
    ana< You are an organizer of Lincoln 98 now. /help shows what you can do.
    olga< Ana is an organizer now.
    olga> /promote 2
    olga< That is so already.
    ana> /demote 1
    olga< You are a member like the others in Lincoln 98 now. Thank you for what you did!
    ana< Olga is a member like the others now.
    ana> /demote 1
    ana< That is so already.
    `,
  );
  expect(await world.sql`select act, actor_id, subject_id from audit_log order by id`).toEqual([
    { act: 'member.promote', actor_id: members.olga!.membershipId, subject_id: members.ana!.membershipId },
    { act: 'member.promote', actor_id: members.olga!.membershipId, subject_id: members.ana!.membershipId },
    { act: 'member.demote', actor_id: members.ana!.membershipId, subject_id: members.olga!.membershipId },
  ]);
});

test('by text message, in Spanish', async () => {
  const { world } = await newRoles({ olga: 'sms es organizer', ben: 'sms es' });
  await play(
    world,
    `
    olga> PROMOVER 3
    olga< ¿Qué papel tendrá Ben? [Moderar] [Organizar]
    olga> 2
    ben< Ahora organizas Lincoln 98. MENU muestra lo que puedes hacer.
    olga< Ben ahora organiza.
    ben> SUSPENDER 2 insultó a otra persona
    ben< ¿Suspender a Ana (1998)? No recibirá ni podrá escribir nada hasta que lo levantes. Sabrá la razón: insultó a otra persona [Sí] [No]
    ben> sí
    ana< Your place in Lincoln 98 is suspended for now. An organizer can lift that. | The reason given: insultó a otra persona
    ben< Ana está en suspenso.
    ben> LEVANTAR 2
    ana< You are back in Lincoln 98. Welcome!
    ben< Ana está de vuelta.
    ben> QUITAR ana
    ben< ¿Quitar a Ana (1998) de Lincoln 98? Para volver necesitará otra invitación y aprobación. Para decirle por qué, escribe REMOVE 2 y la razón. [Sí] [No]
    ben> no
    ben< De acuerdo, nada ha cambiado.
    ben> DEGRADAR 1
    olga< Ahora eres miembro como los demás en Lincoln 98. ¡Gracias por lo que hiciste!
    ben< Olga ahora es miembro como los demás.
    `,
  );
});

test('whoever is suspended hears and says nothing until it is lifted', async () => {
  const { world } = await newRoles();
  await play(
    world,
    `
    ana> What I wrote before
    ana~
    ana> [Post it]
    ana~
    ben~
    olga~
    olga> /suspend 3 too many jokes
    olga< Suspend Ben (1998)? They get nothing and can write nothing until you lift it. They hear why: too many jokes [Yes] [No]
    olga> [Yes]
    ben< Your place in Lincoln 98 is suspended for now. An organizer can lift that. | The reason given: too many jokes
    olga< Ben is suspended.
    ben> Hello all
    ben< Your place in Lincoln 98 is suspended. An organizer can lift that.
    ben> POST hello
    ben< Your place in Lincoln 98 is suspended. An organizer can lift that.
    ben> MEMBERS
    ben< Your place in Lincoln 98 is suspended. An organizer can lift that.
    ben> REPLY 1: hello
    ben< Your place in Lincoln 98 is suspended. An organizer can lift that.
    ana> Anybody there?
    ana~
    ana> [Post it]
    ana< Posted as #2. …
    ana< (edited) …
    olga< Ana · #2 | Anybody there?
    olga> /suspend 3
    olga~
    olga> [Yes]
    olga< That is so already.
    olga> /lift 3
    ben< You are back in Lincoln 98. Welcome!
    olga< Ben is back.
    olga> /lift 3
    olga< That is so already.
    ben> hello
    ben< This goes to 2 classmates in Lincoln 98: …
    `,
  );
});

test('a draft that waited while its author was suspended is not posted', async () => {
  const { world } = await newRoles();
  await play(
    world,
    `
    ben> Hello all
    ben< This goes to 2 classmates…
    olga> /suspend 3
    olga~
    olga> [Yes]
    olga~
    ben~
    ben> 1
    ben< Your place there is suspended just now, so I could not do that. An organizer can lift it.
    `,
  );
});

test('whoever is removed is out of everything, and may ask to come back', async () => {
  const { world } = await newRoles({ ana: 'es' });
  await world.sql`insert into invites (id, community_id, code, created_at)
    select ${world.newId()}, id, 'K7QM-2XRD', ${world.clock.now()} from communities`;
  await play(
    world,
    `
    olga> /remove 2
    olga< Remove Ana (1998) from Lincoln 98? To come back they need an invite and approval again. To tell them why, write /remove 2 and the reason. [Yes] [No]
    olga> [Yes]
    ana< Quien organiza te quitó de Lincoln 98. No llegará nada más de allí.
    olga< Ana is removed.
    ana> hola
    ana< ¡Hola! Conecto a antiguos compañeros de clase…
    ben> Is she gone?
    ben~
    ben> 1
    ben~
    olga~
    olga> /members
    olga< Lincoln 98 has 2 members: | 1 Olga, 1998, organizer | 3 Ben, 1998
    ana> /start K7QM-2XRD
    ana< ¡Te damos la bienvenida! Vas a entrar en Lincoln 98. … | ¿En qué año te graduaste, o debías graduarte?
    ana> 1998
    ana~
    ana> [Saltar]
    ana< ¡Gracias! …
    olga< Request 1: Ana (1998) asks to join Lincoln 98. …
    ben~
    `,
  );
  expect(await placesOf(world)).toMatchObject({ Ana: 'member pending' });
  expect(
    await world.sql`select p.name from forum_members fm join memberships m on m.id = fm.membership_id
      join people p on p.id = m.person_id where p.name = 'Ana'`,
  ).toEqual([]);
  expect(
    await world.sql`select number from memberships m join people p on p.id = m.person_id where p.name = 'Ana'`,
  ).toEqual([{ number: 2 }]);
});

test('what was on its way to somebody who is removed is not sent', async () => {
  const { world, members } = await newRoles();
  const { personId, addressId } = members.ben!;
  const [community] = await world.sql`select id from communities`;
  await world.sql`insert into message_deliveries (id, kind, lane, address_id, person_id, community_id, status, not_before, created_at)
    values (${world.newId()}, 'post', 'post', ${addressId}, ${personId}, ${community!.id}, 'queued',
      ${new Date(world.clock.now().getTime() + 3_600_000)}, ${world.clock.now()})`;
  await play(world, 'olga> /remove 3\nolga~\nolga> [Yes]\nolga~\nben~');
  expect(await world.sql`select status, reason from message_deliveries where kind = 'post'`).toEqual([
    { status: 'skipped', reason: 'left' },
  ]);
});

test('the last organizer stays one; nobody suspends or removes themselves', async () => {
  const { world } = await newRoles();
  await play(
    world,
    `
    olga> /demote 1
    olga< Become a member like the others in Lincoln 98? Only another organizer could change that back. [Yes] [No]
    olga> [Yes]
    olga< That is the last organizer; make somebody else one first.
    olga> /suspend 1
    olga< You cannot do that to yourself. To go, use /leave.
    olga> /remove olga
    olga< You cannot do that to yourself. To go, use /leave.
    olga> /promote 1
    olga< You cannot do that to yourself. To go, use /leave.
    olga> /promote 2
    olga~
    olga> 2
    olga~
    ana~
    olga> /demote 1
    olga< Become a member like the others in Lincoln 98? Only another organizer could change that back. [Yes] [No]
    olga> [No]
    olga< All right, nothing changed.
    olga> /demote olga
    olga~
    olga> [Yes]
    olga< Olga is a member like the others now.
    olga> /demote 2
    olga< /demote is for organizers only. Write /help to see what you can do here.
    `,
  );
  expect(await placesOf(world)).toMatchObject({ Olga: 'member active', Ana: 'organizer active' });
});

test('of two organizers who demote each other at once, one remains', async () => {
  const { world } = await newRoles({ ana: 'organizer', ben: 'sms organizer' });
  await world.sql`update memberships set role = 'member' where person_id = (select id from people where name = 'Ben')`;
  await sayAtOnce(world, { olga: '/demote 2', ana: '/demote 1' });
  const roles = await world.sql`select role from memberships where role = 'organizer'`;
  expect(roles).toHaveLength(1);
});

test('whom is meant is asked where a name is missing, unknown or not the only one', async () => {
  const { world } = await newRoles({ anabel: 'sms', bo: '' });
  await play(
    world,
    `
    olga> /suspend
    olga< Whom do you mean? Write their number (see /members) or their name.
    olga> zoe
    olga< I find nobody like that in Lincoln 98. | Whom do you mean? …
    olga> 99
    olga< I find nobody like that in Lincoln 98. | …
    olga> nab
    olga< Suspend Anabel (1998)? … [Yes] [No]
    olga> back
    olga< Whom do you mean? …
    olga> b
    olga< Several match. Whom do you mean? [Ben (1998)] [Anabel (1998)] [Bo (1998)]
    olga> back
    olga< Whom do you mean? …
    olga> b
    olga~
    olga> [Bo (1998)]
    olga< Suspend Bo (1998)? … [Yes] [No]
    olga> /cancel
    olga< All right, cancelled.
    olga> /promote
    olga~
    olga> Ana
    olga< What shall Ana be? …
    olga> back
    olga< Whom do you mean? …
    olga> /remove 3
    olga< Remove Ben (1998) from Lincoln 98? …
    olga> [No]
    olga< All right, nothing changed.
    `,
  );
});

test('a reason may follow a name, of several words or of several people, and an answer to whom', async () => {
  const { world } = await newRoles({ olga: 'sms organizer', bo: '', ann: '' });
  await world.sql`update people set name = 'Ana Lopez' where name = 'Ana'`;
  await world.sql`update people set name = 'Ana Ruiz' where name = 'Ann'`;
  await world.sql`update memberships set role = 'organizer' where number = 4`;
  await play(
    world,
    `
    bo> /suspend Ben: he spams
    bo< Suspend Ben (1998)? … They hear why: he spams [Yes] [No]
    bo> [No]
    bo~
    bo> /suspend ana LOPEZ  writes to all, every day
    bo< Suspend Ana Lopez (1998)? … They hear why: writes to all, every day [Yes] [No]
    bo> [No]
    bo~
    bo> /remove Ana she spams
    bo< Several match. Whom do you mean? [Ana Lopez (1998)] [Ana Ruiz (1998)]
    bo> [Ana Ruiz (1998)]
    bo< Remove Ana Ruiz (1998) from Lincoln 98? … They hear why: she spams [Yes] [No]
    bo> [Yes]
    bo< Ana Ruiz is removed.
    ann< An organizer took you out of Lincoln 98. Nothing more comes from there. | The reason given: she spams
    bo> /suspend
    bo~
    bo> 3 too loud
    bo< Suspend Ben (1998)? … They hear why: too loud [Yes] [No]
    bo> [No]
    bo~
    bo> /suspend an old friend
    bo< I find nobody like that in Lincoln 98. | Whom do you mean? …
    bo> /cancel
    bo~
    olga> SUSPEND Ben he spams
    olga< Suspend Ben (1998)? … They hear why: he spams [Yes] [No]
    olga> exit
    olga~
    olga> SUSPEND 3
    olga< Suspend Ben (1998)? … To tell them why, write SUSPEND 3 and the reason. [Yes] [No]
    `,
  );
});

test('an applicant is not in yet, and one of another class is nobody here', async () => {
  const { world } = await newRoles({ pia: 'sms pending' });
  await newClass(world, { name: 'Oak Street', members: { zoe: 'organizer', yan: '' } });
  await play(
    world,
    `
    olga> /promote pia
    olga< Pia is not in yet: they ask to join. /pending shows how to answer.
    olga> /remove 4
    olga< Pia is not in yet: they ask to join. /pending shows how to answer.
    olga> /remove yan
    olga< I find nobody like that in Lincoln 98. | …
    olga> /cancel
    olga~
    ben> REMOVE 2
    ben< REMOVE is for organizers only. Write MENU to see what you can do here.
    ben> Remove the old photos
    ben< This goes to 2 classmates…
    `,
  );
});

test('roles are read again when it is done: an organizer demoted meanwhile changes nothing', async () => {
  const { world } = await newRoles();
  await play(world, 'olga> /remove 3\nolga~');
  await world.sql`update memberships set role = 'organizer' where number = 2`;
  await world.sql`update memberships set role = 'member' where number = 1`;
  await play(world, 'olga> [Yes]\nolga< Only organizers can do that.');
  expect(await placesOf(world)).toMatchObject({ Ben: 'member active' });
});

test('somebody who has left meanwhile is said to be gone', async () => {
  const { world } = await newRoles();
  await play(
    world,
    `
    olga> /remove 3
    olga~
    ben> LEAVE
    ben~
    ben> 1
    ben~
    olga> [Yes]
    olga< They are not in Lincoln 98 any more.
    `,
  );
});
