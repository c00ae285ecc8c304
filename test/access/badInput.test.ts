import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { newClass } from '../support/class.ts';
import { newWorld } from '../support/world.ts';
import { serverOn } from './server.ts';
import { signIn } from './standings.ts';

/* Every route of the server that takes something, over HTTP, with a megabyte and with JSON that is nested without end. */

const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
const school = await newClass(world, { members: { olga: 'telegram organizer' } });
const { token, cookie } = await signIn(world, school.members.olga!.membershipId);
const server = await serverOn(world);
const routes = [
  ...new Set(
    server.routes
      .filter(({ method, path }) => /POST|PUT|PATCH/.test(method) && !/\*$/.test(path))
      // They take nothing but the wish itself, and after it there would be nobody to ask the others.
      .filter(({ path }) => !/\/(logout|sign-out)$/.test(path))
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
const bodies = {
  'a megabyte of JSON': JSON.stringify({ content: 'a'.repeat(1_000_000) }),
  'JSON 10,000 deep': deep,
  'JSON 10,000 deep in a field': `{"content":${deep},"message":${deep}}`,
  'a million brackets': '['.repeat(1_000_000),
};

/** They take no body, and do not read it. */
const bodiless = /^POST \/(chat\/session|lab\/api\/story|lab\/telegram\/)/;

describe.each(Object.entries(bodies))('%s', (_what, body) => {
  test.each(routes)('to %s is refused at once', async (route) => {
    const [method, path] = route.split(' ') as [string, string];
    const filled = path
      .replace(/:\w+\{([a-z-]+)[|}][^/]*/g, '$1')
      .replace(/:version\{[^/]*\}/, 'v20.0')
      .replace(/:id\b/, '01890000-0000-7000-8000-00000000000f')
      .replace(/:\w+(\{[^/]*\})?\??/g, '9');
    const startedAt = performance.now();
    const headers = {
      'content-type': 'application/json',
      origin: server.url,
      ...(path.startsWith('/api/') ? { authorization: `Bearer ${token}` } : { cookie }),
    };
    const status = await statusOf(filled, { method, body, headers });
    expect(status, route).toBeLessThan(500);
    if (!bodiless.test(route)) expect(status, route).toBeGreaterThanOrEqual(300);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

test('addresses without end are refused', async () => {
  const headers = { authorization: `Bearer ${token}` };
  const ask = (path: string) => statusOf(path, { method: 'GET', headers });
  expect(await ask(`/api/v1/users?search=${'a'.repeat(100_000)}`)).toBe(431);
  expect(await ask(`/api/v1/users?${'a=1&'.repeat(3_000)}`)).toBe(400);
});

/** On a connection of its own: whoever sends what is not read is not listened to any longer. */
function statusOf(
  path: string,
  { body, ...options }: { method: string; headers: Record<string, string>; body?: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}${path}`, { ...options, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
