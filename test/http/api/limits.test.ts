import { describe, expect, test } from 'vitest';
import { limits } from '../../../domain/limits.ts';
import type { ApiLimit } from '../../../http/api/limits.ts';
import { limitsFor } from '../../../limits.ts';
import { addInvite, newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { documented } from './routes.ts';
import { apiOf } from './support.ts';

/** The API with one of its limits at work. */
async function opened(name: ApiLimit) {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
  const school = await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram' } });
  const counting = limitsFor(name, { redis: null, clock: world.clock });
  const api = apiOf(world, { limits: { [name]: counting } });
  return { world, school, api, counting };
}

const tooMany = { success: false, data: null, meta: null, error: { code: 'TOO_MANY_REQUESTS' } };

test('every route is counted: who says who they are as a person, all others by their place', () => {
  const counted = documented.map(({ method, path, limit }) => [`${method} ${path}`, limit]);
  const open = Object.fromEntries(counted.filter(([, limit]) => limit !== 'apiCalls'));
  expect(open).toEqual({
    'POST /auth/register': 'registrations',
    'POST /auth/verify-sms': 'signIns',
    'POST /auth/login': 'signIns',
    'POST /auth/refresh-token': 'refreshes',
  });
});

describe('a person', () => {
  test('has a thousand calls an hour, over all their sessions and whatever they may', async () => {
    const { world, school, api, counting } = await opened('apiCalls');
    const first = await api.as(school.members.ana!);
    expect((await first.get('/users/me')).headers.get('ratelimit')).toMatch(/^"apiCalls";r=999;/);
    const { personId } = school.members.ana!;
    for (let n = 1; n < limits.apiCalls.points; n++) await counting.take(personId);
    const second = await api.as(school.members.ana!);
    for (const path of ['/users/me', '/admin/audit']) {
      const refused = await second.get(path);
      expect(refused).toMatchObject({ status: 429, body: tooMany });
      expect(refused.headers.get('ratelimit')).toMatch(/^"apiCalls";r=0;/);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await (await api.as(school.members.olga!)).get('/users/me')).status).toBe(200);
    world.clock.advance(3_600_000);
    expect((await (await api.as(school.members.ana!)).get('/users/me')).status).toBe(200);
  });

  test('is not counted by calls without a token that holds', async () => {
    const { api } = await opened('apiCalls');
    const { status, headers } = await api.call('GET', '/users/me', { token: 'let me in' });
    expect([status, headers.get('ratelimit')]).toEqual([401, null]);
  });
});

test('what somebody says by it is one of their hundred messages an hour', async () => {
  const world = await newWorld({ limits: { messages: { points: 2, seconds: 3_600 } } });
  const { members } = await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram' } });
  const ana = await apiOf(world).as(members.ana!);
  const say = async (text: string) => (await ana.post('/messages', { content: text })).status;
  expect([await say('One'), await say('Two'), await say('Three')]).toEqual([201, 201, 429]);
  expect((await ana.post('/messages', { content: 'Four' })).body).toMatchObject(tooMany);
  expect((await ana.get('/users/me')).status).toBe(200);
});

describe('a place', () => {
  const from = (place: string) => ({ 'x-forwarded-for': place });

  test.each([
    [
      '/auth/register',
      'registrations',
      { invite_code: 'AAAA-AAAA', full_name: 'Eve', graduating_year: 1990 },
    ],
    ['/auth/verify-sms', 'signIns', { registration_token: 'x', code: '123456' }],
    ['/auth/login', 'signIns', { login_token: 'x', code: 'AAAA-AAAA' }],
    ['/auth/refresh-token', 'refreshes', { refresh_token: 'x' }],
  ] as const)('%s is tried only so often', async (path, name, body) => {
    const { api, counting } = await opened(name);
    for (let n = 1; n < limits[name].points; n++) await counting.take('a');
    expect((await api.call('POST', path, { body, headers: from('a') })).status).not.toBe(429);
    const refused = await api.call('POST', path, { body, headers: from('a') });
    expect(refused).toMatchObject({ status: 429, body: tooMany });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await api.call('POST', path, { body, headers: from('b') })).status).not.toBe(429);
  });

  test('five who register from one place in an hour are let in, the sixth is not', async () => {
    const { world, school, api } = await opened('registrations');
    const invite_code = await addInvite(world, school);
    const codes: number[] = [];
    for (let n = 1; n <= 6; n++) {
      const body = { invite_code, full_name: `Newcomer ${n}`, graduating_year: 1990 };
      codes.push((await api.call('POST', '/auth/register', { body })).status);
    }
    expect(codes).toEqual([201, 201, 201, 201, 201, 429]);
  });
});

test('a phone gets three codes in an hour; whoever asks for a fourth is told so, and nothing is sent', async () => {
  const { world, school, api } = await opened('signIns');
  const invite_code = await addInvite(world, school);
  const answers = [];
  for (let n = 1; n <= 4; n++) {
    const body = {
      invite_code,
      full_name: `Newcomer ${n}`,
      graduating_year: 1990,
      phone_number: '+14155550123',
    };
    answers.push(await api.call('POST', '/auth/register', { body }));
  }
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
  expect(answers[3]!.body).toMatchObject(tooMany);
});
