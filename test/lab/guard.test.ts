import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { guard } from '../../lab/guard.ts';

const app = new Hono().use('*', guard(['lab.school.example'])).all('*', (c) => c.text('in'));

const statusOf = async (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  (await app.request(url, { method, headers })).status;

test.each([
  ['http://localhost:3000/lab', 200],
  ['http://127.0.0.1:3000/lab', 200],
  ['http://[::1]:3000/lab', 200],
  ['https://lab.school.example/lab', 200],
  ['http://evil.example:3000/lab', 403],
  ['http://localhost.evil.example/lab', 403],
  ['http://10.0.0.7:3000/lab', 403],
])('%s is answered with %i, whoever its name leads to', async (url, status) => {
  expect(await statusOf(url)).toBe(status);
});

const lab = 'http://localhost:3000/lab';

test.each([
  ['a program that says nothing of itself', {}, 200],
  ['the page itself', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, 200],
  ['a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
  ['a page at another port', { origin: 'http://localhost:4000', 'sec-fetch-site': 'same-site' }, 403],
  ['a sandboxed page', { origin: 'null', 'sec-fetch-site': 'cross-site' }, 403],
  ['an old browser on another site', { origin: 'https://evil.example' }, 403],
])('a request by %s', async (_who, headers, status) => {
  expect(await statusOf(`${lab}/api/clock`, headers, 'POST')).toBe(status);
});

test('another site may link to the page, and neither embed nor fetch what is below it', async () => {
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
  expect(await statusOf(lab, link)).toBe(200);
  expect(await statusOf(`${lab}/telegram/bot1:a/sendMessage?chat_id=1&text=hi`, link)).toBe(403);
  const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' };
  expect(await statusOf(`${lab}/telegram/bot1:a/sendMessage?chat_id=1&text=hi`, image)).toBe(403);
});

test.each(['x-forwarded-for', 'forwarded', 'via'])(
  'beside real channels nothing comes in through a proxy, as %s tells',
  async (name) => {
    const beside = new Hono().use('*', guard([], { isBesideReal: true })).all('*', (c) => c.text('in'));
    const status = async (headers: Record<string, string>) => (await beside.request(lab, { headers })).status;
    expect([await status({}), await status({ [name]: 'for=203.0.113.9' })]).toEqual([200, 403]);
    expect(await statusOf(lab, { [name]: 'for=203.0.113.9' })).toBe(200);
  },
);
