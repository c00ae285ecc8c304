import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { describe, expect, test } from 'vitest';
import { dataDirCheck } from '../../doctor/dataDir.ts';
import { type MediaSettings, mediaStoreCheck } from '../../doctor/mediaStore.ts';
import { type SecretSettings, secretKeyCheck } from '../../doctor/secretKey.ts';
import { idMaker } from '../../domain/id.ts';
import { atEnd } from '../support/atEnd.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';
import { looked, nobody } from './looking.ts';

const random = seededRandom(1);
const newId = idMaker(fakeClock(), random);

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'homeroom-doctor-'));
  atEnd(async () => rmSync(made, { recursive: true, force: true }));
  return made;
}

const filesBelow = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe('files', () => {
  const look = (url: string | undefined, more: Partial<MediaSettings> = {}) =>
    looked(mediaStoreCheck({ url, dataDir: '/nonexistent', bucket: {}, newId, ...more }));

  test('a folder takes a file, and keeps none', async () => {
    const dataDir = folder();
    expect(await look(undefined, { dataDir })).toEqual([
      '✓ The folder for files takes a file, gives it back and lets it go.',
    ]);
    expect(filesBelow(dataDir)).toEqual([]);
    const folders = readdirSync(dataDir, { recursive: true });
    await look(undefined, { dataDir });
    expect(readdirSync(dataDir, { recursive: true })).toEqual(folders);
  });

  test('before the first start nothing is made', async () => {
    const dataDir = path.join(folder(), 'data');
    expect(await look(undefined, { dataDir })).toEqual([]);
    expect(existsSync(dataDir)).toBe(false);
  });

  test('a folder that is none of ours is named', async () => {
    const file = path.join(folder(), 'file');
    writeFileSync(file, '');
    expect(await look(`file://${file}/media`)).toEqual([
      '✗ This account may not write into the folder for files: give it the folder, or correct MEDIA_URL.',
    ]);
  });

  test('a bucket, and what can be wrong with one', async () => {
    const directory = folder();
    const options = { address: '127.0.0.1', port: 0, silent: true, directory };
    const s3 = new S3rver({ ...options, configureBuckets: [{ name: 'homeroom' }] });
    const { port } = await s3.run();
    atEnd(() => s3.close());
    const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };
    const bucket = { endpoint: `http://127.0.0.1:${port}`, credentials };
    expect(await look('s3://homeroom/media', { bucket })).toEqual([
      '✓ The bucket takes a file, gives it back and lets it go.',
    ]);
    expect(filesBelow(directory).filter(({ name }) => !name.startsWith('.') && /object$/.test(name))).toEqual(
      [],
    );
    expect(await look('s3://another', { bucket })).toEqual([
      '✗ The bucket does not exist: create it, or correct MEDIA_URL.',
    ]);
    const strange = { ...bucket, credentials: { accessKeyId: 'NOBODY', secretAccessKey: 'hunter22' } };
    expect(await look('s3://homeroom', { bucket: strange })).toEqual([
      expect.stringMatching(/^✗ The (bucket refuses us|keys of the bucket are wrong): /),
    ]);
    expect(await look('s3://homeroom', { bucket: { ...bucket, endpoint: nobody } })).toEqual([
      '✗ The bucket cannot be reached: correct S3_ENDPOINT or AWS_REGION.',
    ]);
  });
});

describe('the secret key', () => {
  const byChance = createHash('sha256').update('as good as chance').digest();
  const look = (settings: Partial<SecretSettings> = {}) =>
    looked(
      secretKeyCheck({
        given: undefined,
        previous: undefined,
        dataDir: folder(),
        isEmbedded: true,
        random,
        ...settings,
      }),
    );

  test.each<[string, Partial<SecretSettings>, RegExp[]]>([
    ['made by chance', { given: byChance }, [/^✓ SECRET_KEY cannot be guessed: keep a copy of it\.$/]],
    ['all alike', { given: Buffer.alloc(32, 7) }, [/^✗ SECRET_KEY can be guessed/]],
    ['typed', { given: Buffer.from('correct horse battery staple 123') }, [/^✗ SECRET_KEY can be guessed/]],
    ['not changed', { given: byChance, previous: byChance }, [/^✓/, /^! SECRET_KEY_PREVIOUS is the same/]],
    ['not made yet', {}, [/^✓ A secret key will be made at the first start/]],
    [
      'missing beside DATABASE_URL',
      { isEmbedded: false },
      [/^✗ With DATABASE_URL a SECRET_KEY is needed: openssl rand/],
    ],
  ])('that is %s', async (_, settings, sentences) => {
    expect(await look(settings)).toEqual(sentences.map((one) => expect.stringMatching(one)));
  });

  test('that was lost is told from one that was never made', async () => {
    const dataDir = folder();
    mkdirSync(path.join(dataDir, 'postgres'));
    expect(await look({ dataDir })).toEqual([
      expect.stringMatching(/^✗ There is a database in DATA_DIR, and its secret-key is lost/),
    ]);
    writeFileSync(path.join(dataDir, 'secret-key'), 'half of i');
    expect(await look({ dataDir })).toEqual([
      expect.stringMatching(/^✗ DATA_DIR\/secret-key does not hold 32 bytes/),
    ]);
  });

  test('that others may read', async () => {
    const dataDir = folder();
    const file = path.join(dataDir, 'secret-key');
    writeFileSync(file, byChance.toString('base64'), { mode: 0o600 });
    expect(await look({ dataDir })).toEqual([
      '✓ The secret key is in DATA_DIR/secret-key: keep a copy of it.',
    ]);
    chmodSync(file, 0o644);
    expect((await look({ dataDir }))[1]).toBe(
      '! Other accounts of this machine may read DATA_DIR/secret-key: chmod 600 it.',
    );
  });
});

test('DATA_DIR that can be made is fine, and is not made', async () => {
  const dataDir = path.join(folder(), 'not', 'yet');
  const found = await looked(dataDirCheck(dataDir, { isEmbedded: true }));
  expect(found[0]).toBe('✓ The embedded database is used, in DATA_DIR: back that up.');
  expect(existsSync(dataDir)).toBe(false);
});
