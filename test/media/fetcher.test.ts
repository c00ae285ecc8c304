import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { claimMedia, findMedia, findMediaOf } from '../../db/media.ts';
import { silent } from '../../domain/log.ts';
import { type Download, type FileSource, MediaRefused } from '../../domain/media.ts';
import { arrivedFiles } from '../../media/arrived.ts';
import { fetchDue, startFetching } from '../../media/fetcher.ts';
import { openStore } from '../../media/store.ts';
import { atEnd } from '../support/atEnd.ts';
import { newClass } from '../support/class.ts';
import { postWithFile } from '../support/posting.ts';
import { newWorld } from '../support/world.ts';
import { pdf, phonePhoto, voiceNote, zip } from './files.ts';

const minuteMs = 60_000;
const photo = await phonePhoto();

/** A class, a store in a folder of its own, and a provider that says what the test wants. */
async function setUp(provider: Download) {
  const world = await newWorld();
  const lincoln = await newClass(world, { members: { ana: 'telegram', ben: 'sms' } });
  const folder = await mkdtemp(path.join(tmpdir(), 'homeroom-fetch-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const { sql, clock, vault, newId } = world;
  const store = await openStore(`file://${folder}`, { seal: vault, newId });
  const asked: string[] = [];
  const deps = {
    sql,
    clock,
    random: world.deps.random,
    log: silent,
    store,
    sources: new Map<string, FileSource>([
      [
        'telegram',
        {
          download(file, limits) {
            asked.push(file.id);
            return provider(file, limits);
          },
        },
      ],
    ]),
    openFileId: (sealed: Buffer) => vault.openJson(sealed) as string,
  };
  return { world, lincoln, store, deps, asked };
}

const rowsOf = (sql: Parameters<typeof findMedia>[0], ids: string[]) =>
  Promise.all(ids.map(async (id) => (await findMedia(sql, id))!));

test('a photo is fetched once, made smaller and kept; its provider’s id is forgotten', async () => {
  const { world, lincoln, store, deps, asked } = await setUp(async () => photo);
  const { messageId, mediaIds } = await postWithFile(world, lincoln, { name: 'IMG_1.JPG' });
  expect(await fetchDue(deps)).toEqual({ taken: 1, settled: 1 });
  expect(await fetchDue(deps)).toEqual({ taken: 0, settled: 0 });
  expect(asked).toEqual(['AgACAgIAAx']);

  const [row] = await findMediaOf(world.sql, [messageId]);
  expect(row).toMatchObject({
    id: mediaIds[0],
    status: 'ready',
    kind: 'photo',
    mime: 'image/jpeg',
    name: 'IMG_1.jpg',
    width: 480,
    height: 640,
  });
  const stored = await store.read((row as { storageKey: string }).storageKey);
  expect(Buffer.from(stored).includes('Fruitphone')).toBe(false);
  const [kept] = await world.sql`select sealed_file_id from media`;
  expect(kept!.sealed_file_id).toBeNull();
});

test('the files of a message keep their order', async () => {
  const provider: Download = async ({ id }) => ({ a: pdf, b: voiceNote, c: photo })[id]!;
  const { world, lincoln, deps } = await setUp(provider);
  const { messageId } = await postWithFile(
    world,
    lincoln,
    { fileId: 'a', kind: 'document', mime: 'application/pdf' },
    { fileId: 'b', kind: 'voice', mime: 'audio/ogg' },
    { fileId: 'c' },
  );
  while ((await fetchDue(deps)).taken > 0);
  const kinds = (await findMediaOf(world.sql, [messageId])).map(({ kind }) => kind);
  expect(kinds).toEqual(['document', 'voice', 'photo']);
});

test('a zip posing as a JPEG is refused with its reason, and the next file is not held up', async () => {
  const { world, lincoln, deps } = await setUp(async ({ id }) => (id === 'evil' ? zip({ a: 'b' }) : photo));
  const { mediaIds } = await postWithFile(world, lincoln, { fileId: 'evil' }, { fileId: 'good' });
  expect(await fetchDue(deps)).toEqual({ taken: 2, settled: 2 });
  expect(await rowsOf(world.sql, mediaIds)).toMatchObject([
    { status: 'refused', reason: 'posing' },
    { status: 'ready', reason: null },
  ]);
});

test('30 MB are not even asked for where their size is said, and not read on where it is not', async () => {
  const { world, lincoln, deps, asked } = await setUp(async (_file, { maxBytes }) => {
    expect(maxBytes).toBe(20 * 1024 * 1024);
    throw new MediaRefused('tooLarge', 'more than allowed');
  });
  const size = 30 * 1024 * 1024;
  const { mediaIds } = await postWithFile(world, lincoln, { fileId: 'said', size }, { fileId: 'unsaid' });
  await fetchDue(deps);
  expect(asked).toEqual(['unsaid']);
  expect(await rowsOf(world.sql, mediaIds)).toMatchObject([{ reason: 'tooLarge' }, { reason: 'tooLarge' }]);
});

test('a provider that is away is asked again, less and less often, and given up in a quarter of an hour', async () => {
  const { world, lincoln, deps, asked } = await setUp(async () => {
    throw new Error('ECONNRESET');
  });
  const { mediaIds } = await postWithFile(world, lincoln);
  const waits = [5_000, 30_000, 2 * minuteMs, 10 * minuteMs];
  for (const [tried, waitMs] of waits.entries()) {
    expect(await fetchDue(deps)).toEqual({ taken: 1, settled: 0 });
    expect(asked).toHaveLength(tried + 1);
    world.clock.advance(waitMs);
  }
  expect(await fetchDue(deps)).toEqual({ taken: 1, settled: 1 });
  expect(await rowsOf(world.sql, mediaIds)).toMatchObject([{ status: 'refused', reason: 'gone' }]);
});

test('a provider that comes back is heard', async () => {
  let isAway = true;
  const { world, lincoln, deps } = await setUp(async () => {
    if (isAway) throw new Error('ECONNRESET');
    return photo;
  });
  const { mediaIds } = await postWithFile(world, lincoln);
  await fetchDue(deps);
  isAway = false;
  world.clock.advance(5_000);
  await fetchDue(deps);
  expect(await rowsOf(world.sql, mediaIds)).toMatchObject([{ status: 'ready' }]);
});

test('a provider that hands out nothing for a minute is left, and told so', async () => {
  let aborted = false;
  const { world, lincoln, deps } = await setUp(
    (_file, { signal }) =>
      new Promise(() => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        // The request is under way: now a minute passes.
        setImmediate(() => world.clock.advance(minuteMs));
      }),
  );
  await postWithFile(world, lincoln);
  expect(await fetchDue(deps)).toEqual({ taken: 1, settled: 0 });
  expect(aborted).toBe(true);
  expect(world.clock.waiting).toBe(0);
});

test('an attachment that came along waits in the store, sealed, until it is looked into', async () => {
  const { world, lincoln, store, deps } = await setUp(async () => photo);
  const arrived = arrivedFiles(store, world.newId);
  const withMail = { ...deps, sources: new Map([['email', arrived]]) };
  const fileId = await arrived.keep(photo);
  expect(await arrived.keep(photo)).not.toBe(fileId);
  const { mediaIds } = await postWithFile(
    world,
    lincoln,
    { channel: 'email', fileId },
    { channel: 'email', fileId: `${lincoln.communityId}/aa/somebody-elses` },
  );
  await fetchDue(withMail);
  expect(await rowsOf(world.sql, mediaIds)).toMatchObject([
    { status: 'ready' },
    { status: 'refused', reason: 'gone' },
  ]);
  await expect(store.read(fileId)).rejects.toThrow();
});

test('two workers never take the same file, and a dead worker’s is taken over after its lease', async () => {
  const { world, lincoln, deps, asked } = await setUp(async () => photo);
  const { mediaIds } = await postWithFile(world, lincoln);
  const now = world.clock.now();
  const leasedUntil = new Date(now.getTime() + 5 * minuteMs);
  expect(await claimMedia(world.sql, { now, leasedUntil, count: 9 })).toMatchObject([{ attempts: 1 }]);
  expect(await fetchDue(deps)).toEqual({ taken: 0, settled: 0 });
  world.clock.advance(5 * minuteMs);
  expect(await fetchDue(deps)).toEqual({ taken: 1, settled: 1 });
  expect(asked).toHaveLength(1);
  expect(await rowsOf(world.sql, mediaIds)).toMatchObject([{ status: 'ready' }]);
});

test('a file that only another process can get is left to it', async () => {
  const { world, lincoln, deps, asked } = await setUp(async () => photo);
  await postWithFile(world, lincoln);
  const [[name, source]] = [...deps.sources] as [[string, FileSource]];
  const elsewhere = new Map([[name, { ...source, isHere: () => false }]]);
  expect(await fetchDue({ ...deps, sources: elsewhere })).toEqual({ taken: 0, settled: 0 });
  expect(asked).toEqual([]);
  expect(await fetchDue(deps)).toEqual({ taken: 1, settled: 1 });
});

test('a file at which every worker dies is given up without being touched again', async () => {
  const { world, lincoln, deps, asked } = await setUp(async () => photo);
  const { mediaIds } = await postWithFile(world, lincoln);
  await world.sql`update media set attempts = 5`;
  await fetchDue(deps);
  expect(asked).toEqual([]);
  expect(await rowsOf(world.sql, mediaIds)).toMatchObject([{ status: 'refused', reason: 'gone' }]);
});

test('no transaction is open while a file is on its way', async () => {
  const { world, lincoln, deps } = await setUp(async () => {
    const open = await world.sql`
      select from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`;
    expect(open).toEqual([]);
    return photo;
  });
  await postWithFile(world, lincoln);
  expect(await fetchDue(deps)).toEqual({ taken: 1, settled: 1 });
});

test('the loop fetches when woken, and tells when something is settled', async () => {
  const { world, lincoln, deps } = await setUp(async () => photo);
  await postWithFile(world, lincoln);
  const settled = new Promise<void>((resolve) => {
    const loop = startFetching(deps, resolve);
    atEnd(() => loop.stop());
  });
  await settled;
  expect(await world.sql`select status from media`).toEqual([{ status: 'ready' }]);
});
