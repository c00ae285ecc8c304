import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { expect, test } from 'vitest';
import { newWorld } from '../../support/world.ts';
import { accountsOf } from './support.ts';

const claims = {
  membershipId: '01890000-0000-7000-8000-000000000001',
  sessionId: '01890000-0000-7000-8000-000000000002',
};
const minuteMs = 60_000;

const newTokens = async () => {
  const world = await newWorld();
  return { world, ...accountsOf(world) };
};

test('a token says whose it is for a quarter of an hour', async () => {
  const { tokens, world } = await newTokens();
  const token = await tokens.issue(claims);
  expect(await tokens.read(token)).toMatchObject(claims);
  expect((await tokens.read(token))!.expiresAt.getTime() - world.clock.now().getTime()).toBe(15 * minuteMs);
  world.clock.advance(15 * minuteMs + 1_000);
  expect(await tokens.read(token)).toBeNull();
});

test('another server believes it, by the rows alone', async () => {
  const { tokens, world } = await newTokens();
  expect(await accountsOf(world).tokens.read(await tokens.issue(claims))).toMatchObject(claims);
});

test('a month later another key signs, and the old one is forgotten a day after', async () => {
  const { tokens, keys, world } = await newTokens();
  const first = await keys.current();
  world.clock.advance(30 * 24 * 60 * minuteMs - minuteMs);
  const late = await tokens.issue(claims);
  world.clock.advance(2 * minuteMs);
  const second = await keys.current();
  expect(second.id).not.toBe(first.id);
  expect(await tokens.read(late)).toMatchObject(claims);
  world.clock.advance(24 * 60 * minuteMs);
  expect(await keys.find(first.id)).toBeNull();
  expect(await accountsOf(world).keys.find(second.id)).not.toBeNull();
});

test('keys lie sealed, and two servers that start at once agree on one', async () => {
  const { keys, world, sql } = await newTokens();
  const [one, other] = await Promise.all([keys.current(), accountsOf(world).keys.current()]);
  expect(one.id).toBe(other.id);
  const rows = await sql<{ wrapped: Buffer }[]>`select wrapped from signing_keys`;
  const seed = one.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  expect(rows).toHaveLength(1);
  expect(rows[0]!.wrapped.includes(seed)).toBe(false);
});

test.each<[string, (token: string) => string]>([
  ['no token at all', () => ''],
  ['words', () => 'let me in'],
  ['half a token', (token) => token.slice(0, token.length / 2)],
  ['another signature', (token) => `${token.slice(0, -8)}${'A'.repeat(8)}`],
  ['changed claims', (token) => changed(token, 1, { sub: '01890000-0000-7000-8000-00000000000f' })],
  ['alg none', (token) => `${changed(token, 0, { alg: 'none' }).split('.').slice(0, 2).join('.')}.`],
  ['alg NONE with the signature', (token) => changed(token, 0, { alg: 'NONE' })],
  ['another kid', (token) => changed(token, 0, { kid: '01890000-0000-7000-8000-00000000000f' })],
  ['a kid that is no id', (token) => changed(token, 0, { kid: "' or 1=1 --" })],
  ['a kid that is a path', (token) => changed(token, 0, { kid: '../../dev/null' })],
  ['a megabyte', (token) => token + 'A'.repeat(1_000_000)],
])('%s is refused', async (_what, forged) => {
  const { tokens } = await newTokens();
  expect(await tokens.read(forged(await tokens.issue(claims)))).toBeNull();
});

test('a token signed by HMAC with our public key is refused', async () => {
  const { tokens, keys } = await newTokens();
  const { id, publicKey } = await keys.current();
  const [, payload] = (await tokens.issue(claims)).split('.');
  const head = encoded({ alg: 'HS256', typ: 'JWT', kid: id });
  const secret = publicKey.export({ format: 'pem', type: 'spki' });
  const signature = createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url');
  expect(await tokens.read(`${head}.${payload}.${signature}`)).toBeNull();
});

test.each([
  ['another audience', { aud: 'somebody else' }],
  ['another issuer', { iss: 'somebody else' }],
  ['no end', { exp: undefined }],
  ['no session', { sid: undefined }],
])('%s is refused, though our key signed it', async (_what, change) => {
  const { tokens, keys } = await newTokens();
  const { id, privateKey } = await keys.current();
  const [, payload] = (await tokens.issue(claims)).split('.');
  const said = { ...decoded(payload!), ...change };
  const token = await new SignJWT(said as never)
    .setProtectedHeader({ alg: 'EdDSA', kid: id })
    .sign(privateKey);
  expect(await tokens.read(token)).toBeNull();
});

const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

function changed(token: string, index: number, change: object): string {
  const parts = token.split('.');
  parts[index] = encoded({ ...decoded(parts[index]!), ...change });
  return parts.join('.');
}

test('of many requests that come to a server just started none is sent away', async () => {
  const { tokens, world } = await newTokens();
  const token = await tokens.issue(claims);
  const fresh = accountsOf(world);
  const read = await Promise.all(Array.from({ length: 20 }, () => fresh.tokens.read(token)));
  expect(read.filter(Boolean)).toHaveLength(20);
});
