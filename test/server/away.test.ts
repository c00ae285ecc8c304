import { expect, onTestFailed, test } from 'vitest';
import { newInstallation, until } from '../support/installation.ts';

test('while Postgres is away nothing said is lost, and it is answered in order when it is back', async () => {
  const installation = await newInstallation();
  onTestFailed(() => void process.stdout.write(installation.log()));
  await installation.start();
  const ana = installation.providers.telegram.phones.add({ first_name: 'Ana' });
  const ben = installation.providers.twilio.phones.of('+14155550123');
  ana.start(await installation.foundingCode());
  await until(() => ana.heard().length === 1);

  installation.wire.cut();
  expect((await fetch(`${installation.url}/health`)).status).toBe(200);
  await until(async () => (await fetch(`${installation.url}/ready`)).status === 503);
  ana.say('Lincoln High');
  await ben.text('JOIN AAAA-AAAA');
  await ben.text('menu');
  await until(() => installation.log().includes('to the spool'));

  installation.wire.mend();
  await until(() => ana.heard().length === 2 && ben.inbox().length === 2, 60_000);
  expect(ana.lastText()).toContain('What is your full name');
  expect(ben.inbox()[0]!.body).toContain('I do not know this invite code');
  const asked = await installation.sql`select status from inbox`;
  expect(asked.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
}, 180_000);
