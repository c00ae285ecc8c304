import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { newInstallation, until } from '../support/installation.ts';

test('the main job over real wires: found, register, approve, post, answer, and see the answer as a reply', async () => {
  const installation = await newInstallation({ LOG_LEVEL: 'debug' });
  await installation.start();
  const { telegram, twilio, whatsapp } = installation.providers;
  const olga = telegram.phones.add({ first_name: 'Olga', phoneNumber: '+14155550101' });
  const ana = telegram.phones.add({ first_name: 'Ana', phoneNumber: '+51987654321' });
  const ben = twilio.phones.of('+14155550123');
  const eva = whatsapp.phones.add({ number: '+14155550106', name: 'Eva' });
  const chatted = (words: string) =>
    until(() => eva.inbox().some(({ content }) => content.text?.includes(words)));
  const heard = (phone: typeof olga, words: string) =>
    until(() => phone.heard().some(({ text }) => text?.includes(words)));
  const textWith = (words: string) => ben.inbox().findLast(({ body }) => body.includes(words))?.body;
  const texted = (words: string) => until(() => textWith(words) !== undefined);

  olga.start(await installation.foundingCode());
  await heard(olga, 'What is your class or community called');
  for (const [words, next] of [
    ['Lincoln High', 'What is your full name'],
    ['Olga Petrova', 'In which year'],
    ['1998', 'house or section'],
  ] as const) {
    olga.say(words);
    await heard(olga, next);
  }
  olga.press('Skip');
  await heard(olga, 'your phone number');
  olga.shareContact();
  await heard(olga, 'Where do you want to get');
  olga.press('Telegram');
  await heard(olga, 'Which city');
  olga.say('New York');
  await heard(olga, 'you are its organizer');
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(olga.lastText())![0];

  ana.openLink(`https://t.me/homeroom_bot?start=${code}`);
  await heard(ana, 'What is your full name');
  ana.say('Ana Lima');
  await heard(ana, 'In which year');
  ana.say('1998');
  await heard(ana, 'house or section');
  ana.press('Skip');
  await heard(ana, 'your phone number');
  ana.shareContact();
  await heard(ana, 'Where do you want to get');
  ana.press('Telegram');
  await heard(ana, 'Which city');
  ana.say('Lima');
  await heard(ana, 'asking your classmates');

  for (const [words, next] of [
    [`JOIN ${code}`, 'full name'],
    ['Ben Ode', 'which year'],
    ['1998', 'house or section'],
    ['1', 'city'],
    ['Chicago', 'asking your classmates'],
  ] as const) {
    await ben.text(words);
    await texted(next);
  }
  expect(ben.inbox()[0]!.body).toContain('Reply STOP to stop');

  for (const [words, next] of [
    [`JOIN ${code}`, 'full name'],
    ['Eva Novak', 'which year'],
    ['1998', 'house or section'],
    ['Skip', 'Where do you want to get'],
    ['WhatsApp', 'city'],
    ['Chicago', 'asking your classmates'],
  ] as const) {
    eva.say(words);
    await chatted(next);
  }

  for (const name of ['Ana Lima', 'Ben Ode', 'Eva Novak']) await heard(olga, name);
  for (const number of [1, 2, 3]) olga.say(`/approve ${number}`);
  await heard(ana, 'Lincoln High');
  await until(
    async () => (await installation.sql`select 1 from memberships where status = 'active'`).length === 4,
  );

  ana.say('Dinner on Friday?');
  await until(() => ana.heard().some(({ text }) => text?.includes('Dinner on Friday?')));
  ana.press('Post it');
  await texted('Dinner on Friday?');
  await chatted('Dinner on Friday?');
  await heard(olga, 'Dinner on Friday?');
  const number = /REPLY (\d+)/.exec(textWith('Dinner on Friday?')!)![1];
  await ben.text(`REPLY ${number}: Count me in`);
  await heard(ana, 'Count me in');
  const reply = ana.heard().find(({ text }) => text?.includes('Count me in'))!;
  expect(reply.reply?.text ?? '').toContain('Dinner on Friday');
  const shown = eva.inbox().find(({ content }) => content.text?.includes('Dinner on Friday?'))!;
  await until(
    () => eva.inbox().find(({ content }) => content.text?.includes('Count me in'))?.contextId === shown.id,
  );
  eva.say('And me', { replyTo: shown.id });
  await heard(ana, 'And me');
  await texted('And me');
  ana.sendMedia({
    kind: 'photo',
    bytes: readFileSync('lab/whatsapp/samples/picture.jpg'),
    caption: 'The old gym',
  });
  await until(() => ana.heard().some(({ text }) => text?.includes('(a photo)')));
  ana.press('Post it');
  await until(() =>
    eva.inbox().some(({ content }) => content.kind === 'image' && content.text?.includes('The old gym')),
  );
  await until(() =>
    olga.heard().some(({ message }) => message.photo && message.caption?.includes('The old gym')),
  );
  await texted('Photo: http');
  const link = /http\S+\/m\/\S+/.exec(textWith('Photo: http')!)![0];
  const picture = await fetch(link);
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  await until(async () => {
    const open =
      await installation.sql`select 1 from message_deliveries where status in ('queued', 'sending', 'uncertain', 'failed', 'dead')`;
    return open.length === 0;
  });
  ana.say('/mydata');
  await until(() => ana.heard().some(({ message }) => message.document?.file_name === 'homeroom.txt'));
  eva.say('/mydata');
  await until(() => eva.inbox().some(({ content }) => content.kind === 'document'));
  await ben.text('MYDATA');
  await texted('homeroom.json');
  const exported = [
    ...ben
      .inbox()
      .at(-1)!
      .body.matchAll(/http\S+\/m\/\S+/g),
  ].map(([url]) => url);
  const [page, data] = await Promise.all(exported.map((url) => fetch(url)));
  expect(page!.headers.get('content-type')).toContain('text/plain');
  expect(await page!.text()).toContain('Count me in');
  expect(((await data!.json()) as { messages: { text: string }[] }).messages).toMatchObject([
    { text: 'Count me in' },
  ]);
  await ben.text('FORGET ME');
  await texted('Shall I forget you?');
  await ben.text('1');
  await texted('Are you sure?');
  await ben.text('1');
  await texted('you are forgotten');
  expect(await installation.sql`select from people where name = 'Ben Ode'`).toHaveLength(0);
  const said = ['+1415555', '5198765', 'Lima', 'Novak', 'Dinner on Friday', 'Count me in', 'The old gym'];
  const secret = [...said, code, link.split('/m/')[1]!];
  expect(installation.log().length).toBeGreaterThan(1_000);
  expect(secret.filter((one) => installation.log().includes(one))).toEqual([]);
}, 180_000);
