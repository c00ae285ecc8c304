import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { newInstallation, until } from '../support/installation.ts';

const secret = 'a-secret-of-this-test';
const installation = await newInstallation({ TELEGRAM_WEBHOOK_SECRET: secret });
await installation.start();

test('whoever types only our name comes to the web chat, and a mistyped link is answered with a sentence', async () => {
  const seen = async (path: string, language: string) => {
    const answer = await fetch(`${installation.url}${path}`, {
      redirect: 'manual',
      headers: { 'accept-language': language },
    });
    return [answer.status, answer.headers.get('location') ?? (await answer.text())];
  };
  expect(await seen('/', 'en')).toEqual([302, '/chat']);
  expect(await seen('/chatt', 'en-GB')).toEqual([
    404,
    'There is nothing at this link. Perhaps a letter of it got lost on the way.',
  ]);
  expect(await seen('/chatt', 'es')).toEqual([404, expect.stringContaining('No hay nada en este enlace')]);
});

/** What a stranger on the network may try at the webhooks. Each gets a fixed answer, and nothing is kept of it. */
describe('a webhook is refused', () => {
  const update = {
    update_id: 1,
    message: {
      message_id: 1,
      date: 1,
      text: 'hi',
      chat: { id: 5, type: 'private' },
      from: { id: 5, is_bot: false, first_name: 'A' },
    },
  };
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${installation.url}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const telegram = (body: string, given: string | null = secret) =>
    post('/webhooks/telegram', body, given === null ? {} : { 'x-telegram-bot-api-secret-token': given });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  test.each([
    ['without the secret', () => telegram(JSON.stringify(update), null), [401, 403]],
    ['with a wrong secret', () => telegram(JSON.stringify(update), 'a-secret-of-this-tesu'), [401, 403]],
    ['with an empty secret', () => telegram(JSON.stringify(update), ''), [401, 403]],
    ['that is not JSON', () => telegram('{"update_id":'), [400]],
    ['that is not an update', () => telegram('[1,2,3]'), [400]],
    ['of 10 MB', () => telegram(JSON.stringify({ ...update, pad: 'x'.repeat(10_000_000) })), [413]],
    ['of Twilio without a signature', () => post('/webhooks/twilio/incoming-sms', 'Body=hi', form), [403]],
    [
      'of Twilio with a wrong one',
      () =>
        post('/webhooks/twilio/incoming-sms', 'Body=hi', {
          ...form,
          'x-twilio-signature': 'RSOYDt4T1cUTdK1PDd93/VVr8B8=',
        }),
      [403],
    ],
    [
      'of Twilio of 10 MB',
      () => post('/webhooks/twilio/incoming-sms', `Body=${'x'.repeat(10_000_000)}`, form),
      [413],
    ],
    ['at a path that is none', () => post('/webhooks/nobody', '{}'), [404]],
    ['by GET', () => fetch(`${installation.url}/webhooks/telegram`), [404, 405]],
  ])('%s', async (_what, send, statuses) => {
    const answer = await send();
    expect(statuses).toContain(answer.status);
    expect((await answer.text()).length).toBeLessThan(200);
    expect(await installation.sql`select 1 from inbox`).toHaveLength(0);
  });

  test('an update of an unknown kind is answered 200, so that it does not come again', async () => {
    const answer = await telegram(JSON.stringify({ update_id: 2, something_new: { id: 1 } }));
    expect(answer.status).toBe(200);
  });

  test('the right secret is let in, once however often it comes', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => telegram(JSON.stringify({ ...update, update_id: 3 }))),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    await until(async () => (await installation.sql`select 1 from inbox where kind = 'said'`).length === 1);
  });

  test('no token, secret or signature is in the log', () => {
    const { TELEGRAM_BOT_TOKEN, TWILIO_AUTH_TOKEN } = installation.providers.environment;
    for (const word of [TELEGRAM_BOT_TOKEN, TWILIO_AUTH_TOKEN, secret])
      expect(installation.log()).not.toContain(word);
  });
});

test('a request that never ends neither holds up a stop nor fills the log with what is no log line', async () => {
  const own = await newInstallation();
  await own.start();
  const { hostname, port } = new URL(own.url);
  const begin = () => {
    const socket = connect(Number(port), hostname).on('error', () => undefined);
    socket.write('POST /webhooks/twilio/incoming-sms HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nBody=');
    return socket;
  };
  const left = begin();
  begin();
  await new Promise((resolve) => setTimeout(resolve, 300));
  left.destroy();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const startedAt = performance.now();
  await own.stop();
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(
    own
      .log()
      .split('\n')
      .filter((line) => /^\s*(Error|at )/.test(line)),
  ).toEqual([]);
}, 60_000);

test('with LAB=1 beside a real bot the Lab has no public name, and nobody can sign for its phones', async () => {
  const PUBLIC_URL = 'http://class.school.example';
  const noTwilio = {
    TWILIO_ACCOUNT_SID: '',
    TWILIO_AUTH_TOKEN: '',
    TWILIO_PHONE_NUMBER: '',
    TWILIO_API_ROOT: '',
  };
  const { start, url, sql } = await newInstallation({ ...noTwilio, LAB: '1', PUBLIC_URL });
  await start();
  const ask = (path: string, host: string, headers = {}, body?: string) =>
    new Promise<number>((resolve) => {
      const method = body ? 'POST' : 'GET';
      const sent = request(url + path, { method, headers: { host, ...headers } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode!);
      });
      sent.end(body);
    });
  expect(await ask('/lab/api/state', 'class.school.example')).toBe(403);
  expect(await ask('/lab/api/state', 'localhost')).toBe(200);
  const sms = { Body: 'menu', From: '+14155550101', MessageSid: 'SM1', To: '+15005550006' };
  for (const root of [PUBLIC_URL, url, url.replace('127.0.0.1', 'localhost')]) {
    const signed = `${root}/webhooks/twilio/incoming-sms${Object.entries(sms).flat().join('')}`;
    const signature = createHmac('sha1', 'this-account-lives-in-the-lab-only')
      .update(signed)
      .digest('base64');
    const headers = { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(sms).toString();
    expect(await ask('/webhooks/twilio/incoming-sms', 'evil.example', headers, body)).toBe(403);
  }
  // The Lab's own phones still text.
  await fetch(`${url}/lab/api/phones/ben`, {
    method: 'POST',
    body: JSON.stringify({ act: 'say', text: 'menu' }),
  });
  await until(
    async () =>
      (await sql`select 1 from message_deliveries where status in ('sent', 'delivered')`).length === 1,
  );
}, 60_000);
