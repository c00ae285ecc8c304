import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { secretCookie } from '../../../http/account/cookies.ts';
import { keepTold, takeTold } from '../../../http/admin/told.ts';

const cookie = secretCookie('homeroom_told', { isSecure: true, maxAgeSeconds: 60 });
const routes = new Hono()
  .post('/', async (c) => {
    keepTold(cookie, c, { words: await c.req.text(), isDone: true });
    return c.body(null);
  })
  .get('/', (c) => c.json(takeTold(cookie, c)));

test.each([
  ['letters', 'a', 2_000],
  ['accents', 'é', 1_200],
  ['pictures', '😀', 600],
  ['what JSON writes longer', '"', 1_200],
  ['what JSON writes much longer', '\u0001', 400],
  ['few words', 'a', 1],
])('as much is told of many %s as a browser keeps', async (_, letter, atLeast) => {
  const kept = await routes.request('https://class.example/', { method: 'POST', body: letter.repeat(5_000) });
  const header = kept.headers.get('set-cookie')!;
  expect(Buffer.byteLength(header)).toBeLessThanOrEqual(4_096);
  const [pair] = header.split(';');
  const answer = await routes.request('https://class.example/', { headers: { cookie: pair! } });
  const told = (await answer.json()) as { words: string };
  expect([...told.words].length).toBeGreaterThanOrEqual(atLeast);
  expect(letter.repeat(5_000).startsWith(told.words)).toBe(true);
});
