import { expect, test } from 'vitest';
import { anaApplies, newSchool } from '../support/applying.ts';
import { sayAtOnce } from '../support/atOnce.ts';
import { addInvite, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const ask =
  'Leave Lincoln 98? Nothing more comes from there, and to come back you need an invite and your classmates’ word again. [Yes, leave] [No, stay]';

async function newLeaving(members: Record<string, string>) {
  const world = await newWorld();
  return { world, school: await newClass(world, { name: 'Lincoln 98', members }) };
}

test('a member leaves, hears nothing more, and may ask to come back', async () => {
  const { world, school } = await newLeaving({ olga: 'organizer', ben: 'sms', ana: '' });
  await addInvite(world, school);
  await play(
    world,
    `
    ben> LEAVE
    ben< ${ask}
    ben> 1
    ben< You have left Lincoln 98. All the best!
    ben> hello
    ben< Hello! I connect old schoolmates…
    olga> Where is Ben?
    olga< This goes to 1 classmate in Lincoln 98: …
    olga> [Post it]
    olga~
    ana~
    ben> LEAVE
    ben< LEAVE is for active members of the class only. …
    ben> JOIN K7QM-2XRD
    ben< Welcome! You are about to join Lincoln 98. … | In which year…
    `,
  );
  expect(
    await world.sql`select m.status, m.role from memberships m join people p on p.id = m.person_id
    where p.name = 'Ben'`,
  ).toEqual([{ status: 'left', role: 'member' }]);
});

test('on Telegram, in Spanish, and a suspended member too', async () => {
  const { world } = await newLeaving({ olga: 'organizer', ana: 'es suspended' });
  await play(
    world,
    `
    ana> /irme
    ana< ¿Dejar Lincoln 98? No llegará nada más de allí, y para volver necesitarás otra invitación y la palabra de tus compañeros. [Sí, irme] [No, quedarme]
    ana> [Sí, irme]
    ana< Dejaste Lincoln 98. ¡Que te vaya bien!
    ana> hola
    ana< ¡Hola! …
    `,
  );
});

test('a member thinks again: by the button, by cancelling, or by asking twice', async () => {
  const { world } = await newLeaving({ olga: 'organizer', ben: 'sms', ana: '' });
  await play(
    world,
    `
    ben> LEAVE
    ben< ${ask}
    ben> 2
    ben< Good, you stay.
    ben> LEAVE
    ben~
    ben> no
    ben< Good, you stay.
    ben> LEAVE
    ben~
    ben> EXIT
    ben< Good, you stay.
    ana> /leave
    ana~
    ana> hmm
    ana< Please choose one of these. | Leave Lincoln 98? …
    ana> back
    ana< This is the first question; there is nothing to go back to. | Leave Lincoln 98? …
    ana> /leave
    ana< ${ask}
    ana> [No, stay]
    ana< Good, you stay.
    ana> [Yes, leave]
    ana< That button belongs to a conversation that is over.
    `,
  );
  expect(await world.sql`select status from memberships where status <> 'active'`).toEqual([]);
});

test('one of two organizers just leaves', async () => {
  const { world } = await newLeaving({ olga: 'organizer', ana: 'organizer' });
  await play(
    world,
    `
    olga> /leave
    olga< ${ask}
    olga> [Yes, leave]
    olga< You have left Lincoln 98. All the best!
    `,
  );
});

test('the last organizer hands over first, to somebody chosen or named', async () => {
  const { world, school } = await newLeaving({
    olga: 'organizer',
    ana: '',
    anabel: 'sms',
    sam: 'suspended',
    pia: 'pending',
  });
  const who =
    'You are the last organizer of Lincoln 98. Who shall organize it after you? Choose, or write a name.';
  await play(
    world,
    `
    olga> /leave
    olga< ${who} [Ana (1998)] [Anabel (1998)]
    olga> zoe
    olga< Nobody active in Lincoln 98 is called “zoe”. | ${who} [Ana (1998)] [Anabel (1998)]
    olga> sam
    olga< Nobody active in Lincoln 98 is called “sam”. | …
    olga> olga
    olga< Nobody active in Lincoln 98 is called “olga”. | …
    olga> na
    olga< Several match. Whom do you mean? | ${who} [Ana (1998)] [Anabel (1998)]
    olga> ana
    olga< Leave Lincoln 98 and hand it over to Ana (1998)? [Yes, leave] [No, stay]
    olga> back
    olga< ${who} [Ana (1998)] [Anabel (1998)]
    olga> [Anabel (1998)]
    olga< Leave Lincoln 98 and hand it over to Anabel (1998)? [Yes, leave] [No, stay]
    olga> [Yes, leave]
    anabel< Olga has left and handed Lincoln 98 to you: you are its organizer now. MENU shows what you can do.
    olga< Anabel organizes Lincoln 98 now. You have left; all the best!
    anabel> INVITE NEW
    anabel< Here is a new invite. …
    `,
  );
  expect(
    await world.sql`select actor_id, act, subject_id from audit_log where act like 'community%'`,
  ).toEqual([
    {
      actor_id: school.members.olga!.membershipId,
      act: 'community.handedOver',
      subject_id: school.members.anabel!.membershipId,
    },
  ]);
});

test('by text message the successor is chosen by the number of the line', async () => {
  const { world } = await newLeaving({ olga: 'sms es organizer', ana: '', ben: 'sms es' });
  await play(
    world,
    `
    olga> IRME
    olga< Eres la última persona que organiza Lincoln 98. ¿Quién la organizará después? Elige, o escribe un nombre. [Ana (1998)] [Ben (1998)]
    olga> 2
    olga< ¿Dejar Lincoln 98 en manos de Ben (1998)? [Sí, irme] [No, quedarme]
    olga> 1
    ben< Olga se fue y te entregó Lincoln 98: ahora la organizas. MENU muestra lo que puedes hacer.
    olga< Ben organiza ahora Lincoln 98. Tú ya no estás; ¡que te vaya bien!
    `,
  );
});

test('a successor who has left meanwhile is not one, and another is asked for', async () => {
  const { world } = await newLeaving({ olga: 'organizer', ana: '', ben: 'sms' });
  await play(
    world,
    `
    olga> /leave
    olga~
    olga> [Ana (1998)]
    olga~
    ana> /leave
    ana~
    ana> [Yes, leave]
    ana~
    olga> [Yes, leave]
    olga< Things changed meanwhile, so nothing was done yet. | You are the last organizer of Lincoln 98. … [Ben (1998)]
    ben> LEAVE
    ben~
    ben> 1
    ben~
    olga> [Ben (1998)]
    olga< Leave Lincoln 98 and hand it over to Ben (1998)? …
    olga> [Yes, leave]
    olga< You have left Lincoln 98. All the best!
    `,
  );
});

test('of the last two organizers who leave at once, the second hands over', async () => {
  const { world } = await newLeaving({ olga: 'organizer', ana: 'organizer', ben: 'sms' });
  await play(
    world,
    `
    olga> /leave
    olga< ${ask}
    ana> /leave
    ana< ${ask}
    olga> [Yes, leave]
    olga~
    ana> [Yes, leave]
    ana< Things changed meanwhile, so nothing was done yet. | You are the last organizer of Lincoln 98. … [Ben (1998)]
    `,
  );
});

test('of the last two organizers who leave at the same instant, one stays to hand over', async () => {
  const { world } = await newLeaving({ olga: 'organizer', ana: 'organizer', ben: 'sms' });
  await play(world, 'olga> /leave\nolga~\nana> /leave\nana~');
  await sayAtOnce(world, { olga: 'Yes', ana: 'yes, leave' });
  const [left] =
    await world.sql`select count(*)::int from memberships where role = 'organizer' and status = 'active'`;
  expect(left!.count).toBe(1);
});

test('the only member closes the door: no invite leads into an empty room', async () => {
  const { world, school } = await newLeaving({ olga: 'organizer', sam: 'sms suspended' });
  await addInvite(world, school);
  await play(
    world,
    `
    olga> /leave
    olga< You are the only one in Lincoln 98. If you leave, its door closes: its invites end with it. Leave? [Yes, leave] [No, stay]
    olga> [Yes, leave]
    olga< You have left Lincoln 98. All the best!
    gus: telegram 77
    gus> /start K7QM-2XRD
    gus< This invite has been taken back. …
    `,
  );
});

test('an applicant takes the request back, and who was asked hears of it', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ana> LEAVE
    ana< Take back your request to join Lincoln 98? [Yes, leave] [No, stay]
    ana> 1
    ana< Your request to join Lincoln 98 is taken back.
    olga< Request 1 is settled: Ana Lopez (1998, Blue) does not ask to come in any more.
    ben< Request 1 is settled: …
    cho< Request 1 is settled: …
    ben> [Yes, I know them]
    ben< Thank you, but Ana Lopez (1998, Blue) does not ask to come in any more.
    ana> hello
    ana< Hello! I connect old schoolmates…
    `,
  );
  expect(await world.sql`select status from approvals`).toEqual([{ status: 'withdrawn' }]);
});

test('who is in another class speaks there from then on', async () => {
  const { world } = await newLeaving({ olga: 'organizer', ben: 'sms' });
  await newClass(world, { name: 'Oak Street', members: { zoe: 'organizer', ben: 'sms' } });
  await play(
    world,
    `
    ben> LEAVE
    ben< Leave Oak Street? …
    ben> 1
    ben< You have left Oak Street. All the best! | What you write now goes to Lincoln 98.
    ben> hello there
    ben< This goes to 1 classmate in Lincoln 98: …
    `,
  );
});

test('a stranger has nothing to leave', async () => {
  const { world } = await newLeaving({ olga: 'organizer' });
  await play(
    world,
    `
    gus: sms +14155550199
    gus> LEAVE
    gus< LEAVE is for active members of the class only. …
    `,
  );
});

test('who was turned down while they thought about taking their request back stays turned down', async () => {
  const { world, school } = await newLeaving({ olga: 'organizer', eve: 'pending' });
  await addInvite(world, school);
  await play(
    world,
    `
    eve> /leave
    eve< Take back your request to join Lincoln 98? [Yes, leave] [No, stay]
    `,
  );
  await world.sql`update memberships set status = 'rejected' where id = ${school.members.eve!.membershipId}`;
  await play(
    world,
    `
    eve> [Yes, leave]
    eve~
    eve> /start K7QM-2XRD
    eve< Your classmates in Lincoln 98 did not recognise you, so I cannot let you in. …
    `,
  );
});
