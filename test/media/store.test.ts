import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { describe, expect, test } from 'vitest';
import { CannotOpen, open, seal } from '../../db/crypto.ts';
import { idMaker } from '../../domain/id.ts';
import { type FileSeal, openStore } from '../../media/store.ts';
import { atEnd } from '../support/atEnd.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';

const random = seededRandom();
const newId = idMaker(fakeClock(), random);
const key = Buffer.alloc(32, 7);
const fileSeal: FileSeal = {
  sealFile: (bytes, place) => seal({ key, random, place }, Buffer.from(bytes)),
  openFile: (sealed, place) => open({ key, place }, sealed),
};
const lincoln = '01890000-0000-7000-8000-000000000001';
const oak = '01890000-0000-7000-8000-000000000002';
const photo = Buffer.from('what somebody showed their class');

const folder = await temporary();
const bucketFolder = await temporary();
const s3 = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: bucketFolder,
  configureBuckets: [{ name: 'homeroom' }],
});
const { port } = await s3.run();
atEnd(() => s3.close());
const bucket = {
  endpoint: `http://127.0.0.1:${port}`,
  credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
};

describe.each([
  ['a folder', `file://${folder}/media`, folder],
  ['a bucket', 's3://homeroom', bucketFolder],
  ['a part of a bucket', 's3://homeroom/some/where', bucketFolder],
])('%s', (_what, url, disk) => {
  const opened = openStore(url, { seal: fileSeal, newId, bucket });

  test('keeps a file and gives it back', async () => {
    const store = await opened;
    const place = await store.put(lincoln, photo);
    expect(Buffer.from(await store.read(place))).toEqual(photo);
  });

  test('gives the same bytes the same key, in each community its own', async () => {
    const store = await opened;
    const place = await store.put(lincoln, photo);
    expect(await store.put(lincoln, photo)).toBe(place);
    expect(await store.put(oak, photo)).not.toBe(place);
    expect(place).toMatch(/^01890000-0000-7000-8000-000000000001\/[0-9a-f]{2}\/[0-9a-f]{64}$/);
  });

  test('shows nobody on the disk what is in it', async () => {
    const store = await opened;
    await store.put(lincoln, photo);
    for (const file of await filesBelow(disk)) {
      expect((await readFile(file)).includes('somebody')).toBe(false);
    }
  });

  test('forgets a file, and has nothing against forgetting it twice', async () => {
    const store = await opened;
    const place = await store.put(oak, Buffer.from('soon gone'));
    await store.remove(place);
    await store.remove(place);
    await expect(store.read(place)).rejects.toThrow(/read/);
  });

  test('carries 20 MB', async () => {
    const store = await opened;
    const large = Buffer.alloc(20 * 1024 * 1024, 'homeroom');
    expect(Buffer.from(await store.read(await store.put(lincoln, large))).equals(large)).toBe(true);
  });
});

test('a file that was exchanged for another of the same store does not open', async () => {
  const store = await openStore(`file://${folder}/media`, { seal: fileSeal, newId });
  const one = await store.put(lincoln, Buffer.from('one'));
  const other = await store.put(lincoln, Buffer.from('other'));
  await writeFile(path.join(folder, 'media', one), await readFile(path.join(folder, 'media', other)));
  await expect(store.read(one)).rejects.toBeInstanceOf(CannotOpen);
});

test('files on the disk are nobody else’s, and no half ones stay', async () => {
  const store = await openStore(`file://${folder}/media`, { seal: fileSeal, newId });
  const place = await store.put(lincoln, Buffer.from('private'));
  const modes = [place, path.dirname(place), lincoln, '.'].map(async (name) => {
    const { mode } = await stat(path.join(folder, 'media', name));
    return (mode & 0o777).toString(8);
  });
  expect(await Promise.all(modes)).toEqual(['600', '700', '700', '700']);
  expect((await filesBelow(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a bucket that does not know our key is an error, not an empty store', async () => {
  const credentials = { accessKeyId: 'STRANGER', secretAccessKey: 'S3RVER' };
  const store = await openStore('s3://homeroom', {
    seal: fileSeal,
    newId,
    bucket: { ...bucket, credentials },
  });
  await expect(store.put(lincoln, Buffer.from('x'))).rejects.toThrow();
  await expect(store.read('x')).rejects.toThrow();
});

test.each(['', 'media', 'http://example.com', 's3:', 's3://UPPER', 's3://a'])(
  'the address %j is refused with a sentence',
  async (url) => {
    await expect(openStore(url, { seal: fileSeal, newId })).rejects.toThrow('MEDIA_URL must be like');
  },
);

async function temporary(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'homeroom-media-'));
  atEnd(() => rm(made, { recursive: true, force: true }));
  return made;
}

async function filesBelow(top: string): Promise<string[]> {
  const entries = await readdir(top, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
