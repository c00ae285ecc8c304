import { beforeEach, expect, test } from 'vitest';
import { listAudit } from '../../../db/api/audit.ts';
import { type Class, newClass } from '../../support/class.ts';
import { newWorld, type World } from '../../support/world.ts';
import { adminOf, type TestAdmin, type TestBrowser } from './support.ts';

let world: World;
let school: Class;
let other: Class;
let admin: TestAdmin;
let olga: TestBrowser;

beforeEach(async () => {
  world = await newWorld();
  school = await newClass(world, {
    members: {
      olga: 'telegram organizer',
      ana: 'telegram 1998 Blue',
      ben: 'sms 1999',
      sue: 'telegram suspended',
    },
  });
  other = await newClass(world, { name: 'Elsewhere', members: { zoe: 'telegram organizer' } });
  admin = adminOf(world);
  olga = await admin.as(school.members.olga!);
});

const idOf = (name: string) => (school.members[name] ?? other.members[name])!.membershipId;
const standing = async (name: string) => {
  const [row] = await world.sql`select role, status from memberships where id = ${idOf(name)}`;
  return `${row!.role} ${row!.status}`;
};
const acts = async () => {
  const page = { page: 1, perPage: 50, sort: 'created_at', order: 'asc' } as const;
  const { rows } = await listAudit(
    world.sql,
    { communityId: school.communityId, act: undefined, actor_id: undefined },
    page,
  );
  return rows.map(({ act }) => act);
};

test.each<[string, string, string, RegExp]>([
  ['ana', 'moderator', 'moderator active', /Ana is a moderator now\./],
  ['ana', 'organizer', 'organizer active', /Ana is an organizer now\./],
  ['ana', 'suspend', 'member suspended', /Ana is suspended\./],
  ['sue', 'lift', 'member active', /Sue is back\./],
  ['ana', 'remove', 'member left', /Ana is removed\./],
])('%s: %s makes them %s, and the page says what the bot says', async (name, what, becomes, says) => {
  const answer = await olga.does(`/admin/members/${idOf(name)}/${what}`, { back: '/admin/members' });
  expect(answer.words).toMatch(says);
  expect(await standing(name)).toBe(becomes);
  expect(await acts()).toHaveLength(1);
});

test('what takes something away is asked about first, and the reason reaches whom it is about', async () => {
  const path = `/admin/members/${idOf('ana')}/suspend`;
  const asked = await olga.post(path, { back: '/admin/members' });
  expect(asked.words).toContain('Suspend Ana?');
  expect(await standing('ana')).toBe('member active');
  await olga.does(path, { reason: 'Too many jokes' });
  await world.settle();
  expect(world.phones.get('ana')!.news.join(' ')).toContain('Too many jokes');
});

test('what was said is told once', async () => {
  await olga.does(`/admin/members/${idOf('sue')}/lift`, { back: '/admin/members' });
  expect((await olga.get('/admin/members')).words).not.toContain('Sue is back');
});

test('a form that is sent twice acts once', async () => {
  const path = `/admin/members/${idOf('ana')}/moderator`;
  await olga.does(path, { act_id: 'k1' });
  await olga.does(`/admin/members/${idOf('ana')}/demote`, { act_id: 'k2' });
  expect((await olga.does(path, { act_id: 'k1' })).words).toContain('That was done already.');
  expect(await standing('ana')).toBe('member active');
});

test('the last organizer stays one, and hears why', async () => {
  const answer = await olga.does(`/admin/members/${idOf('olga')}/demote`, { back: '/admin/members' });
  expect(answer.words).toContain('That is the last organizer');
  expect(answer.text).toContain('told refused');
});

test.each(['', '/suspend', '/moderator', '/remove'])(
  'of a member of another community there is no page: %s',
  async (act) => {
    const path = `/admin/members/${idOf('zoe')}${act}`;
    const answer = act === '' ? await olga.get(path) : await olga.does(path);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toContain('Zoe');
    expect(await standing('zoe')).toBe('organizer active');
  },
);

test('whoever is suspended meanwhile does nothing more', async () => {
  await world.sql`update memberships set status = 'suspended' where id = ${idOf('olga')}`;
  expect((await olga.does(`/admin/members/${idOf('ana')}/suspend`)).status).toBe(403);
  expect(await standing('ana')).toBe('member active');
});

test.each<[string, string[], string[]]>([
  ['', ['Ana', 'Ben', 'Olga', 'Sue'], []],
  ['?search=AN', ['Ana'], ['Ben']],
  ['?status=suspended', ['Sue'], ['Ana']],
  ['?role=organizer', ['Olga'], ['Ana']],
  ['?year=1999', ['Ben'], ['Ana']],
  ['?search=%25', [], ['Ana']],
  ["?search=' or 1=1 --", [], ['Ana']],
  ['?sort=nothing&order=x&page=-1&role=king&year=1e9', ['Ana', 'Ben'], []],
  ['?page=10000', [], ['Ana']],
])('members %s', async (query, shown, hidden) => {
  const { words, status } = await olga.get(`/admin/members${query}`);
  expect(status).toBe(200);
  for (const name of shown) expect(words).toContain(name);
  for (const name of hidden) expect(words).not.toContain(name);
  expect(words).not.toContain('Zoe');
  expect(admin.failures).toEqual([]);
});

test('somebody’s name is only ever words', async () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
  await world.sql`update people set name = ${hostile}`;
  await world.sql`update communities set name = ${hostile}`;
  await world.sql`update memberships set section = ${hostile}`;
  for (const path of ['', '/members', `/members/${idOf('ana')}`, '/approvals', '/audit']) {
    const { text } = await olga.get(`/admin${path}`);
    expect(text).not.toMatch(/<script>|<img src=x/);
    expect(text).toContain('&lt;script&gt;');
  }
});
