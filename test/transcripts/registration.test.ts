import { expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';

test('a classmate joins by the link on Telegram, with her own contact', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana< Welcome! You are about to join Lincoln 98. A few questions, then your classmates say whether they know you. | What is your full name, as your classmates knew you?
    ana> Ana Lopez
    ana< Thank you, Ana Lopez. | In which year did you graduate, or should have?
    ana> I think it was 1998
    ana< Which house or section were you in? (You can skip this.) [Skip]
    ana> Blue
    ana< I ask for your phone number so that nobody joins twice. Share it with the button, or type it with its country code, like +14155550123. [Share my phone number]
    ana> (contact 14155550123)
    ana< Where do you want to get what your classmates write? [Telegram] [SMS]
    ana> [Telegram]
    ana< Which city’s time do you live by? Choose, or type the nearest large city. [New York] [Chicago] [Denver] [Los Angeles]
    ana> [Chicago]
    ana< Thank you! I am asking your classmates in Lincoln 98 now whether they know you (request 1). You hear from me as soon as they decide.
    olga< Request 1: Ana Lopez (1998, Blue) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
    ana> hello?
    ana< Your classmates in Lincoln 98 have been asked about you. You hear from me as soon as they decide.
    `,
  );
  const [ana] = await world.sql`
    select p.name, p.time_zone, p.language, m.status, m.role, m.graduating_year, m.section, m.preferred_channel
    from memberships m join people p on p.id = m.person_id where p.name = 'Ana Lopez'`;
  expect(ana).toEqual({
    name: 'Ana Lopez',
    time_zone: 'America/Chicago',
    language: 'en',
    status: 'pending',
    role: 'member',
    graduating_year: 1998,
    section: 'Blue',
    preferred_channel: 'telegram',
  });
  expect(
    await world.sql`select channel, proof from addresses where person_id in (
    select id from people where name = 'Ana Lopez') order by channel`,
  ).toEqual([
    { channel: 'sms', proof: 'phone' },
    { channel: 'telegram', proof: 'speaks' },
  ]);
});

test('a classmate joins by text message: the sender is the proof, and consent is asked with the first answer', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ben: sms +14155550123
    ben> JOIN K7QM-2XRD
    ben< Welcome! You are about to join Lincoln 98. A few questions, then your classmates say whether they know you. | What is your full name, as your classmates knew you? | You get these texts because you wrote to Homeroom. Msg & data rates may apply. Reply STOP to stop, HELP for help.
    ben> Ben Ito
    ben< Thank you, Ben Ito. | In which year did you graduate, or should have?
    ben> 1998
    ben< Which house or section were you in? (You can skip this.) [Skip]
    ben> 1
    ben< Which city’s time do you live by? Choose, or type the nearest large city. [New York] [Chicago] [Denver] [Los Angeles]
    ben> 4
    ben< Thank you! I am asking your classmates in Lincoln 98 now whether they know you (request 1). You hear from me as soon as they decide.
    olga< Request 1: Ben Ito (1998) asks to join Lincoln 98. Do you know them? [Yes, I know them] [No]
    `,
  );
  const [consent] = await world.sql`
    select consent_sent_at is not null as sent, proof from addresses a join people p on p.id = a.person_id
    where p.name = 'Ben Ito'`;
  expect(consent).toEqual({ sent: true, proof: 'speaks' });
});

test('a classmate joins by text message in Spanish, with the code typed as it was read out', async () => {
  const { world } = await openClass({}, { olga: 'sms es organizer' });
  await play(
    world,
    `
    eva: sms +525555550123 es
    eva> Unirse k7qm 2xrd
    eva< ¡Te damos la bienvenida! Vas a entrar en Lincoln 98. Unas preguntas, y luego tus compañeros dicen si te conocen. | ¿Cuál es tu nombre completo, tal como te conocían tus compañeros? | Recibes estos mensajes…
    eva> Eva Núñez
    eva< Gracias, Eva Núñez. | ¿En qué año te graduaste, o debías graduarte?
    eva> 98
    eva< Por favor, escribe el año con cuatro cifras, como 1998. | ¿En qué año…
    eva> 1998
    eva< ¿En qué casa o sección estabas? (Puedes saltarlo.) [Saltar]
    eva> saltar
    eva< ¿Con la hora de qué ciudad vives? Elige, o escribe la ciudad grande más cercana. [Ciudad de México] [Tijuana] [Cancún]
    eva> Macondo
    eva< No conozco la hora de esa ciudad. Prueba una más grande cercana, como Lima, Madrid o New York. | ¿Con la hora de qué ciudad vives? …
    eva> cancún
    eva< ¡Gracias! Ahora pregunto a tus compañeros de Lincoln 98 si te conocen (solicitud 1). Te aviso en cuanto decidan.
    olga< Solicitud 1: Eva Núñez (1998) pide entrar en Lincoln 98. ¿Conoces a esta persona? | Responde SI 1 o NO 1.
    `,
  );
});

