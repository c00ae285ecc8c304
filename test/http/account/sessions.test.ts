import { expect, test } from 'vitest';
import { listAccountSessions } from '../../../db/accounts.ts';
import { accountOfBearer } from '../../../http/account/account.ts';
import { refresh } from '../../../http/account/sessions.ts';
import { newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { accountsOf } from './support.ts';

async function signedIn(words = 'telegram') {
  const world = await newWorld();
  const school = await newClass(world, { members: { ana: words } });
  const accounts = accountsOf(world);
  const { membershipId } = school.members.ana!;
  const first = await accounts.signIn(membershipId);
  const bearer = (token: string) => accountOfBearer(accounts, `Bearer ${token}`);
  return { world, accounts, membershipId, first, bearer };
}

test('status and role are those of the moment, not those of the token', async () => {
  const { world, bearer, first } = await signedIn();
  expect(await bearer(first.accessToken)).toMatchObject({ role: 'member', status: 'active', name: 'Ana' });
  await world.sql`update memberships set role = 'organizer', status = 'suspended'`;
  expect(await bearer(first.accessToken)).toMatchObject({ role: 'organizer', status: 'suspended' });
});

test('a refresh token is good for once', async () => {
  const { accounts, first, bearer } = await signedIn();
  const second = await refresh(accounts, first.refreshToken);
  expect(second!.refreshToken).not.toBe(first.refreshToken);
  expect(second!.sessionId).toBe(first.sessionId);
  expect(await bearer(second!.accessToken)).not.toBeNull();
});

test('a refresh token that comes twice ends the whole session, its newest tokens too', async () => {
  const { accounts, first, bearer, world } = await signedIn();
  const second = await refresh(accounts, first.refreshToken);
  expect(await refresh(accounts, first.refreshToken)).toBeNull();
  expect(await refresh(accounts, second!.refreshToken)).toBeNull();
  expect(await bearer(second!.accessToken)).toBeNull();
  const [session] = await world.sql`select revoked_for from account_sessions`;
  expect(session!.revoked_for).toBe('reused');
});

test('of two that bring the same token at once one is a thief, and both are out', async () => {
  const { accounts, first, membershipId, world } = await signedIn();
  const both = await Promise.all([
    refresh(accounts, first.refreshToken),
    refresh(accounts, first.refreshToken),
  ]);
  expect(both.filter(Boolean)).toHaveLength(1);
  expect(await listAccountSessions(world.sql, membershipId, world.clock.now())).toEqual([]);
});

test('who does not come back for thirty days is signed out', async () => {
  const { accounts, first, world } = await signedIn();
  world.clock.advance(30 * 86_400_000);
  expect(await refresh(accounts, first.refreshToken)).toBeNull();
});

test('tokens lie as hashes', async () => {
  const { first, world } = await signedIn();
  const [row] = await world.sql<
    { tokenHash: Buffer }[]
  >`select token_hash as "tokenHash" from account_tokens`;
  expect(row!.tokenHash.toString('base64url')).not.toBe(first.refreshToken);
});
