import { expect, test } from 'vitest';
import { addInvite, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

async function newHosts(channels?: ('telegram' | 'sms')[]) {
  const world = await newWorld(channels ? { channels } : {});
  const school = await newClass(world, {
    name: 'Lincoln 98',
    members: channels
      ? { olga: 'sms organizer' }
      : { olga: 'organizer', mia: 'sms es moderator', ben: 'sms', ana: '' },
  });
  return { world, school };
}

test('an organizer makes an invite, limits it and takes it back with buttons', async () => {
  const { world } = await newHosts();
  await play(
    world,
    `
    olga> /invite
    olga< There is no open invite for Lincoln 98 just now. [New invite]
    olga> [New invite]
    olga< Here is a new invite. | Whoever has this invite may ask to join Lincoln 98: | Telegram: https://t.me/homeroom_bot?start={code=\\S{9}} | By SMS: JOIN … to +15005550006 | Used 0 times. [Limit it] [Take it back]
    olga> [Limit it]
    olga< How many people may use {code}? Write a number, 0 for any number.
    olga> a lot
    olga< An invite can be for 1 to 10,000 people. | How many people may use {code}? …
    olga> 30
    olga< For how many days is {code} good? Write a number, 0 for no end.
    olga> back
    olga< How many people…
    olga> 2 people
    olga< For how many days…
    olga> 400
    olga< An invite can be good for 1 to 366 days. | For how many days…
    olga> 7
    olga< Whoever has this invite may ask to join Lincoln 98: | Telegram: … | By SMS: … | Used 0 of 2 times, good for 7 days more.
    --- 6 days
    ana> /invite
    ana< Whoever has this invite may ask to join Lincoln 98: | Telegram: https://t.me/homeroom_bot?start={code} | By SMS: … | Used 0 of 2 times, good for 1 day more.
    olga> /invite
    olga< Whoever has this… [New invite] [Limit it] [Take it back]
    olga> [Take it back]
    olga< The invite {code} is taken back; nobody can use it any more. [New invite]
    olga> [Take it back]
    olga< There is no open invite {code} in Lincoln 98.
    olga> /invite limit {code}
    olga< There is no open invite {code} in Lincoln 98.
    gus: telegram 77
    gus> /start {code}
    gus< This invite has been taken back. …
    `,
  );
  expect((await world.sql`select act from audit_log order by id`).map(({ act }) => act)).toEqual([
    'invite.made',
    'invite.limited',
    'invite.revoked',
  ]);
});

test('a moderator does the same by text message, in Spanish', async () => {
  const { world } = await newHosts();
  await play(
    world,
    `
    mia> INVITAR
    mia< Ahora no hay ninguna invitación abierta para Lincoln 98. | Responde INVITAR NUEVA.
    mia> INVITAR LIMITAR
    mia< Ahora no hay ninguna invitación abierta para Lincoln 98. | Responde INVITAR NUEVA.
    mia> INVITAR NUEVA
    mia< Aquí tienes una invitación nueva. | Con esta invitación se puede pedir entrar en Lincoln 98: | Telegram: https://t.me/homeroom_bot?start={code=\\S{9}} | Por SMS: UNIRSE … al +15005550006 | Usada 0 veces. | Responde INVITAR LIMITAR … o INVITAR RETIRAR …
    mia> Invitar limitar
    mia< ¿Cuántas personas pueden usar {code}? Escribe un número, 0 para cualquiera.
    mia> 0
    mia< ¿Cuántos días vale {code}? Escribe un número, 0 para sin límite.
    mia> 1
    mia< Con esta invitación… Usada 0 veces, vale 1 día más.
    mia> INVITAR RETIRAR {code}
    mia< La invitación {code} está retirada; ya nadie puede usarla. | Responde INVITAR NUEVA.
    `,
  );
});

test('/invite 5 makes one for five at once; the others stay open and are named', async () => {
  const { world, school } = await newHosts();
  await addInvite(world, school);
  await play(
    world,
    `
    olga> /invite 5
    olga< Here is a new invite. … Used 0 of 5 times. [Limit it] [Take it back]
    olga> /invite
    olga< Whoever… Used 0 of 5 times. | Also open: | K7QM-2XRD: Used 0 times. [New invite] [Limit it] [Take it back]
    olga> /invite 0
    olga< An invite can be for 1 to 10,000 people.
    olga> /invite everybody
    olga< An invite can be for 1 to 10,000 people.
    olga> /invite revoke k7qm2xrd
    olga< The invite K7QM-2XRD is taken back; nobody can use it any more.
    `,
  );
});

test('limiting is forgotten after a day, and cancelled like anything else', async () => {
  const { world, school } = await newHosts();
  await addInvite(world, school);
  await play(
    world,
    `
    olga> /invite limit
    olga< How many people may use K7QM-2XRD? …
    olga> /cancel
    olga< All right, cancelled.
    olga> /invite limit k7qm2xrd
    olga~
    olga> 3
    olga< For how many days…
    --- 1 day
    olga> hello
    olga< This goes to 3 classmates…
    `,
  );
});

test('members hand the invite on and change nothing; outsiders see nothing', async () => {
  const { world, school } = await newHosts();
  await addInvite(world, school);
  await play(
    world,
    `
    ben> INVITE
    ben< Whoever has this invite may ask to join Lincoln 98: | Telegram: https://t.me/homeroom_bot?start=K7QM-2XRD | By SMS: JOIN K7QM-2XRD to +15005550006 | Used 0 times.
    ben> INVITE NEW
    ben< Only organizers and moderators make invites and take them back.
    ben> INVITE LIMIT
    ben< Only organizers and moderators make invites and take them back.
    ben> INVITE REVOKE K7QM-2XRD
    ben< Only organizers and moderators make invites and take them back.
    ben> Invite all your old friends too
    ben< This goes to 3 classmates in Lincoln 98: | Invite all your old friends too …
    gus: telegram 77
    gus> /invite
    gus< /invite is for active members of the class only. …
    `,
  );
});

test('a moderator who is none any more when the answers are in limits nothing', async () => {
  const { world, school } = await newHosts();
  await addInvite(world, school);
  await play(world, 'mia> INVITAR LIMITAR\nmia~\nmia> 3\nmia~');
  await world.sql`update memberships set role = 'member' where role = 'moderator'`;
  await play(world, 'mia> 3\nmia< Solo quienes organizan o moderan hacen invitaciones y las retiran.');
  expect(await world.sql`select max_uses from invites`).toEqual([{ max_uses: null }]);
});

test('an invite that ends while it is being limited says so', async () => {
  const { world, school } = await newHosts();
  await addInvite(world, school);
  await play(
    world,
    `
    olga> /invite limit
    olga~
    olga> 3
    olga~
    mia> INVITAR RETIRAR K7QM-2XRD
    mia~
    olga> 3
    olga< That invite has ended meanwhile, so nothing changed.
    `,
  );
});

test('an invite of another class cannot be taken back', async () => {
  const { world } = await newHosts();
  const street = await newClass(world, { name: 'Oak Street', members: { zoe: 'organizer' } });
  await addInvite(world, street);
  await play(world, 'olga> /invite revoke K7QM-2XRD\nolga< There is no open invite K7QM-2XRD in Lincoln 98.');
});

test('where there is no Telegram there is no link', async () => {
  const { world, school } = await newHosts(['sms']);
  await addInvite(world, school);
  await play(
    world,
    'olga> INVITE\nolga< Whoever has this invite may ask to join Lincoln 98: | By SMS: JOIN K7QM-2XRD to +15005550006 | Used 0 times. | Answer INVITE NEW or INVITE LIMIT K7QM-2XRD or INVITE REVOKE K7QM-2XRD.',
  );
});

test('a limit is one number, and above what has been used already', async () => {
  const { world, school } = await newHosts();
  await addInvite(world, school);
  await world.sql`update invites set uses = 4`;
  await play(
    world,
    `
    olga> /invite limit
    olga< How many people may use K7QM-2XRD? …
    olga> -3
    olga< An invite can be for 1 to 10,000 people. …
    olga> 1,000
    olga< An invite can be for 1 to 10,000 people. …
    olga> 3 people
    olga< For how many days…
    olga> 0
    olga< K7QM-2XRD has been used 4 times already, so I left it as it was. To end it, take it back.
    olga> /invite
    olga< Whoever has this invite … Used 4 times. …
    `,
  );
});
