import { expect, test } from 'vitest';
import { insertInbox } from '../../db/inbox.ts';
import { anaApplies, newSchool } from '../support/applying.ts';
import { addInvite, type Class, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

test('an applicant by text message is let in by two members on Telegram', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ben> [Yes, I know them]
    ben< Thank you. I noted that you know Ana Lopez (1998, Blue).
    cho> /approve 1
    cho< Thank you. I noted that you know Ana Lopez (1998, Blue).
    cho< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    ana< You are in! Your classmates in Lincoln 98 know you. Write anything to share it with them; MENU shows what else you can do.
    olga< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    ben< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    dora< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    `,
  );
});

test('an applicant on Telegram is let in by two members by text message, in Spanish, and finds the last five posts', async () => {
  const world = await newWorld();
  const school = await newClass(world, {
    name: 'San Martín 98',
    members: { olga: 'sms es organizer', beto: 'sms es', carla: 'sms es Azul' },
  });
  await addInvite(world, school);
  for (const n of [1, 2, 3, 4, 5, 6]) await post(world, school, `mensaje ${n}`);
  await play(
    world,
    `
    ana: telegram 77001 es
    ana> /start K7QM-2XRD
    ana~
    ana> Ana López
    ana~
    ana> 1998
    ana~
    ana> [Saltar]
    ana~
    ana> (contact +525555550123)
    ana~
    ana> [Telegram]
    ana~
    ana> [Ciudad de México]
    ana< ¡Gracias! Ahora pregunto a tus compañeros de San Martín 98 si te conocen (solicitud 1). Te aviso en cuanto decidan.
    olga< Solicitud 1: Ana López (1998) pide entrar en San Martín 98. ¿Conoces a esta persona? | Responde SI 1 o NO 1.
    beto< Solicitud 1: Ana López (1998) pide entrar en San Martín 98. ¿Conoces a esta persona? | Responde SI 1 o NO 1.
    carla< Solicitud 1: Ana López (1998) pide entrar en San Martín 98. ¿Conoces a esta persona? | Responde SI 1 o NO 1.
    beto> Sí
    beto< ¿Qué solicitud quieres decir? | 1 persona pide entrar en San Martín 98: | 1: Ana López (1998) | ¿Conoces a alguien? Responde SI 1 o NO 1.
    beto> sí 1
    beto< Gracias. Anoté que conoces a Ana López (1998).
    carla> APROBAR 1
    carla< Gracias. Anoté que conoces a Ana López (1998).
    carla< Ana López (1998) ya está en San Martín 98. ¡Dale la bienvenida!
    beto< Ana López (1998) ya está en San Martín 98. ¡Dale la bienvenida!
    olga< Ana López (1998) ya está en San Martín 98. ¡Dale la bienvenida!
    ana< ¡Ya estás dentro! Tus compañeros de San Martín 98 te conocen. Escribe lo que quieras compartir; con /help ves qué más puedes hacer.
    ana< Olga · #1 | mensaje 2
    ana< Olga · #2 | mensaje 3
    ana< Olga · #3 | mensaje 4
    ana< Olga · #4 | mensaje 5
    ana< Olga · #5 | mensaje 6
    `,
  );
  expect(await statusOf(world, 'Ana López')).toEqual('active');
  const forums =
    await world.sql`select forum_id from forum_members fm join memberships m on m.id = fm.membership_id
    join people p on p.id = m.person_id where p.name = 'Ana López'`;
  expect(forums).toHaveLength(1);
});

test('one organizer lets somebody in at once, and is kept as who decided', async () => {
  const { world, school } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    olga> [Yes, I know them]
    olga< Thank you! An organizer’s word decides: I am letting Ana Lopez (1998, Blue) in.
    ana< You are in! Your classmates in Lincoln 98 know you…
    ben< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    cho< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    dora< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    `,
  );
  const acts = await world.sql`select actor_id, act from audit_log`;
  expect(acts).toEqual([{ actor_id: school.members.olga!.membershipId, act: 'applicant.approved' }]);
});

