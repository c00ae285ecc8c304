import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createMedia, findMedia } from '../../db/media.ts';
import { deleteMessage } from '../../db/messages.ts';
import { silent } from '../../domain/log.ts';
import type { FileSource } from '../../domain/media.ts';
import { runDueJobs } from '../../jobs.ts';
import { arrivedFiles } from '../../media/arrived.ts';
import { fetchDue } from '../../media/fetcher.ts';
import { openStore } from '../../media/store.ts';
import { sweeping } from '../../media/sweep.ts';
import { atEnd } from '../support/atEnd.ts';
import { newClass } from '../support/class.ts';
import { postWithFile } from '../support/posting.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';
import { pdf, phonePhoto } from './files.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const photo = await phonePhoto();

/** A class, a store in a folder of its own, and the timetable with its clock. */
async function setUp() {
  const world = await newWorld({ channels: ['telegram', 'web'] });
  const lincoln = await newClass(world, { members: { ana: 'telegram', ben: 'telegram' } });
  const folder = await mkdtemp(path.join(tmpdir(), 'homeroom-sweep-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  const { sql, clock, vault, newId } = world;
  const store = await openStore(`file://${folder}`, { seal: vault, newId });
  const arrived = arrivedFiles(store, newId);
  const openFileId = (sealed: Buffer) => vault.openJson(sealed) as string;
  const telegram: FileSource = { download: async ({ id }) => (id === 'paper' ? pdf : photo) };
  const fetching = {
    ...{ sql, clock, random: world.deps.random, log: silent, store, openFileId },
    sources: new Map([
      ['telegram', telegram],
      ['web', arrived],
    ]),
  };
  const sweep = sweeping({ sql, store, arrived, openFileId, log: silent });
  const jobsAfter = async (ms: number) => {
    clock.advance(ms);
    await runDueJobs({
      ...world.deps,
      ...{
        accounts: world.accounts,
        log: silent,
        sweep,
        retentionMonths: 0,
        broken: () => [],
        onDeliveries: () => undefined,
      },
    });
  };
  /** A post with a file that has been fetched. */
  async function post(...files: Parameters<typeof postWithFile>[2][]) {
    const made = await postWithFile(world, lincoln, ...files);
    while ((await fetchDue(fetching)).taken > 0);
    return { messageId: made.messageId, mediaId: made.mediaIds[0]! };
  }
  const takeBack = (messageId: string) =>
    deleteMessage(sql, {
      messageId,
      communityId: lincoln.communityId,
      fanoutId: newId(),
      correlationId: null,
      now: clock.now(),
    });
  const filesIn = async (below = '') => {
    const names = await readdir(path.join(folder, below), { recursive: true, withFileTypes: true });
    return names.filter((name) => name.isFile()).length;
  };
  return { world, lincoln, folder, store, arrived, fetching, sweep, jobsAfter, post, takeBack, filesIn };
}

test('the file of a message that is taken back is gone a minute later, and nothing else is', async () => {
  const { world, post, takeBack, jobsAfter, filesIn } = await setUp();
  const paper = await post({ fileId: 'paper', kind: 'document', mime: 'application/pdf' });
  const { messageId, mediaId } = await post();
  await jobsAfter(minuteMs);
  expect(await filesIn()).toBe(2);
  await takeBack(messageId);
  await jobsAfter(minuteMs);
  expect(await filesIn()).toBe(1);
  expect(await findMedia(world.sql, mediaId)).toBeNull();
  expect(await findMedia(world.sql, paper.mediaId)).toMatchObject({ status: 'ready' });
});

test('what somebody else posted as well stays for them, and goes with the last', async () => {
  const { world, post, takeBack, jobsAfter, filesIn } = await setUp();
  const [first, second] = [await post(), await post()];
  await takeBack(first.messageId);
  await jobsAfter(minuteMs);
  expect(await filesIn()).toBe(1);
  expect(await findMedia(world.sql, second.mediaId)).toMatchObject({ status: 'ready' });
  await takeBack(second.messageId);
  await jobsAfter(minuteMs);
  expect(await filesIn()).toBe(0);
});

test('what is stored anew while it is swept away is there in the end', async () => {
  const { post, takeBack, fetching, lincoln, world, store, sweep } = await setUp();
  const before = await post();
  await takeBack(before.messageId);
  const { mediaIds } = await postWithFile(world, lincoln);
  // The sweep comes between finding that the file is there already and saying so.
  const put: typeof store.put = async (...file) => {
    const key = await store.put(...file);
    await sweep.takenBack();
    return key;
  };
  await fetchDue({ ...fetching, store: { ...store, put } });
  const row = await findMedia(world.sql, mediaIds[0]!);
  expect(row).toMatchObject({ status: 'ready' });
  expect((await store.read((row as { storageKey: string }).storageKey)).length).toBeGreaterThan(0);
});

test('a file that was not posted within a day is deleted; one whose draft waits is not', async () => {
  const { world, lincoln, fetching, jobsAfter, filesIn } = await setUp();
  const { sql, newId, clock, vault } = world;
  const id = newId();
  const file = { id, kind: 'document', mime: null, name: null, size: null } as const;
  const source = { channel: 'telegram', account: '7000001', sealedFileId: vault.sealJson('paper') };
  const { communityId } = lincoln;
  await createMedia(sql, { communityId, files: [{ ...file, ...source }], now: clock.now() });
  await fetchDue(fetching);
  await play(world, 'ana> (photo) Not yet\nana~');
  await jobsAfter(23 * hourMs);
  expect(await filesIn()).toBe(1);
  const drafts = () => sql`select status from media where id <> ${id}`;
  // The draft is changed, and so waits for another day.
  await play(world, 'ana> [Change it]\nana~\nana> Still not\nana~');
  await jobsAfter(2 * hourMs);
  expect(await filesIn()).toBe(0);
  expect(await drafts()).toHaveLength(1);
  await play(world, 'ana> [Cancel]\nana~');
  await jobsAfter(hourMs);
  expect(await drafts()).toHaveLength(0);
});

test('what arrived and nobody came for goes after a day; what is still to be fetched stays', async () => {
  const { world, lincoln, folder, arrived, fetching, jobsAfter, filesIn } = await setUp();
  await arrived.keep(pdf);
  const wanted = await arrived.keep(photo);
  const { mediaIds } = await postWithFile(world, lincoln, { channel: 'web', account: 'web', fileId: wanted });
  await world.sql`update media set not_before = ${new Date(world.clock.now().getTime() + 48 * hourMs)}`;
  await jobsAfter(23 * hourMs);
  expect(await filesIn('arrived')).toBe(2);
  const late = await arrived.keep(pdf);
  await jobsAfter(2 * hourMs);
  expect(await filesIn('arrived')).toBe(2);
  expect(await arrived.download({ channel: 'web', account: 'web', id: late }, limits)).toHaveLength(
    pdf.length,
  );
  world.clock.advance(48 * hourMs);
  await fetchDue(fetching);
  expect(await findMedia(world.sql, mediaIds[0]!)).toMatchObject({ status: 'ready', kind: 'photo' });
  await jobsAfter(hourMs);
  expect(await filesIn('arrived')).toBe(0);
  expect(await readdir(path.join(folder, 'arrived'))).toEqual([]);
});

const limits = { maxBytes: 20_000_000, signal: new AbortController().signal };

test('a store that is away keeps nothing from being swept the next time', async () => {
  const { post, takeBack, store, sweep, jobsAfter, filesIn, world, arrived, fetching } = await setUp();
  const { messageId } = await post();
  await takeBack(messageId);
  const remove = () => Promise.reject(new Error('ECONNREFUSED'));
  const away = sweeping({ ...fetching, sql: world.sql, arrived, store: { ...store, remove } });
  await away.takenBack();
  expect(await filesIn()).toBe(1);
  await jobsAfter(minuteMs);
  expect(await filesIn()).toBe(0);
  await sweep.takenBack();
});
