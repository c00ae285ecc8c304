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

/** What is right to say of it, where it is too large and where it is nested without end; the first line that fits counts. */
const rightful: [RegExp, { large: number[]; nested: number[] }][] = [
  // They take no body: it is not read, and what was wished is done, or there is nothing to do.
  [/^POST \/chat\/session$/, { large: [201], nested: [201] }],
  [/^POST \/api\/v1\/admin\/dead-letters\//, { large: [413], nested: [409] }],
  [/ \/api\/v1\//, { large: [413], nested: [400] }],
  [/^POST \/(admin\/(sign-in|enter)$|unsubscribe\/)/, { large: [413], nested: [413] }],
  [/^POST \/admin\//, { large: [415], nested: [415] }],
  // Who does not prove who they are is not listened to.
  [
    / \/(webhooks|chat\/files|lab\/(telegram|twilio|whatsapp))\b/,
    { large: unproven(413), nested: unproven() },
  ],
  // Plays what it knows, whatever stands beside it.
  [/^POST \/lab\/api\/story$/, { large: [413], nested: [200, 400] }],
  [/ \/lab\/api\//, { large: [413], nested: [400, 404] }],
];

describe.each(Object.entries(bodies))('%s', (_what, body) => {
  test.each(routes)('to %s is answered at once, as is right', async (route) => {
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
    const right = rightful.find(([pattern]) => pattern.test(route))?.[1];
    expect(right?.[body.length > 100_000 ? 'large' : 'nested'], `${route}: ${status}`).toContain(status);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

test('addresses without end are refused', async () => {
  const headers = { authorization: `Bearer ${token}` };
  const ask = (path: string) => statusOf(path, { method: 'GET', headers });
  expect(await ask(`/api/v1/users?search=${'a'.repeat(100_000)}`)).toBe(431);
  expect(await ask(`/api/v1/users?${'a=1&'.repeat(3_000)}`)).toBe(400);
});

/** Signatures are of different kinds; one service's are within the body. */
function unproven(...besides: number[]): number[] {
  return [400, 401, 403, ...besides];
}

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
