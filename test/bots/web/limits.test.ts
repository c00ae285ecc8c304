import { expect, test } from 'vitest';
import { limited } from '../../../http/limit.ts';
import { originOf } from '../../../http/origin.ts';
import { limitsFor } from '../../../limits.ts';
import { placesOf } from '../../../places.ts';
import { fakeClock } from '../../support/clock.ts';
import { open, sees, webWorld } from './support.ts';

const clock = fakeClock();

/** Three browsers a minute may begin at one place, and whoever comes by this machine is behind a proxy of ours. */
const few = (trustedProxies: string[]) => {
  const placeOf = placesOf({ trustedProxies, secret: 'test' });
  const counting = limitsFor('sessions', { redis: null, clock }, { points: 3, seconds: 60 });
  const keyOf = (c: Parameters<typeof originOf>[0]) => placeOf(originOf(c));
  return { placeOf, limitSessions: limited({ name: 'sessions', limits: counting, keyOf }) };
};

/** Begins a session in so many browsers, each of which says that it comes from somewhere else. */
async function begin(url: string, times: number): Promise<Response[]> {
  const answers = [];
  for (let n = 0; n < times; n++) {
    const headers = { origin: url, 'x-forwarded-for': `203.0.113.${n}` };
    answers.push(await fetch(`${url}/chat/session`, { method: 'POST', headers }));
  }
  return answers;
}

test('more browsers than a place may begin are refused, whatever address they claim', async () => {
  const { url } = await webWorld({}, few([]));
  const answers = await begin(url, 5);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429, 429]);
  expect(answers[2]!.headers.get('RateLimit')).toMatch(/^"sessions";r=0;t=\d+$/);
  expect(Number(answers[3]!.headers.get('Retry-After'))).toBeGreaterThan(0);
});

test('behind a proxy of ours each is at their own place', async () => {
  const { url } = await webWorld({}, few(['127.0.0.1', '::1']));
  expect((await begin(url, 5)).map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
});

test('who has a session already is never counted', async () => {
  const { url, newBrowser } = await webWorld({}, few([]));
  const { cookie } = await newBrowser();
  for (let n = 0; n < 5; n++) {
    const answer = await fetch(`${url}/chat/session`, { method: 'POST', headers: { origin: url, cookie } });
    expect([answer.status, await answer.json()]).toEqual([200, { signed_in: true }]);
  }
});

test('many browsers of one place try few invites together', async () => {
  const { newBrowser } = await webWorld({ limits: {} });
  for (let n = 0; n < 6; n++) {
    const shown = await open(await newBrowser());
    await shown.say('/start AAAA-1111');
    await sees(
      shown,
      n < 5 ? 'I do not know this invite code' : 'Somebody tried to come in from here 5 times',
    );
  }
});
