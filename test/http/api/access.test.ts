import { describe, expect, test } from 'vitest';
import type { MembershipStatus, Role } from '../../../domain/member.ts';
import { groupOf, type Permission } from '../../../domain/permissions.ts';
import { newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { type DocumentedRoute, documented, served } from './routes.ts';
import { apiOf } from './support.ts';

/*
 * Who gets into which route: every route of the API by everybody there can be, asked for real. What is expected follows from
 * the group alone, in the words below, so that a mistake in the permission table and one in a route both show.
 */

const statuses: MembershipStatus[] = ['pending', 'active', 'suspended', 'left', 'rejected', 'expired'];
const roles: Role[] = ['member', 'moderator', 'organizer'];
const standings = statuses.flatMap((status) => roles.map((role) => `${role} ${status}`));

const isActive = (standing: string) => standing.includes('active');

/** Whom each group lets in. */
const expected: Record<string, (standing: string) => boolean> = {
  everybody: () => true,
  inTouch: (standing) => /active|pending/.test(standing),
  members: isActive,
  membersSomewhere: isActive,
  hosts: (standing) => /^(moderator|organizer) active/.test(standing),
  organizers: (standing) => /^organizer active/.test(standing),
  operators: (standing) => standing === 'member active operator',
};

test('every route that is served is documented, and has a permission', () => {
  const known = documented.map(({ method, path }) => `${method} ${path}`);
  expect(served.filter((route) => !known.includes(route))).toEqual([]);
  expect(known.length).toBeGreaterThanOrEqual(35);
  for (const { method, path, permission } of documented) {
    expect(permission, `${method} ${path}`).toBeDefined();
    expect(expected, `${method} ${path}`).toHaveProperty(groupOf(permission!));
  }
});

describe('who gets in', async () => {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
  const members = Object.fromEntries(standings.map((words) => [words.replace(' ', ''), `telegram ${words}`]));
  const school = await newClass(world, { members: { ...members, operator: 'telegram' } });
  await world.sql`
    insert into operators values (${school.members.operator!.personId}, ${world.clock.now()})`;
  const api = apiOf(world);
  const tokens: [string, string | undefined][] = [['nobody', undefined]];
  for (const standing of standings)
    tokens.push([standing, (await api.as(school.members[standing.replace(' ', '')]!)).token]);
  tokens.push(['member active operator', (await api.as(school.members.operator!)).token]);

  test.each(documented.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_name, route) => {
      const got: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const [standing, token] of tokens) {
        if (route.path === '/auth/logout') continue;
        const { status } = await ask(route, token);
        got[standing] = status === 401 || status === 403 ? String(status) : 'in';
        wanted[standing] = expectedFor(route.permission!, standing);
      }
      expect(got).toEqual(wanted);
      expect(api.failures).toEqual([]);
    },
  );

  /** A body that no route takes: whoever gets in is told so, and nothing changes. */
  const ask = ({ method, path, body }: DocumentedRoute, token: string | undefined) =>
    api.call(method, filled(path), { token, ...(body && { body: { 'no such field': 1 } }) });

  /** Names nothing that is there; logging out and replaying would change something else. */
  const filled = (path: string) =>
    path
      .replace('{id}', '01890000-0000-7000-8000-00000000000f')
      .replace('{act}', 'suspend')
      .replace('{number}', '2000000000');

  const expectedFor = (permission: Permission, standing: string): string => {
    const group = groupOf(permission);
    if (standing === 'nobody') return group === 'everybody' ? 'in' : '401';
    return expected[group]!(standing) ? 'in' : '403';
  };

  test('logging out is for those who are signed in', async () => {
    expect((await api.call('POST', '/auth/logout')).status).toBe(401);
    const { post } = await api.as(school.members.memberpending!);
    expect((await post('/auth/logout')).status).toBe(200);
  });
});