test('one organizer turns somebody down with a reason, which stays among the organizers', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ben> [No]
    ben< Thank you. I noted that you do not know Ana Lopez (1998, Blue).
    olga> /reject 1 She was never in our class
    olga< All right. An organizer’s word decides: Ana Lopez (1998, Blue) is not let in, and does not hear who said so. If you change your mind, /approve 1 lets them in. | I noted your reason; they do not hear it.
    ana< I asked your classmates in Lincoln 98, and they could not place you, so I cannot let you in. Memories fade: if it is a mistake, please talk to an organizer.
    ben< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    cho< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    ana> hello?
    ana< Your classmates in Lincoln 98 did not recognise you, so I cannot let you in. If that is a mistake, please talk to an organizer.
    `,
  );
  const [request] = await world.sql`select status, reason from approvals`;
  expect(request).toEqual({ status: 'rejected', reason: 'She was never in our class' });
});

test('two members who do not know an applicant are enough to turn them down, by text message too', async () => {
  const { world } = await newSchool({ cho: 'sms Blue' });
  await play(
    world,
    `
    ${anaApplies.replace(/cho<.*/, 'cho< …Do you know them? | Answer YES 1 or NO 1.')}
    ben> [No]
    ben< Thank you. I noted that you do not know Ana Lopez (1998, Blue).
    cho> No 1 never heard of her
    cho< Thank you. I noted that you do not know Ana Lopez (1998, Blue). | I noted your reason; they do not hear it.
    cho< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    ben< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    olga< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    ana< I asked your classmates in Lincoln 98, and they could not place you…
    `,
  );
  expect(await statusOf(world, 'Ana Lopez')).toEqual('rejected');
});

test('once members disagree, an organizer decides, however many vouch after that', async () => {
  const { world } = await newSchool({ olga: 'sms organizer', eva: 'Blue' });
  await play(
    world,
    `
    ${anaApplies.replace(/olga<.*/, 'olga< …Do you know them? | Answer YES 1 or NO 1.')}
    eva< Request 1…
    ben> [Yes, I know them]
    ben< Thank you…
    cho> [No]
    cho< Thank you…
    olga< Request 1: some in Lincoln 98 know Ana Lopez (1998, Blue), some do not. As an organizer you decide: do you know them? | Answer YES 1 or NO 1.
    dora> /approve 1
    dora< Thank you. I noted that you know Ana Lopez (1998, Blue).
    --- 1 day
    ana< Your request to join Lincoln 98 is still open. I reminded those who may know you, …
    # Eva was asked and said nothing, but now her word would change nothing.
    olga< Request 1: some in Lincoln 98 know Ana Lopez (1998, Blue), some do not…
    olga> YES 1
    olga< Thank you! An organizer’s word decides: I am letting Ana Lopez (1998, Blue) in.
    ana< You are in!…
    ben< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    cho< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    eva< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    dora< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    `,
  );
});

test('an organizer may also turn down somebody whom members disagree about', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ben> [No]
    ben< Thank you…
    cho> [Yes, I know them]
    cho< Thank you…
    olga< Request 1: some in Lincoln 98 know Ana Lopez (1998, Blue), some do not…
    dora> /reject 1
    dora< Thank you…
    olga> [No]
    olga< All right. An organizer’s word decides…
    ana< I asked your classmates in Lincoln 98, and they could not place you…
    ben< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    cho< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    dora< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    `,
  );
});

test('where members disagree and no organizer decides, everybody hears just that; the applicant later too', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    ben> [No]
    ben< Thank you…
    cho> [Yes, I know them]
    cho< Thank you…
    olga< Request 1: some in Lincoln 98 know Ana Lopez (1998, Blue), some do not…
    --- 1 day
    olga~
    ana~
    --- 3 days
    olga~
    ana~
    --- 10 days
    ana< The organizers of Lincoln 98 did not come to decide within two weeks, so your request has lapsed. That says nothing about you: use your invite again to ask once more.
    olga< Request 1 has lapsed: no organizer decided about Ana Lopez (1998, Blue).
    ben< Request 1 has lapsed: no organizer decided about Ana Lopez (1998, Blue).
    cho< Request 1 has lapsed: no organizer decided about Ana Lopez (1998, Blue).
    ana> any news?
    ana< Your request to join Lincoln 98 ran out before it was decided. To ask again, open your invite once more, or write JOIN and its code, for example JOIN K7QM-2XRD.
    ana> JOIN K7QM-2XRD
    ana< Welcome! …
    `,
  );
});

test('a community may want more than two members to vouch', async () => {
  const { world } = await newSchool();
  await world.sql`update communities set vouches_needed = 3`;
  await play(
    world,
    `
    ${anaApplies}
    ben> [Yes, I know them]
    ben< Thank you…
    cho> [Yes, I know them]
    cho< Thank you…
    dora> /approve 1
    dora< Thank you…
    dora< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    ben< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    cho< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    olga< Ana Lopez (1998, Blue) is in Lincoln 98 now. Say hello!
    ana< You are in!…
    `,
  );
});

test('who was asked and says nothing is reminded twice; after two weeks the request lapses, and may be made again', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    --- 12 hours
    ben> [Yes, I know them]
    ben< Thank you…
    --- 12 hours
    ana< Your request to join Lincoln 98 is still open. I reminded those who may know you, …
    olga< Request 1 is still open: Ana Lopez (1998, Blue) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
    cho< Request 1 is still open: Ana Lopez (1998, Blue) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
    --- 2 days
    --- 1 day
    ana< Your request to join Lincoln 98 is still open. I reminded those who may know you, …
    olga< Request 1 is still open…
    cho< Request 1 is still open…
    --- 9 days
    --- 1 day
    ana< Too few of your classmates in Lincoln 98 answered in two weeks, so your request has lapsed. That says nothing about you: use your invite again to ask once more.
    olga< Request 1 has lapsed: too few could say who Ana Lopez (1998, Blue) is.
    ben< Request 1 has lapsed: too few could say who Ana Lopez (1998, Blue) is.
    cho< Request 1 has lapsed: too few could say who Ana Lopez (1998, Blue) is.
    ana> JOIN K7QM-2XRD
    ana< Welcome!…In which year…
    ana> 1998
    ana~
    ana> Blue
    ana< Thank you!…(request 2)…
    olga< Request 2: Ana Lopez (1998, Blue) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
    ben~
    cho~
    olga> [Yes, I know them]
    olga< Thank you!…
    ana< You are in!…
    ben~
    cho~
    dora~
    `,
  );
  expect(await world.sql`select * from timers`).toEqual([]);
});

