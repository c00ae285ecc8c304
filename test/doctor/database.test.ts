import { expect, test } from 'vitest';
import { connectEngine } from '../../db/client.ts';
import { type Keyring, keyring } from '../../db/keyring.ts';
import { openVault } from '../../db/vault.ts';
import { databaseCheck } from '../../doctor/database.ts';
import { atEnd } from '../support/atEnd.ts';
import { freshDatabase } from '../support/database.ts';
import { seededRandom } from '../support/random.ts';
import { urlOf } from '../support/testServer.ts';
import { looked } from './looking.ts';

const { ownerUrl } = await freshDatabase();
const owner = connectEngine(ownerUrl, { max: 1, prepare: false, applicationName: 'test' });
atEnd(() => owner.end());

const keysOf = (byte: number): Keyring =>
  keyring({ secretKey: Buffer.alloc(32, byte), random: seededRandom(byte) });
const look = (url: string, keys: Keyring | null = null, owning?: string) =>
  looked(databaseCheck({ url, ownerUrl: owning, keys }));

const good = [
  expect.stringMatching(/^✓ PostgreSQL \d+\.\d+ answers\.$/),
  '✓ All migrations have been run.',
  '✓ The two roles are there, and neither stands above the rules for rows.',
];

test('a database that was started with is fine, and knows its secret', async () => {
  expect(await look(ownerUrl, keysOf(1))).toEqual(good);
  await openVault(owner, { keyring: keysOf(1), random: seededRandom(2), now: new Date() });
  expect(await look(ownerUrl, keysOf(1))).toEqual([...good, '✓ SECRET_KEY opens what is sealed in it.']);
  expect((await look(ownerUrl, keysOf(2))).at(-1)).toMatch(
    /^✗ SECRET_KEY is not the one that sealed this database/,
  );
  const both = keyring({
    secretKey: Buffer.alloc(32, 2),
    previous: Buffer.alloc(32, 1),
    random: seededRandom(3),
  });
  expect((await look(ownerUrl, both)).at(-1)).toMatch(/^✓/);
});

test.each<[string, (url: string) => string, RegExp]>([
  [
    'a wrong password',
    (url) => url.replace(/:[^:@]+@/, ':hunter22@'),
    /^✗ The database refuses user or password: correct both in DATABASE_URL \((28P01|08P01)\)\.$/,
  ],
  [
    'a database that is not there',
    (url) => urlOf(url, 'nowhere'),
    /^✗ The database knows no database of that name/,
  ],
  [
    'nobody at that port',
    (url) => url.replace(/:\d+\//, ':59/'),
    /^✗ The database does not answer: start it, or correct host and port in DATABASE_URL \(ECONNREFUSED\)\.$/,
  ],
])('%s is named', async (_, broken, sentence) => {
  const found = await look(broken(ownerUrl));
  expect(found).toEqual([expect.stringMatching(sentence)]);
  expect(found.join()).not.toContain('hunter22');
});

test('the owner is asked where there is one, and named', async () => {
  expect((await look('postgres://nobody@127.0.0.1:59/x', null, ownerUrl))[1]).toBe(good[1]);
  expect((await look(ownerUrl, null, urlOf(ownerUrl, 'nowhere')))[0]).toMatch(
    /in DATABASE_OWNER_URL \((3D000|08P01)\)/,
  );
});

test('an empty database, one behind, and one ahead of this code', async () => {
  expect((await look(urlOf(ownerUrl, 'template1')))[1]).toBe(
    '! The database is still empty: npm start fills it.',
  );
  await owner`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`;
  expect((await look(ownerUrl))[1]).toBe('! 1 migration has not been run: npm start does that.');
  await owner`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`;
  expect((await look(ownerUrl))[1]).toMatch(/^✗ The database was migrated by a later Homeroom/);
});
