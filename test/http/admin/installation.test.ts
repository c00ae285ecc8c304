import { expect, test } from 'vitest';
import type { Pairing } from '../../../http/admin/workings.ts';
import { runDueJobs } from '../../../jobs.ts';
import { newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { adminOf } from './support.ts';

async function opened(pairing: Pairing | null = null) {
  const world = await newWorld();
  const school = await newClass(world, { members: { olga: 'organizer', rita: 'organizer' } });
  await world.sql`insert into operators (person_id, created_at) values (${school.members.olga!.personId}, ${world.clock.now()})`;
  const admin = adminOf(world, { whatsappWeb: () => pairing });
  const olga = await admin.as(school.members.olga!);
  const rita = await admin.as(school.members.rita!);
  return { world, school, admin, olga, rita };
}

test('the code of WhatsApp Web is for operators, and kept nowhere', async () => {
  const { olga, rita } = await opened({ kind: 'pairing', qr: '2@secret' });
  const { status, text, words, headers } = await olga.get('/admin/whatsapp');
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(text).toContain('aria-label="The code to scan"');
  expect(words).toContain('Show it to nobody.');
  for (const path of ['/admin/whatsapp', '/admin/channels', '/admin']) {
    const theirs = await rita.get(path);
    expect(theirs.text).not.toContain('The code to scan');
    expect(theirs.text).not.toContain('href="/admin/whatsapp"');
  }
  expect((await rita.get('/admin/whatsapp', { 'x-part': 'pairing' })).status).toBe(403);
  const part = await olga.get('/admin/whatsapp', { 'x-part': 'pairing' });
  expect([part.status, part.headers.get('cache-control')]).toEqual([200, 'no-store']);
});

test.each<[string, Pairing | null]>([
  ['WhatsApp Web is off', null],
  ['A phone is paired. Its number is +15005550008.', { kind: 'connected', number: '+15005550008' }],
  ['Another process has the session', { kind: 'waiting' }],
  ['there is no Chromium', { kind: 'stopped', reason: 'there is no Chromium' }],
  ['the line is lost', { kind: 'away', reason: 'the line is lost', retryAt: new Date() }],
  ['The browser is opening.', { kind: 'opening' }],
])('how it stands with WhatsApp Web: %s', async (words, pairing) => {
  const { olga, admin } = await opened(pairing);
  expect((await olga.get('/admin/whatsapp')).words).toContain(words);
  expect(admin.failures).toEqual([]);
});

test('jobs say when they ran, when they are due and whether they failed, to operators only', async () => {
  const { world, olga, rita, admin } = await opened();
  const { sql, clock, newId } = world;
  const broken = {
    ...{
      sql,
      clock,
      newId,
      log: world.deps.log,
      accounts: world.accounts,
      countSegments: world.countSegments,
    },
    ...{ broken: () => [], retentionMonths: 0, onDeliveries: () => undefined },
    sweep: {
      takenBack: () => Promise.reject(Object.assign(new Error('somebody@example.com'), { code: 'ENOSPC' })),
      unposted: async () => undefined,
      arrived: async () => undefined,
    },
  };
  await runDueJobs(broken as never);
  const { words, text } = await olga.get('/admin/jobs');
  expect(words).toMatch(/sweep taken back files 30 s .* Error ENOSPC/);
  expect(words).toMatch(/digests 30 s \d+ \w+.* none/);
  expect(text).not.toContain('somebody@example.com');
  expect((await rita.get('/admin/jobs')).status).toBe(403);
  expect(admin.failures).toEqual([]);
});
