import { expect, test } from 'vitest';
import { recordAct } from '../../../db/audit.ts';
import { newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { adminOf, origin, type TestBrowser } from './support.ts';

async function opened() {
  const world = await newWorld();
  const school = await newClass(world, {
    members: { olga: 'telegram organizer', ana: 'telegram', pia: 'telegram pending' },
  });
  const other = await newClass(world, { name: 'Oak', members: { otto: 'telegram organizer' } });
  const admin = adminOf(world);

  /** Opens the stream of somebody's page; `next` is what it tells next. */
  async function watch(member: { membershipId: string }, browser?: TestBrowser) {
    const { cookies } = browser ?? (await admin.as(member));
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const response = await admin.routes.request(`${origin}/admin/events`, { headers: { cookie } });
    const reader = response.body!.getReader();
    let text = '';
    async function next(): Promise<string[] | null> {
      for (;;) {
        const found = /event: changed\ndata: (.*)\n/.exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return JSON.parse(found[1]!);
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += new TextDecoder().decode(value);
      }
    }
    return { response, next, leave: () => reader.cancel() };
  }

  return { world, school, other, admin, watch };
}

test('a page is told which topics have changed, and only of its own community', async () => {
  const { admin, school, other, watch } = await opened();
  const olga = await watch(school.members.olga!);
  const otto = await watch(other.members.otto!);
  expect(olga.response.headers.get('content-type')).toContain('text/event-stream');
  await (await admin.as(school.members.olga!)).does('/admin/invites/make');
  await admin.events.look();
  expect(await olga.next()).toEqual(expect.arrayContaining(['invites', 'audit']));
  expect(await otto.next()).toEqual([]);
  await admin.events.stop();
});

test('what another server did is seen as well: the database says so', async () => {
  const { admin, school, world, watch } = await opened();
  const olga = await watch(school.members.olga!);
  await world.sql`update memberships set status = 'suspended' where id = ${school.members.ana!.membershipId}`;
  await admin.events.look();
  expect(await olga.next()).toContain('members');
  await admin.events.stop();
});

test('whoever is suspended, demoted or signed out is told nothing more', async () => {
  const { admin, school, world, watch } = await opened();
  const olga = await watch(school.members.olga!);
  await world.sql`update memberships set role = 'member' where id = ${school.members.olga!.membershipId}`;
  await admin.events.look();
  expect(await olga.next()).toBeNull();
  expect(admin.events.count()).toBe(0);
});

test('a part of a page is fetched on its own, and none that is not there', async () => {
  const { admin, school } = await opened();
  const olga = await admin.as(school.members.olga!);
  const part = await olga.get('/admin/approvals', { 'x-part': 'waiting' });
  expect(part.text).toMatch(/^<div id="part-waiting" data-part="waiting" data-on="approvals members">/);
  expect((await olga.get('/admin/approvals', { 'x-part': 'constructor' })).status).toBe(404);
  expect((await (await admin.as(null)).get('/admin/approvals', { 'x-part': 'waiting' })).status).toBe(401);
  expect((await (await admin.as(null)).get('/admin/events')).status).toBe(303);
});

test('of one session only so many windows are told', async () => {
  const { admin, school, watch } = await opened();
  const all = [];
  const browser = await admin.as(school.members.olga!);
  for (let count = 0; count < 9; count++) all.push(await watch(school.members.olga!, browser));
  expect(admin.events.count()).toBe(8);
  expect(await all[0]!.next()).toBeNull();
  await all[1]!.leave();
  expect(admin.events.count()).toBe(7);
  await admin.events.stop();
  expect(admin.events.count()).toBe(0);
});

test('only who may see a page of it may listen, and hears of no more than those tell', async () => {
  const { admin, world, school, watch } = await opened();
  const { olga, ana, pia } = school.members;
  expect((await (await admin.as(pia!)).get('/admin/events')).status).toBe(403);
  const [organizer, member] = [await watch(olga!), await watch(ana!)];
  const subject = {
    communityId: school.communityId,
    actorId: olga!.membershipId,
    subjectId: ana!.membershipId,
  };
  const act = { ...subject, id: world.newId(), act: 'member.promote', now: world.clock.now() };
  await recordAct(world.sql, act);
  await admin.events.look();
  expect(await organizer.next()).toContain('audit');
  expect(await member.next()).not.toContain('audit');
  await Promise.all([organizer.leave(), member.leave()]);
});
