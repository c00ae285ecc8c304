import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { securityHeaders } from '../../http/securityHeaders.ts';
import { newWorld } from '../support/world.ts';
import { plainRoute } from './rules.ts';
import { serverOn } from './server.ts';

/* Every answer of every route, whatever it says, tells browsers not to guess, frame, or run what is not ours. */

const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
const server = await serverOn(world);
const routes = [
  ...new Set(
    server.routes
      .filter(({ method, path }) => method !== 'ALL' && !/\*$/.test(path))
      .map(({ method, path }) => plainRoute(`${method} ${path}`)),
  ),
];

describe('the headers of', () => {
  test.each([...routes, 'GET /nothing', 'DELETE /', 'PATCH /api/v1/users/me', 'OPTIONS /api/v1/users'])(
    '%s',
    async (route) => {
      const [method, path] = route.split(' ') as [string, string];
      const filled = path.replace('{webhook}', 'incoming-sms').replace(/\{\w+\}/g, '9');
      const answer = await fetch(`${server.url}${filled}`, { method, redirect: 'manual' });
      await answer.body?.cancel();
      const { headers } = answer;
      expect(answer.status).toBeLessThan(500);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toMatch(
        /^\/chat(\/|$)/.test(path) ? /^(DENY|SAMEORIGIN)$/ : /^DENY$/,
      );
      expect(headers.get('referrer-policy')).toMatch(
        /^(strict-origin-when-cross-origin|no-referrer|same-origin)$/,
      );
      expect(headers.get('content-security-policy')).toMatch(/^default-src '(none|self)'/);
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe|\*|http:/);
      // Without https nobody may be told to come by it only.
      expect(headers.get('strict-transport-security')).toBeNull();
    },
  );
});

test('by https browsers are told to come so for a year, when something fails too', async () => {
  const app = new Hono()
    .use(securityHeaders({ isSecure: true }))
    .get('/fails', () => {
      throw new Error('x');
    })
    .onError((_error, c) => c.text('Internal Server Error', 500));
  for (const path of ['/fails', '/nothing']) {
    const { headers } = await app.request(path);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    expect(headers.get('x-frame-options')).toBe('DENY');
  }
});
