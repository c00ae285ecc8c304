import { expect, test } from 'vitest';
import { anaApplies, newSchool } from '../../support/applying.ts';
import { newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { adminOf } from './support.ts';

async function applied() {
  const { world, school } = await newSchool();
  await play(world, anaApplies);
  const admin = adminOf(world);
  const olga = await admin.as(school.members.olga!);
  const status = async () => (await world.sql`select status from approvals`)[0]!.status;
  const newsOf = (name: string) => world.phones.get(name)!.news.join(' ');
  return { world, school, admin, olga, status, newsOf };
}

test('an organizer lets somebody in, and both hear of it as in chat', async () => {
  const { olga, world, status, newsOf } = await applied();
  expect((await olga.get('/admin/approvals')).words).toContain('Ana Lopez');
  const answer = await olga.does('/admin/approvals/approve', { number: '1', back: '/admin/approvals' });
  expect(answer.words).toContain('An organizer’s word decides: I am letting Ana Lopez (1998, Blue) in.');
  expect(answer.words).toContain('You said yes');
  await world.settle();
  expect(await status()).toBe('approved');
  expect(newsOf('ana')).toContain('You are in!');
  const settled = await olga.get('/admin/approvals');
  expect(settled.words).toMatch(/Nobody is waiting just now.*Ana Lopez.*Let in/);
});

test('a no is asked about, and its reason is noted', async () => {
  const { olga, world, status } = await applied();
  expect((await olga.post('/admin/approvals/reject', { number: '1' })).words).toContain(
    'Do not let Ana Lopez in?',
  );
  expect(await status()).toBe('open');
  const answer = await olga.does('/admin/approvals/reject', { number: '1', reason: 'Never seen' });
  expect(answer.words).toContain('Ana Lopez (1998, Blue) is not let in');
  await world.settle();
  expect(await status()).toBe('rejected');
  expect((await olga.get('/admin/approvals')).words).toContain('Never seen');
});

test('a member’s word counts as one, and what was settled is not for them to see', async () => {
  const { admin, school, status } = await applied();
  const ben = await admin.as(school.members.ben!);
  expect((await ben.get('/admin')).headers.get('location')).toBe('/admin/approvals');
  const answer = await ben.does('/admin/approvals/approve', { number: '1' });
  expect(answer.status).toBe(303);
  expect((await ben.get('/admin/approvals')).words).toMatch(
    /I noted that you know.*1 know them, 0 do not.*You said yes/,
  );
  expect((await ben.get('/admin/approvals')).words).not.toContain('Settled requests');
  expect(await status()).toBe('open');
});

test.each(['2', '0', '-1', '1e9', '99999999999', '', "1' or '1'='1"])(
  'there is no request %s',
  async (number) => {
    const { olga, status, admin } = await applied();
    expect((await olga.does('/admin/approvals/approve', { number })).status).toBe(404);
    expect(await status()).toBe('open');
    expect(admin.failures).toEqual([]);
  },
);

test('the organizer of another community neither sees nor decides', async () => {
  const { admin, world, status } = await applied();
  const { members } = await newClass(world, { name: 'Oak', members: { otto: 'telegram organizer' } });
  const otto = await admin.as(members.otto!);
  expect((await otto.get('/admin/approvals')).words).not.toContain('Ana Lopez');
  expect((await otto.does('/admin/approvals/approve', { number: '1' })).status).toBe(404);
  expect(await status()).toBe('open');
});

test('of two organizers at once the later one hears that it is settled', async () => {
  const { olga, world } = await applied();
  await olga.does('/admin/approvals/approve', { number: '1' });
  await world.settle();
  const late = await olga.does('/admin/approvals/reject', { number: '1', back: '/admin/approvals' });
  expect(late.words).toContain('that is settled already: Ana Lopez (1998, Blue) was let in');
});
