import { expect, test } from 'vitest';
import { sayAtOnce } from '../support/atOnce.ts';
import { anaFinishes, anaUpToPhone, openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';

/** The phone to which codes go. */
const mobile = 'mobile: sms +14155550177';
const typeCode = 'Type the six digits I sent to +14•••••••77. [Send a new code] [Use another number]';
const askedForCode = `A code is on its way; it is good for ten minutes. | ${typeCode}`;
const offer = 'Shall I send a new code to +14•••••••77? [Send a new code] [Use another number]';

test('a number that is typed is proven by the code that arrives there', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ${mobile}
    ana> +1 (415) 555-0177
    mobile< {code=\\d{6}} is your Homeroom code. Nobody from Homeroom will ever ask you for it. | You get these texts because your number was given to Homeroom. Msg & data rates may apply. Reply STOP to stop, HELP for help.
    ana< ${askedForCode}
    ana> twelve
    ana< The code has six digits. | ${typeCode}
    ana> {code}
    ${anaFinishes}
    `,
  );
  const [row] = await world.sql`select attempts, used_at is not null as used from verification_codes`;
  expect(row).toEqual({ attempts: 1, used: true });
});

test('the code comes in the language of who asked for it', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ana: telegram 1001 es
    mobile: sms +525555550177
    ana> /start K7QM-2XRD
    ana~
    ana> Ana
    ana~
    ana> 1998
    ana~
    ana> [Saltar]
    ana~
    ana> 0052 5555550177
    mobile< {code=\\d{6}} es tu código de Homeroom. Nadie de Homeroom te lo pedirá nunca. | Recibes…
    ana< Un código va en camino; vale diez minutos. | Escribe las seis cifras que envié a +52••••••••77. [Enviar otro código] [Usar otro número]
    ana> {code}
    ana< ¿Dónde quieres recibir lo que escriban tus compañeros? [Telegram] [SMS]
    `,
  );
});

test('somebody else’s contact is no proof, whichever way it is asked', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ${mobile}
    ana> (somebody's contact +14155550199)
    ana< That is somebody else’s contact. I need your own number: use the button, or type it. | I ask for your phone number…
    ana> +14155550177
    mobile~
    ana< A code is on its way…
    ana> (somebody's contact +14155550199)
    ana< A contact shows me a number, but not that it is yours. | ${typeCode}
    ana> (contact +14155550123)
    ${anaFinishes}
    `,
  );
});

test('what is no phone number is said so, and why', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ana> my phone
    ana< I cannot read that as a phone number. Please type it with its country code, like +14155550123. | I ask for your phone number…
    ana> 12345
    ana< This is not a valid phone number. Please check it, and begin with + and the country code. | I ask for your phone number…
    ana> +1 415 555 012
    ana< This is not a valid phone number. …
    ana> (contact 999)
    ana< This is not a valid phone number. …
    ana> back
    ana< Which house…
    `,
  );
});

test('the wrong code five times ends it; the right one does not help any more, a new one does', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ${mobile}
    ana> +14155550177
    mobile< {code=\\d{6}} is…
    ana< ${askedForCode}
    ana> 000000
    ana< That is not the code. You have 4 tries left. | ${typeCode}
    ana> 000-001
    ana< That is not the code. You have 3 tries left. | ${typeCode}
    ana> 000002
    ana~
    ana> 000003
    ana< That is not the code. You have 1 try left. | ${typeCode}
    ana> 000004
    ana< That was five times the wrong code, so it does not count any more. | ${offer}
    ana> {code}
    ana< Please choose one of these. | ${offer}
    ana> [Send a new code]
    mobile< {second=\\d{6}} is your Homeroom code. Nobody from Homeroom will ever ask you for it.
    ana< A code is on its way…
    ana> {code}
    ana< That is not the code. You have 4 tries left. | …
    ana> {second}
    ${anaFinishes}
    `,
  );
});

test('a code is too old after ten minutes', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ${mobile}
    ana> +14155550177
    mobile< {code=\\d{6}} is…
    ana~
    --- 10 minutes
    ana> {code}
    ana< That code is too old. | ${offer}
    ana> [Send a new code]
    mobile< {code=\\d{6}} is…
    ana~
    --- 9 minutes
    ana> {code}
    ${anaFinishes}
    `,
  );
});

