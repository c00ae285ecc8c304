import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { limits } from '../../domain/limits.ts';
import { limited } from '../../http/limit.ts';
import { limitsFor } from '../../limits.ts';
import { fakeClock } from '../support/clock.ts';

/** A server whose callers say who they are, each a thousand times an hour. */
function newApi() {
  const clock = fakeClock();
  let calls = 0;
  const api = new Hono()
    .use(
      limited({
        name: 'apiCalls',
        limits: limitsFor('apiCalls', { redis: null, clock }),
        keyOf: (c) => c.req.header('person') ?? null,
      }),
    )
    .get('/', (c) => c.json({ calls: ++calls }));
  const call = (person?: string) => api.request('/', person === undefined ? {} : { headers: { person } });
  return { clock, call, calls: () => calls };
}

describe('the API', () => {
  test('says with every answer how much is left', async () => {
    const { call } = newApi();
    const { status, headers } = await call('ana');
    expect(status).toBe(200);
    expect(headers.get('RateLimit-Policy')).toBe('"apiCalls";q=1000;w=3600');
    expect(headers.get('RateLimit')).toBe('"apiCalls";r=999;t=3600');
    expect(headers.get('Retry-After')).toBeNull();
  });

  test('refuses the call after the thousandth of a person, and says when to come again', async () => {
    const { call, calls, clock } = newApi();
    for (let n = 0; n < limits.apiCalls.points; n++) await call('ana');
    clock.advance(60_000);
    const refused = await call('ana');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('RateLimit')).toBe('"apiCalls";r=0;t=3540');
    expect(refused.headers.get('Retry-After')).toBe('3540');
    expect(calls()).toBe(1_000);
    expect((await call('ben')).status).toBe(200);
    clock.advance(3_540_000);
    expect((await call('ana')).status).toBe(200);
  });

  test('counts nobody where nobody is named', async () => {
    const { headers, status } = await newApi().call();
    expect(status).toBe(200);
    expect(headers.get('RateLimit')).toBeNull();
  });
});

test('what refuses may say it in its own words', async () => {
  const app = new Hono().get(
    '/',
    limited({
      name: 'sessions',
      limits: limitsFor('sessions', { redis: null, clock: fakeClock() }, { points: 0, seconds: 60 }),
      keyOf: () => 'x',
      refuse: (c) => c.json({ error: 'RATE_LIMITED' }, 429),
    }),
    (c) => c.text('never'),
  );
  const refused = await app.request('/');
  expect([refused.status, await refused.json()]).toEqual([429, { error: 'RATE_LIMITED' }]);
  expect(refused.headers.get('Retry-After')).toBe('60');
});