test('back corrects every answer on Telegram, down to the first question', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana~
    ana> back
    ana< This is the first question; there is nothing to go back to. | What is your full name…
    ana> Anna
    ana< Thank you, Anna. …
    ana> back
    ana< What is your full name…
    ana> Ana Lopez
    ana< Thank you, Ana Lopez. …
    ana> 1989
    ana< Which house…
    ana> /back
    ana< In which year…
    ana> 1998
    ana< Which house…
    ana> Red
    ana< I ask for your phone number…
    ana> atrás
    ana< Which house…
    ana> Blue
    ana< I ask for your phone number…
    ana> (contact 14155550123)
    ana< Where do you want…
    ana> back
    ana< I ask for your phone number…
    ana> (contact 14155550124)
    ana< Where do you want…
    ana> [SMS]
    ana< Which city’s time…
    ana> back
    ana< Where do you want…
    ana> [Telegram]
    ana< Which city’s time…
    ana> [New York]
    ana< Thank you! …
    olga< Request 1: Ana Lopez (1998, Blue) asks to join Lincoln 98. …
    `,
  );
});

test('back from the time zone leads to the section by text message, where no number is asked', async () => {
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
    ben> Red
    ben< Which city’s time…
    ben> BACK
    ben< Which house…
    ben> Blue
    ben< Which city’s time…
    ben> BACK
    ben~
    ben> BACK
    ben< In which year…
    `,
  );
});

test('/cancel, and EXIT by text message, end it; the invite stays good', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana~
    ana> /cancel
    ana< All right, cancelled. Your invite stays good: use it again whenever you like.
    ana> /cancel
    ana< There is nothing to cancel just now.
    ben: sms +14155550123 es
    ben> UNIRSE K7QM-2XRD
    ben~
    ben> Ben Ito
    ben~
    ben> SALIR
    ben< De acuerdo, cancelado. Tu invitación sigue valiendo: úsala de nuevo cuando quieras.
    ben> UNIRSE K7QM-2XRD
    ben< ¡Te damos la bienvenida! Vas a entrar en Lincoln 98. …
    ben> EXIT
    ben< De acuerdo, cancelado. …
    `,
  );
});

test('interrupted at every question, and taken over by another process, it goes on where it was', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana~
    --- restart
    ana> Ana Lopez
    ana< Thank you, Ana Lopez. …
    --- 3 days
    --- restart
    ana> 1998
    ana< Which house…
    --- restart
    ana> [Skip]
    ana< I ask for your phone number…
    --- restart
    ana> (contact 14155550123)
    ana< Where do you want…
    --- 20 days
    ana> [SMS]
    ana< Which city’s time…
    --- restart
    ana> [Denver]
    ana< Thank you! …
    olga< Request 1: Ana Lopez (1998) asks to join Lincoln 98. …
    `,
  );
});

test('a link pressed twice goes on where it was; another invite begins anew', async () => {
  const { world } = await openClass();
  await newClass(world, { name: 'Oak Street', members: { zoe: 'organizer' } });
  await world.sql`insert into invites (id, community_id, code, created_at)
    select ${world.newId()}, id, '0AKS-TREE', ${world.clock.now()} from communities where name = 'Oak Street'`;
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana~
    ana> /start K7QM-2XRD
    ana< Let us go on where we were. | What is your full name…
    ana> Ana Lopez
    ana~
    ana> /start k7qm2xrd
    ana< Let us go on where we were. | In which year…
    ana> /start
    ana< Let us go on where we were. | In which year…
    ana> JOIN OAKS-TREE
    ana< Welcome! You are about to join Oak Street. … | What is your full name…
    ana> /cancel
    ana< All right, cancelled. …
    ana> 1998
    ana< Hello! I connect old schoolmates…
    `,
  );
  expect(
    await world.sql`select flow from conversations where status <> 'done' and address_id is not null`,
  ).toEqual([]);
});

test('another command is answered, and the question comes again', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001
    ana> /start K7QM-2XRD
    ana~
    ana> /language es
    ana< Muy bien, ahora hablo español contigo. | ¿Cuál es tu nombre completo…
    ana> /language
    ana< … [English] [Español]
    ana> Ana Lopez
    ana< Por favor, elige una de estas opciones. | …
    ana> [English]
    ana< All right, I speak English with you now. | What is your full name…
    ana> Ana Lopez
    ana< Thank you, Ana Lopez. …
    ana> /help
    ana< … | In which year…
    ana> /post hello
    ana< /post is for active members of the class only. Write /help to see what you can do here. | In which year…
    ana> /dance
    ana< I do not know /dance. Write /help to see what you can do here. | In which year…
    `,
  );
});