test('after five wrong codes, where no more may be sent, another number is asked for; back does so too', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ${mobile}
    ana> +14155550177
    mobile~
    ana~
    ana> [Send a new code]
    mobile~
    ana~
    ana> [Send a new code]
    mobile~
    ana~
    ${[1, 2, 3, 4].map((n) => `ana> 00000${n}\nana~`).join('\n')}
    ana> 000005
    ana< That was five times the wrong code… | ${offer}
    ana> [Send a new code]
    ana< Three codes went to this number within an hour… | I ask for your phone number… [Share my phone number]
    --- 1 hour
    ana> +14155550177
    mobile~
    ana~
    --- 10 minutes
    ana> 000000
    ana< That code is too old. | ${offer}
    ana> back
    ana< I ask for your phone number…
    ana> +14155550177
    mobile~
    ana~
    --- 10 minutes
    ana> 000000
    ana~
    ana> [Use another number]
    ana< I ask for your phone number…
    ana> (contact +14155550123)
    ${anaFinishes}
    `,
  );
});

test('three codes an hour go to a number; the third may still be typed, and an hour later there are more', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ${mobile}
    ana> +14155550177
    mobile~
    ana~
    ana> [Send a new code]
    mobile~
    ana~
    ana> [Send a new code]
    mobile< {third=\\d{6}} is…
    ana~
    ana> [Send a new code]
    ana< I cannot send another code to this number just now. The last one is good for ten minutes from when I sent it; or use another number. | ${typeCode}
    ana> [Use another number]
    ana< I ask for your phone number…
    ana> +14155550177
    ana< Three codes went to this number within an hour; that is all I may send. Try again later, or share your number with the button. | I ask for your phone number…
    --- 1 hour
    ana> +14155550177
    mobile< {code=\\d{6}} is…
    ana~
    ana> [Send a new code]
    mobile~
    ana~
    ana> [Send a new code]
    mobile< {third=\\d{6}} is…
    ana~
    ana> [Send a new code]
    ana~
    ana> {third}
    ${anaFinishes}
    `,
  );
  const [sent] = await world.sql`select count(*)::int from verification_codes`;
  expect(sent!.count).toBe(6);
});

test('another number gets its own code', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ${mobile}
    other: sms +14155550188
    ana> +14155550177
    mobile< {code=\\d{6}} is…
    ana~
    ana> [Use another number]
    ana< I ask for your phone number… [Share my phone number]
    ana> +14155550188
    other< {second=\\d{6}} is…
    ana< A code is on its way; it is good for ten minutes. | Type the six digits I sent to +14•••••••88. …
    ana> {code}
    ana< That is not the code. …
    ana> back
    ana< I ask for your phone number…
    ana> +14155550188
    other< {second=\\d{6}} is…
    ana~
    ana> {second}
    ${anaFinishes}
    `,
  );
});

test('texts go to allowed countries only; the own contact is good from everywhere, but then SMS is not offered', async () => {
  const { world } = await openClass({ smsCountries: ['US'] });
  await play(
    world,
    `
    ${anaUpToPhone}
    ana> +79161234567
    ana< I cannot send texts to that country. Instead, share your number with the button. | I ask for your phone number…
    ana> (contact 79161234567)
    ana< Which city’s time do you live by? Choose, or type the nearest large city. [Moscow] [Yekaterinburg] [Novosibirsk] [Vladivostok]
    `,
  );
  expect(await world.sql`select id from verification_codes`).toEqual([]);
});

test('the installation sends so many codes an hour and no more', async () => {
  const { world } = await openClass({ smsCodesPerHour: 1 });
  await play(
    world,
    `
    ${anaUpToPhone}
    ${mobile}
    eva: telegram 1002
    ana> +14155550177
    mobile~
    ana~
    eva> /start K7QM-2XRD
    eva~
    eva> Eva Nunez
    eva~
    eva> 1998
    eva~
    eva> [Skip]
    eva~
    eva> +14155550188
    eva< So many codes were asked for just now that I must wait a little. Try again in an hour, or share your number with the button. | I ask for your phone number…
    --- 1 hour
    eva: telegram 1002
    other: sms +14155550188
    eva> +14155550188
    other< {code=\\d{6}} is…
    eva< A code is on its way…
    `,
  );
});

test('a number that asked for silence gets no code', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${mobile}
    mobile> hello
    mobile~
    mobile> (blocks)
    ${anaUpToPhone}
    ana> +14155550177
    ana< This number asked to get no texts. Write START to us from it first, or use another number. | I ask for your phone number…
    mobile> (unblocks)
    ana> +14155550177
    mobile< {code=\\d{6}} is…
    ana< A code is on its way…
    `,
  );
});

