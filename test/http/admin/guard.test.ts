import { expect, test } from 'vitest';
import { mayAs } from '../../../domain/permissions.ts';
import { pages } from '../../../http/admin/pages.ts';
import { limitsFor } from '../../../limits.ts';
import { newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { adminOf } from './support.ts';

const somewhere = '00000000-0000-7000-8000-000000000000';
const addressOf = (path: string) => `/admin${path.replace(/:\w+/g, somewhere)}`;

const everything = pages.flatMap(({ path, permission, acts = [] }) => [
  { method: 'GET', address: addressOf(path), permission },
  ...acts.map((act) => ({ method: 'POST', address: addressOf(path + act.path), permission: act.permission })),
]);

const members = {
  olga: 'telegram organizer',
  mona: 'telegram moderator',
  ana: 'telegram',
  pia: 'telegram pending',
  sue: 'telegram organizer suspended',
};

async function opened() {
  const world = await newWorld();
  const school = await newClass(world, { members });
  return { world, school, admin: adminOf(world) };
}

test('who is not signed in is led to signing in, and from there back to the page they wanted', async () => {
  const { admin } = await opened();
  const nobody = await admin.as(null);
  const answer = await nobody.get('/admin?day=2026-01-01');
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/sign-in']);
  const wanted = nobody.cookies.get('__Host-homeroom_wanted')!;
  expect(Buffer.from(wanted, 'base64url').toString()).toBe('/admin?day=2026-01-01');
});

test.each(everything)('$method $address is for those with $permission only', async (one) => {
  const { method, address, permission } = one;
  const { school, admin } = await opened();
  for (const [name, words] of Object.entries(members)) {
    const someone = await admin.as(school.members[name]!);
    const answer = method === 'GET' ? await someone.get(address) : await someone.post(address);
    const [role, status] = [words.split(' ')[1] ?? 'member', words.split(' ').at(-1)!];
    const place = {
      role: role === 'pending' ? 'member' : role,
      status: ['pending', 'suspended'].includes(status) ? status : 'active',
    };
    const isLetIn = mayAs(place as never, permission);
    const isRefused = answer.status === 403 || (answer.status === 303 && address === '/admin');
    expect([name, isRefused]).toEqual([name, !isLetIn]);
  }
  expect(admin.failures).toEqual([]);
});

test.each(everything.filter(({ method }) => method === 'POST'))(
  '$address is refused from elsewhere',
  async (one) => {
    const { school, admin } = await opened();
    const olga = await admin.as(school.members.olga!);
    for (const from of ['https://evil.example', 'null', null])
      expect((await olga.post(one.address, {}, { from })).status).toBe(403);
  },
);

test('what is not there is said so on a page of ours, and nobody learns by it who is signed in', async () => {
  const { school, admin } = await opened();
  const olga = await admin.as(school.members.olga!);
  expect((await olga.get('/admin/nothing')).status).toBe(404);
  expect((await (await admin.as(null)).get('/admin/nothing')).status).toBe(303);
});

test('every page forbids what is not ours to run', async () => {
  const { school, admin } = await opened();
  const olga = await admin.as(school.members.olga!);
  for (const { path } of pages.filter((one) => !one.path.includes(':'))) {
    const { headers, text } = await olga.get(`/admin${path}`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).toMatch(/^<!doctype html><html lang="en">/);
    expect(text).not.toMatch(/<script(?![^>]*src=)|\son\w+=|style=|javascript:/);
  }
});

test('each reads it in their own language', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members: { eva: 'telegram organizer es' } });
  const eva = await adminOf(world).as(school.members.eva!);
  expect((await eva.get('/admin')).text).toMatch(
    /<html lang="es">.*Saltar al contenido.*Solicitudes en espera/s,
  );
});

test('whoever asks for more pages in a minute than anybody can look at is asked to wait, alone', async () => {
  const world = await newWorld();
  const school = await newClass(world, { members });
  const pages = limitsFor('pages', { redis: null, clock: world.clock }, { points: 3, seconds: 60 });
  const admin = adminOf(world, {}, { pages });
  const [olga, again, mona] = [
    await admin.as(school.members.olga!),
    await admin.as(school.members.olga!),
    await admin.as(school.members.mona!),
  ];
  const seen = [];
  for (const someone of [olga, again, olga, again]) seen.push((await someone.get('/admin/messages')).status);
  expect(seen).toEqual([200, 200, 200, 429]);
  const refused = await olga.get('/admin/messages');
  expect(refused.words).toContain('Wait a minute');
  expect(refused.headers.get('retry-after')).toBeTruthy();
  expect((await olga.post('/admin/messages/take-back', {}, { from: 'https://class.example' })).status).toBe(
    429,
  );
  expect((await mona.get('/admin/messages')).status).toBe(200);
  world.clock.advance(60_000);
  expect((await olga.get('/admin/messages')).status).toBe(200);
});