test('who was asked and has left since is neither reminded nor told', async () => {
  const { world, school } = await newSchool();
  await play(world, anaApplies);
  await world.sql`update memberships set status = 'left' where id = ${school.members.cho!.membershipId}`;
  await play(
    world,
    `
    --- 1 day
    ana~
    olga< Request 1 is still open…
    ben< Request 1 is still open…
    olga> [No]
    olga~
    ana~
    ben< Request 1 is settled: Ana Lopez (1998, Blue) was not let in.
    `,
  );
});

test('a decision ends the reminders', async () => {
  const { world } = await newSchool();
  await play(
    world,
    `
    ${anaApplies}
    olga> [Yes, I know them]
    olga~
    ana~
    ben~
    cho~
    dora~
    --- 2 days
    --- 14 days
    `,
  );
});

test('who leaves while waiting is not asked about any more', async () => {
  const { world } = await newSchool();
  await play(world, `${anaApplies}`);
  await world.sql`update memberships set status = 'left' where status = 'pending'`;
  await tellRequest(world, { type: 'applicant.withdrew' });
  await play(
    world,
    `
    --- 1 second
    olga< Request 1 is settled: Ana Lopez (1998, Blue) does not ask to come in any more.
    ben< Request 1 is settled: Ana Lopez (1998, Blue) does not ask to come in any more.
    cho< Request 1 is settled: Ana Lopez (1998, Blue) does not ask to come in any more.
    ben> [Yes, I know them]
    ben< Thank you, but Ana Lopez (1998, Blue) does not ask to come in any more.
    --- 14 days
    `,
  );
});

test('nobody is let in who has left at the same moment', async () => {
  const { world } = await newSchool();
  await play(world, `${anaApplies}`);
  await world.sql`update memberships set status = 'left' where status = 'pending'`;
  await play(
    world,
    `
    olga> [Yes, I know them]
    olga< Thank you!…
    ben< Request 1 is settled: Ana Lopez (1998, Blue) does not ask to come in any more.
    cho< Request 1 is settled: Ana Lopez (1998, Blue) does not ask to come in any more.
    `,
  );
  expect(await statusOf(world, 'Ana Lopez')).toEqual('left');
});

test('organizers are told when a number was somebody else’s before', async () => {
  const { world, school } = await newSchool();
  await world.sql`
    insert into addresses (id, channel, account, identifier_hash, sealed_identifier, person_id, language, created_at)
    values (${world.newId()}, 'sms', '+15005550006',
      decode(${world.vault.hashIdentifier('sms', '+15005550006', '+14155550123')}, 'hex'),
      ${world.vault.sealIdentifier('+14155550123', null)}, ${school.members.dora!.personId}, 'en', ${world.clock.now()})`;
  await play(
    world,
    `
    ana: telegram 77001
    ana> /start K7QM-2XRD
    ana~
    ana> Ana Lopez
    ana~
    ana> 1998
    ana~
    ana> Blue
    ana~
    ana> (contact +14155550123)
    ana~
    ana> [Telegram]
    ana~
    ana> [New York]
    ana~
    olga< …Do you know them? Their phone number belonged to somebody else before, so please look twice. [Yes, I know them] [No]
    ben< …Do you know them? [Yes, I know them] [No]
    cho< …Do you know them? [Yes, I know them] [No]
    `,
  );
});

/** Something that was posted before anybody of the test came in, by the first member. */
async function post(world: World, { forumId, communityId, members }: Class, words: string): Promise<void> {
  const [author] = Object.values(members);
  await world.sql`
    insert into messages (id, community_id, forum_id, author_id, text, created_at)
    values (${world.newId()}, ${communityId}, ${forumId}, ${author!.membershipId}, ${words}, ${world.clock.now()})`;
}

async function statusOf(world: World, name: string): Promise<string> {
  const [row] = await world.sql`
    select m.status from memberships m join people p on p.id = m.person_id where p.name = ${name}`;
  return row!.status;
}

/** A word from elsewhere to the one request there is. */
async function tellRequest(world: World, event: { type: string }): Promise<void> {
  const [request] = await world.sql`select conversation_id as id from approvals`;
  const row = { sealed: null, reason: null, status: 'waiting', kind: 'word', correlationId: 'test' } as const;
  const { id } = request!;
  await insertInbox(
    world.sql,
    [{ ...row, id: world.newId(), lane: id, conversationId: id, event }],
    world.clock.now(),
  );
}