test('without text messages only the own contact proves a number, and there is no channel to choose', async () => {
  const { world } = await openClass({ channels: ['telegram'] });
  await play(
    world,
    `
    ${anaUpToPhone}
    ana> +14155550177
    ana< I cannot send texts here. Please share your number with the button. | I ask for your phone number…
    ana> (contact 14155550177)
    ana< Which city’s time do you live by? …
    ana> back
    ana< I ask for your phone number…
    ana> (contact 14155550177)
    ana< Which city’s time do you live by? …
    ana> Denver
    ana< Thank you! …
    olga< Request 1: Ana Lopez (1998) asks to join Lincoln 98. …
    `,
  );
});

test('who has the number of a member, and their name, is that member on one more channel', async () => {
  const { world } = await openClass({}, { olga: 'organizer' });
  await play(
    world,
    `
    text: sms +14155550123
    text> JOIN K7QM-2XRD
    text~
    text> Ana López
    text~
    text> 1998
    text~
    text> 1
    text~
    text> 1
    text~
    olga~
    ${anaUpToPhone}
    ana> (contact 14155550123)
    ana~
    ana> [Telegram]
    ana~
    ana> [New York]
    ana< I know this number: welcome back, Ana Lopez. From now on this channel is yours in Lincoln 98 too.
    olga> /approve 1
    olga< Thank you! …
    ana< You are in! …
    `,
  );
  const people = await world.sql`select count(*)::int from people where name like 'Ana%'`;
  expect(people[0]!.count).toBe(1);
});

test('who has the number of a member, and another name, is somebody new, and organizers hear of the number', async () => {
  const { world } = await openClass({}, { olga: 'organizer', ben: 'sms' });
  const number = world.phones.get('ben')!.identifier;
  await play(
    world,
    `
    ${anaUpToPhone}
    ana> (contact ${number})
    ana~
    ana> [Telegram]
    ana~
    ana> [New York]
    ana< Thank you! …
    olga< Request 1: Ana Lopez (1998) asks to join Lincoln 98. Do you know them? Their phone number belonged to somebody else before, so please look twice. …
    `,
  );
  const [phone] =
    await world.sql`select p.name from addresses a join people p on p.id = a.person_id where channel = 'sms'`;
  expect(phone!.name).toBe('Ana Lopez');
});

test('one person does not get codes sent to more than a few numbers', async () => {
  const { world } = await openClass({ smsCodesPerHour: 100 });
  const others = Array.from({ length: 7 }, (_, n) => `ana> +1415555020${n}\nana~\nana> back\nana~`);
  await play(world, [anaUpToPhone, ...others].join('\n'));
  expect(await world.sql`select 1 from verification_codes`).toHaveLength(6);
});

test('of many who ask for a code at once no more get one than the installation may send', async () => {
  const { world } = await openClass({ smsCodesPerHour: 2 });
  const names = ['ana', 'bea', 'cai', 'dov', 'eli', 'flo'];
  for (const [n, name] of names.entries())
    await play(world, anaUpToPhone.replaceAll(/\bana\b/g, name).replace('1001', `200${n}`));
  await sayAtOnce(world, Object.fromEntries(names.map((name, n) => [name, `+1415555030${n}`])));
  expect(await world.sql`select 1 from verification_codes`).toHaveLength(2);
});

test('a number at which somebody earns by every text gets no code', async () => {
  const { world } = await openClass();
  await play(
    world,
    `
    ${anaUpToPhone}
    ana> +19002341234
    ana< This is not a valid phone number. …
    ana> +449098790123
    ana< This is not a valid phone number. …
    `,
  );
});
