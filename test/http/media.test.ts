import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { recordReady, recordRefused } from '../../db/media.ts';
import { signer } from '../../db/signer.ts';
import type { FileKind } from '../../domain/media.ts';
import { mediaRoutes } from '../../http/media.ts';
import { rangeOf } from '../../http/range.ts';
import { linkLifetimeMs, mediaLinks } from '../../media/links.ts';
import { openStore } from '../../media/store.ts';
import { atEnd } from '../support/atEnd.ts';
import { newClass } from '../support/class.ts';
import { postWithFile } from '../support/posting.ts';
import { newWorld } from '../support/world.ts';

const content = Buffer.from('0123456789');
const origin = 'https://homeroom.example';

/** A file of a class in the store, and the link to it. */
async function setUp(file: { kind?: FileKind; mime?: string; name?: string } = {}) {
  const world = await newWorld();
  const { sql, clock, vault, newId } = world;
  const lincoln = await newClass(world, { members: { ana: 'telegram' } });
  const { mediaIds } = await postWithFile(world, lincoln);
  const mediaId = mediaIds[0]!;
  const folder = await mkdtemp(path.join(tmpdir(), 'homeroom-http-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const store = await openStore(`file://${folder}`, { seal: vault, newId });
  const ready = async () =>
    recordReady(sql, mediaId, {
      kind: file.kind ?? 'photo',
      mime: file.mime ?? 'image/jpeg',
      name: file.name ?? 'IMG_1.jpg',
      width: 480,
      height: 640,
      size: content.length,
      sha256: createHash('sha256').update(content).digest(),
      storageKey: await store.put(lincoln.communityId, content),
    });
  const links = mediaLinks(origin, signer([Buffer.alloc(32, 3)]));
  const routes = mediaRoutes({ sql, clock, readToken: links.read, read: store.read });
  const link = links.linkTo(mediaId, clock.now()).slice(origin.length);
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    routes.request(link, { method, headers });
  return { world, mediaId, ready, routes, link, get };
}

test('whoever holds a link gets the file, and their browser may do nothing with it but show it', async () => {
  const { ready, get } = await setUp({ name: 'Fiesta «2026».jpg' });
  await ready();
  const answer = await get();
  expect(answer.status).toBe(200);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(content);
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'image/jpeg',
    'content-length': '10',
    'content-disposition': `inline; filename="Fiesta _2026_.jpg"; filename*=UTF-8''Fiesta%20%C2%AB2026%C2%BB.jpg`,
    'content-security-policy':
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'private, max-age=86400, immutable',
    'accept-ranges': 'bytes',
    etag: '"84d89877f0d4041efb6bf91a16f0248f"',
  });
});

test('what is no picture, film or sound is saved, not shown', async () => {
  const { ready, get } = await setUp({ kind: 'document', mime: 'application/pdf', name: 'a"b\\c.pdf' });
  await ready();
  expect((await get()).headers.get('content-disposition')).toBe(
    `attachment; filename="a_b_c.pdf"; filename*=UTF-8''a%22b%5Cc.pdf`,
  );
});

test('players ask for parts', async () => {
  const { ready, get } = await setUp({ kind: 'video', mime: 'video/mp4', name: 'a.mp4' });
  await ready();
  const answer = await get({ range: 'bytes=2-4' });
  expect([answer.status, await answer.text()]).toEqual([206, '234']);
  expect(answer.headers.get('content-range')).toBe('bytes 2-4/10');
  expect(answer.headers.get('content-length')).toBe('3');
  const beyond = await get({ range: 'bytes=10-' });
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  const ofAnother = await get({ range: 'bytes=2-4', 'if-range': '"another"' });
  expect([ofAnother.status, await ofAnother.text()]).toEqual([200, '0123456789']);
});

test('who has it already gets no second copy, and who only asks gets none', async () => {
  const { ready, get } = await setUp();
  await ready();
  const etag = (await get()).headers.get('etag')!;
  expect((await get({ 'if-none-match': etag })).status).toBe(304);
  const head = await get({}, 'HEAD');
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
});

test('a link runs out, with a sentence in the reader’s language', async () => {
  const { world, ready, get } = await setUp();
  await ready();
  world.clock.advance(linkLifetimeMs - 3_600_000);
  expect((await get()).headers.get('cache-control')).toMatch(/max-age=\d{4},/);
  world.clock.advance(2 * 3_600_000);
  const answer = await get({ 'accept-language': 'es-EC,es;q=0.9' });
  expect(answer.status).toBe(410);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.text()).toMatch(/^Este enlace ha caducado/);
});

test('a link that we did not make leads nowhere', async () => {
  const { ready, routes, link } = await setUp();
  await ready();
  for (const wrong of [
    `${link.slice(0, -1)}A`,
    '/m/x',
    `/m/${'A'.repeat(5_000)}`,
    '/m/%00',
    '/m/..%2f..%2fetc',
  ]) {
    const answer = await routes.request(wrong);
    expect(answer.status, wrong).toBe(404);
    expect(await answer.text()).toMatch(/^There is nothing at this link/);
  }
});

test('a file that is not in the store is gone', async () => {
  const { world, mediaId, get } = await setUp();
  expect((await get()).status).toBe(410);
  await recordRefused(world.sql, mediaId, 'posing');
  expect(await (await get()).text()).toBe('This file is not here any more.');
});

test('a link to a file of a message that was taken back leads nowhere any more', async () => {
  const { world, ready, get } = await setUp();
  await ready();
  await world.sql`update messages set deleted_at = ${world.clock.now()}`;
  expect((await get()).status).toBe(410);
});

test.each<[string | undefined, ReturnType<typeof rangeOf>]>([
  [undefined, 'whole'],
  ['bytes=0-', { first: 0, last: 9 }],
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=5-99', { first: 5, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-99', { first: 0, last: 9 }],
  ['bytes=-0', 'beyond'],
  ['bytes=10-', 'beyond'],
  ['bytes=5-2', 'whole'],
  ['bytes=0-1,3-4', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=a-b', 'whole'],
  ['lines=1-2', 'whole'],
])('of ten bytes %j is %j', (header, expected) => expect(rangeOf(header, 10)).toEqual(expected));
