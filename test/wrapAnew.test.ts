import { expect, test } from 'vitest';
import { CannotOpen } from '../db/crypto.ts';
import { keyring } from '../db/keyring.ts';
import { signingKeys } from '../http/account/signingKeys.ts';
import { wrapAnew } from '../wrapAnew.ts';
import { newClass } from './support/class.ts';
import { seededRandom } from './support/random.ts';
import { newWorld } from './support/world.ts';

const [former, today] = [Buffer.alloc(32, 5), Buffer.alloc(32, 6)];
const random = seededRandom(1);

test('everybody’s key is wrapped by the new secret, and is the same key', async () => {
  const { sql, ...world } = await newWorld();
  await newClass({ ...world, sql }, { members: { ana: 'telegram', ben: 'sms', carla: 'telegram' } });
  const before = keyring({ secretKey: former, random });
  const opened = new Map<string, string>();
  for (const { id } of await sql`select id from people`) {
    const key = before.newKey();
    opened.set(id, key.toString('hex'));
    await sql`update people set wrapped_key = ${before.wrap(key, 'person')} where id = ${id}`;
  }
  const both = keyring({ secretKey: today, previous: former, random });

  expect(await wrapAnew(sql, both)).toBe(3);
  expect(await wrapAnew(sql, both)).toBe(0);
  const alone = keyring({ secretKey: today, random });
  for (const { id, wrapped_key } of await sql`select id, wrapped_key from people`)
    expect(alone.unwrap(wrapped_key, 'person').toString('hex')).toBe(opened.get(id));
});

test('a key that neither opens is said, not lost', async () => {
  const world = await newWorld();
  await newClass(world, { members: { ana: 'telegram' } });
  const strange = keyring({ secretKey: Buffer.alloc(32, 9), random });
  const wrapped = strange.wrap(strange.newKey(), 'person');
  await world.sql`update people set wrapped_key = ${wrapped}`;
  await expect(wrapAnew(world.sql, keyring({ secretKey: today, previous: former, random }))).rejects.toThrow(
    CannotOpen,
  );
  const [row] = await world.sql`select wrapped_key from people`;
  expect(row!.wrapped_key).toEqual(wrapped);
});

test('what signs access tokens too, though nobody asks for one meanwhile', async () => {
  const { sql, deps, clock } = await newWorld();
  const keysOf = (secrets: ReturnType<typeof keyring>) => signingKeys({ ...deps, keyring: secrets });
  const { id } = await keysOf(keyring({ secretKey: former, random })).current();
  await wrapAnew(sql, keyring({ secretKey: today, previous: former, random }));
  clock.advance(86_400_000);
  const found = await keysOf(keyring({ secretKey: today, random })).current();
  expect(found.id).toBe(id);
});
