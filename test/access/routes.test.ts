import { describe, expect, test } from 'vitest';
import { groupOf, type Permission } from '../../domain/permissions.ts';
import { documented } from '../http/api/routes.ts';
import { newWorld } from '../support/world.ts';
import { asking } from './asking.ts';
import { lets, ownProofOf, pagePermissions, plainRoute } from './rules.ts';
import { serverOn } from './server.ts';
import { everybody, type SignedIn } from './standings.ts';

/*
 * Who gets in where: every route of the server as it runs, asked over HTTP by everybody there can be. Routes of the API
 * and pages have a permission; all others have a line in rules.ts. A route without either fails. Who gets at what is another
 * community's is in confined.test.ts.
 */

const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
const people = await everybody(world);
const server = await serverOn(world);
const request = asking(server.url);

/** As Hono has them: `ALL` and stars are what stands before the routes, not the routes. */
const routes = [
  ...new Set(
    server.routes
      .filter(({ method, path }) => method !== 'ALL' && !/\*$/.test(path))
      .map(({ method, path }) => plainRoute(`${method} ${path}`)),
  ),
];
const apiPermissions = new Map<string, Permission>(
  documented.map(({ method, path, permission }) => [`${method} /api/v1${path}`, permission!]),
);
const permissionOf = (route: string): Permission | undefined =>
  apiPermissions.get(route) ?? pagePermissions.get(route);

test('every route has a permission, or a line that says how it knows whom to let in', () => {
  expect(routes.length).toBeGreaterThan(90);
  const forgotten = routes.filter((route) => !permissionOf(route) && !ownProofOf(route));
  expect(forgotten).toEqual([]);
});

test('every route of the API is served, and none besides', () => {
  const served = routes.filter((route) => route.includes(' /api/v1/'));
  expect(served.toSorted()).toEqual([...apiPermissions.keys()].toSorted());
});

describe('by permission', () => {
  const guarded = routes.filter((route) => permissionOf(route) && !route.endsWith('/auth/logout'));

  test.each(guarded)('%s', async (route) => {
    const may = lets[groupOf(permissionOf(route)!)];
    const got: Record<string, string> = {};
    const wanted: Record<string, string> = {};
    for (const one of people) {
      got[one.name] = standingOf(await ask(route, one));
      wanted[one.name] = may(one) ? 'in' : one.token ? 'forbidden' : 'unknown';
    }
    expect(got).toEqual(wanted);
  });
});

describe('by their own proof', () => {
  const own = routes.filter((route) => !permissionOf(route) && ownProofOf(route) !== 'lab');

  test.each(own)('%s', async (route) => {
    const proof = ownProofOf(route);
    const stranger = await ask(route, people.at(-1)!);
    if (proof !== 'everybody') expect(stranger.status, route).toBeGreaterThanOrEqual(400);
    expect(stranger.status).toBeLessThan(500);
    // An account is not what counts here: it opens nothing.
    for (const one of people.filter(({ name }) => ['organizer active', 'operator'].includes(name)))
      expect((await ask(route, one)).status, `${route} as ${one.name}`).toBe(stranger.status);
  });
});

/** A body that no route takes, and things that are not there: whoever gets in is told so, and nothing changes. */
function ask(route: string, one: SignedIn) {
  const filled = route
    .replace(/\{(id|message|fileId)\}/g, '01890000-0000-7000-8000-00000000000f')
    .replace('{act}', 'suspend')
    .replace('{webhook}', 'incoming-sms')
    .replace('{file}', 'none.css')
    .replace(/\{(number|index)\}/g, '9')
    .replace(/\{\w+\}/g, 'AAAA');
  return request(filled, one, /^(POST|PUT|PATCH)/.test(route) ? '{"no such field":1}' : undefined);
}

function standingOf({ status, headers }: Response): string {
  const location = headers.get('location') ?? '';
  if (status === 401 || (status === 303 && location.startsWith('/admin/sign-in'))) return 'unknown';
  // From the first page of the dashboard to one that is theirs.
  const isLedElsewhere = status === 303 && /^\/admin\/\w+$/.test(location);
  return status === 403 || isLedElsewhere ? 'forbidden' : 'in';
}
