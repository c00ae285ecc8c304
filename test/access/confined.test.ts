import { describe, expect, test } from 'vitest';
import { ensurePartitions } from '../../db/partitions.ts';
import { type Member, newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';
import { asking } from './asking.ts';
import { ownProofOf, pagePermissions, plainRoute } from './rules.ts';
import { serverOn } from './server.ts';
import { signIn } from './standings.ts';

/*
 * What is one community's, asked for by the organizer of another and then by its own: over HTTP, by its real id, on every
 * route that has one in its address. The second shows that it was there to be had.
 */

const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
// Before there is anything in it: the server makes the months.
await world.sql.begin((tx) => ensurePartitions(tx, world.clock.now()));
const school = await newClass(world, {
  members: {
    ...{ olga: 'organizer', ana: 'sms', ben: '', carla: '', dan: '', eva: '', fay: '' },
    ...{ mona: 'moderator', sam: 'suspended' },
  },
});
const oak = await newClass(world, { name: 'Oak', members: { otto: 'organizer' } });
const unread = ['olga', 'ana', 'ben', 'carla', 'dan', 'eva', 'fay', 'mona']
  .map((name) => `${name}~`)
  .join('\n');
await play(world, `olga> Who has photos of the old gym?\nolga~\nolga> [Post it]\n${unread}`);
await play(world, 'olga> /invite new\nolga~\nolga> /settings\nolga~');
const idOf = async (table: string) => {
  const [row] = await world.sql<{ id: string }[]>`
    select id from ${world.sql(table)} where community_id = ${school.communityId} order by id desc limit 1`;
  return row!.id;
};
const delivery = await idOf('message_deliveries');
await world.sql`
  update message_deliveries set status = 'failed', reason = 'undelivered'
  where kind = 'post' and person_id = ${school.members.ana!.personId}`;

const server = await serverOn(world);
const request = asking(server.url);
const organizer = await signIn(world, school.members.olga!.membershipId);
const stranger = await signIn(world, oak.members.otto!.membershipId);
await request('GET /api/v1/admin/dead-letters', organizer);

const message = await idOf('messages');
const invite = await idOf('invites');
const member = (name: string) => (school.members[name] as Member).membershipId;
const [session] = await world.sql<{ id: string }[]>`
  select id from account_sessions where membership_id = ${member('olga')} and kind = 'page'`;

/** By route: what it is asked for, what is sent along, and how the other's organizer is refused. */
const things: Record<string, { of: string; with?: object; act?: string; refused?: number }> = {
  'GET /api/v1/users/{id}': { of: member('ana') },
  'GET /api/v1/forums/{id}': { of: school.forumId },
  'GET /api/v1/messages/{id}': { of: message },
  'PUT /api/v1/messages/{id}': { of: message, with: { content: 'Who has pictures?' } },
  // Each community numbers its own: in the other none of that number waits, as after it was sent again.
  'POST /api/v1/admin/dead-letters/{number}/replay': { of: '1', refused: 409 },
  // After what goes again because of it.
  'DELETE /api/v1/messages/{id}': { of: message },
  'POST /api/v1/admin/members/{id}/{act}': { of: member('fay'), act: 'suspend', with: {} },
  'GET /api/v1/admin/deliveries/{id}': { of: delivery },
  'PUT /api/v1/admin/invites/{id}': { of: invite, with: { max_uses: 3, days: 1 } },
  'DELETE /api/v1/admin/invites/{id}': { of: invite },
  'GET /admin/members/{id}': { of: member('ana') },
  'POST /admin/members/{id}/moderator': { of: member('ben') },
  'POST /admin/members/{id}/organizer': { of: member('carla') },
  'POST /admin/members/{id}/demote': { of: member('mona') },
  'POST /admin/members/{id}/suspend': { of: member('dan') },
  'POST /admin/members/{id}/lift': { of: member('sam') },
  'POST /admin/members/{id}/remove': { of: member('eva') },
  'GET /admin/conversations/{id}': { of: await idOf('conversations') },
  'GET /admin/deliveries/{id}': { of: delivery },
  // The last: whoever it was is signed out by it.
  'DELETE /api/v1/auth/sessions/{id}': { of: session!.id },
};

/** A flow is ours, not a community's. */
const isOfEverybody = (route: string) => route.includes('/flows/{flow}');

test('every route with something in its address is asked', () => {
  const addressed = server.routes
    .filter(({ method, path }) => method !== 'ALL' && !/\*$/.test(path))
    .map(({ method, path }) => plainRoute(`${method} ${path}`))
    .filter((route) => route.includes('{') && (pagePermissions.has(route) || !ownProofOf(route)));
  const asked = [...new Set(addressed)].filter((route) => !isOfEverybody(route));
  expect(asked.toSorted()).toEqual(Object.keys(things).toSorted());
});

describe('only their own organizers are let to it by', () => {
  test.each(Object.entries(things))('%s', async (route, { of, with: sent, act = '', refused = 404 }) => {
    const address = route.replace(/\{(id|number)\}/, of).replace('{act}', act);
    const form = route.startsWith('POST /admin/') ? 'confirmed=yes' : undefined;
    const ask = (by: typeof stranger) => request(address, by, sent ? JSON.stringify(sent) : form);
    expect((await ask(stranger)).status, address).toBe(refused);
    expect((await ask(organizer)).status, address).toBeLessThan(400);
  });
});

test('what was done was done by their own', async () => {
  const rows = await world.sql<{ id: string; role: string; status: string }[]>`
    select id, role, status from memberships where community_id = ${school.communityId}`;
  const stands = Object.fromEntries(rows.map(({ id, role, status }) => [id, `${role} ${status}`]));
  const found = Object.keys(school.members).map((name) => [name, stands[member(name)]]);
  expect(Object.fromEntries(found)).toEqual({
    ...{ olga: 'organizer active', ana: 'member active', ben: 'moderator active', mona: 'member active' },
    ...{ carla: 'organizer active', dan: 'member suspended', sam: 'member active' },
    ...{ eva: 'member left', fay: 'member suspended' },
  });
});
