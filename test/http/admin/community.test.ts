import { beforeEach, expect, test } from 'vitest';
import { seal } from '../../../audit/seal.ts';
import { silent } from '../../../domain/log.ts';
import { addForum, type Class, newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { newWorld, type World } from '../../support/world.ts';
import { adminOf, type TestAdmin, type TestBrowser } from './support.ts';

let world: World;
let school: Class;
let other: Class;
let admin: TestAdmin;
let olga: TestBrowser;
let otto: TestBrowser;

beforeEach(async () => {
  world = await newWorld({ channels: ['telegram', 'sms', 'email', 'web'] });
  school = await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram', ben: 'sms' } });
  other = await newClass(world, { name: 'Oak', members: { otto: 'telegram organizer' } });
  admin = adminOf(world);
  olga = await admin.as(school.members.olga!);
  otto = await admin.as(other.members.otto!);
});

const communityRow = async () => {
  const [row] = await world.sql`
    select name, language, time_zone as zone, vouches_needed as vouches, sms_budget as budget from communities
    where id = ${school.communityId}`;
  return row!;
};

test.each<[string, string, RegExp, object]>([
  ['name', 'Lincoln ’98', /Lincoln High is called Lincoln ’98 now/, { name: 'Lincoln ’98' }],
  ['name', '!', /./, { name: 'Lincoln High' }],
  ['language', 'es', /Lincoln High speaks Spanish now/, { language: 'es' }],
  ['language', 'fr', /I speak English/, { language: 'en' }],
  ['time', 'Europe/Madrid', /lives by the time of Madrid/, { zone: 'Europe/Madrid' }],
  ['time', 'Atlantis', /./, { zone: 'America/New_York' }],
  ['vouches', '3', /3 classmates have to know/, { vouches: 3 }],
  ['vouches', '0', /from 1 to 9/, { vouches: 2 }],
  ['budget', '500', /may take 500 segments a month/, { budget: 500 }],
  ['budget', '', /have no limit any more/, { budget: null }],
  ['budget', 'lots', /for 500 segments a month/, { budget: null }],
])('settings: %s %s', async (what, value, says, becomes) => {
  const answer = await olga.does(`/admin/settings/${what}`, { value, back: '/admin/settings' });
  expect(answer.words).toMatch(says);
  expect(await communityRow()).toMatchObject(becomes);
  expect(admin.failures).toEqual([]);
});

test('a forum is made by a form, and a name that is there already is refused', async () => {
  expect((await olga.does('/admin/settings/forum', { value: 'Travel' })).text).toContain('told done');
  const twice = await olga.does('/admin/settings/forum', { value: 'travel', back: '/admin/settings' });
  expect(twice.text).toContain('told refused');
  expect(twice.words).toContain('Travel 3 members');
});

test('invites are made, limited and taken back, each with its ways in', async () => {
  const made = await olga.does('/admin/invites/make', { uses: '5', back: '/admin/invites' });
  expect(made.words).toContain('Here is a new invite.');
  expect(made.words).toContain('Used 0 of 5 times');
  const [invite] = await world.sql`select id, code from invites`;
  for (const way of [
    `homeroom_bot?start=${invite!.code}`,
    `JOIN ${invite!.code} to +1500`,
    `join+${invite!.code}@`,
  ])
    expect(made.words).toContain(way);
  expect(made.text.match(/class="qr"/g)).toHaveLength(4);
  const { id } = invite as unknown as { id: string };
  await olga.does('/admin/invites/limit', { id, uses: '9', days: '2' });
  expect((await olga.get('/admin/invites')).words).toMatch(/Used 0 of 9 times.*Good until/);
  expect((await olga.post('/admin/invites/revoke', { id })).words).toContain('Take back the invite');
  await olga.does('/admin/invites/revoke', { id });
  expect((await olga.get('/admin/invites')).words).toMatch(/no open invite.*Taken back/);
});

test('the invites of another community cannot be touched, and the field for a number is one for a number', async () => {
  await olga.does('/admin/invites/make', {});
  const [invite] = await world.sql<{ id: string; code: string }[]>`select id, code from invites`;
  expect((await otto.does('/admin/invites/revoke', { id: invite!.id })).status).toBe(404);
  const answer = await olga.does('/admin/invites/make', {
    uses: `revoke ${invite!.code}`,
    back: '/admin/invites',
  });
  expect(answer.text).toContain('told refused');
  expect(await world.sql`select from invites where revoked_at is null`).toHaveLength(1);
});

test('what was written is found by its words, its author, its forum and its day, and taken back', async () => {
  await addForum(world, school, 'Travel');
  await play(world, 'ana> Dinner on Friday?\nana~\nana> [General]\nana~\nana> [Post it]\nana~\nolga~\nben~');
  const { words } = await olga.get('/admin/messages');
  expect(words).toContain('Dinner on Friday?');
  const today = world.clock.now().toISOString().slice(0, 10);
  for (const query of [
    'search=dinner',
    'by=an',
    `author=${school.members.ana!.membershipId}`,
    `from=${today}`,
  ])
    expect((await olga.get(`/admin/messages?${query}`)).words).toContain('Dinner');
  for (const query of [
    'search=lunch',
    'by=ben',
    'search=%25%25',
    'to=1999-01-01',
    'author=x&forum=y&before=z&from=w',
  ])
    expect([query, (await olga.get(`/admin/messages?${query}`)).words.includes('Dinner')]).toEqual([
      query,
      query.startsWith('author=x'),
    ]);
  const [message] = await world.sql<{ id: string }[]>`select id from messages`;
  expect((await otto.does('/admin/messages/take-back', { id: message!.id })).status).toBe(404);
  expect((await olga.post('/admin/messages/take-back', { id: message!.id })).words).toContain(
    '“Dinner on Friday?”',
  );
  const answer = await olga.does('/admin/messages/take-back', { id: message!.id, back: '/admin/messages' });
  expect(answer.text).toContain('told done');
  expect(answer.words).toContain('Taken back.');
  expect(answer.words).not.toContain('Dinner');
});

test('the log names who did what, says what is unsealed, and whether anybody changed it', async () => {
  await olga.does(`/admin/members/${school.members.ana!.membershipId}/moderator`);
  world.clock.advance(7_000);
  const before = await olga.get('/admin/audit');
  expect(before.words).toMatch(/1 act unsealed, the oldest for 7 seconds.*Olga Promoted Ana unsealed/);
  const { sql, clock } = world;
  const [key] = admin.keys.signingKeys('audit');
  await seal({ sql, clock, log: silent, key, heads: admin.heads });
  const sealed = await olga.get('/admin/audit');
  expect(sealed.words).toMatch(/The chain checks: 1 act as they were sealed Everything is sealed/);
  expect((await otto.get('/admin/audit')).words).not.toContain('Ana');
  for (const query of ['act=member.promote', `subject=${school.members.ana!.membershipId}`])
    expect((await olga.get(`/admin/audit?${query}`)).words).toContain('Ana');
  for (const query of ['act=invite.made', `actor=${school.members.ana!.membershipId}`, 'to=1999-01-01'])
    expect((await olga.get(`/admin/audit?${query}`)).words).toContain('Nothing like that was noted.');
});

test('a log that was changed behind our back is told of', async () => {
  await olga.does(`/admin/members/${school.members.ana!.membershipId}/moderator`);
  const { sql, clock } = world;
  await seal({ sql, clock, log: silent, key: Buffer.alloc(32, 9), heads: admin.heads });
  expect((await olga.get('/admin/audit')).words).toContain(
    'The chain is broken: act 1 is not what was sealed',
  );
});

test('today is counted by the clock of the community, and nothing of others', async () => {
  await play(world, 'ana> Who has photos?\nana~\nana> [Post it]\nana~\nolga~\nben~');
  await world.settle();
  const { words, text } = await olga.get('/admin');
  expect(words).toContain('Posts and replies 1');
  expect(words).toMatch(/Telegram 2 \d+ .*100 %/);
  expect(text).toContain('aria-label="Messages in by hour and channel: 2 in all.');
  expect((await otto.get('/admin')).words).toContain('Nothing has come or gone today.');
  // It is 5 hours later there: yesterday's are no longer today's.
  await world.sql`update communities set time_zone = 'Pacific/Kiritimati' where id = ${other.communityId}`;
  expect((await otto.get('/admin')).status).toBe(200);
});
