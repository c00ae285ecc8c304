import { expect, test } from 'vitest';
import { createCode } from '../../db/codes.ts';
import { forgetAddresses } from '../../db/privacy/forget.ts';
import { suppress } from '../../db/suppressions.ts';
import { newClass } from '../support/class.ts';
import { everyChannel } from '../support/everyChannel.ts';
import { anaFinishes, anaUpToPhone, openClass } from '../support/joining.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

/*
 * A STOP belongs to whoever holds the phone, or reads the mailbox. Somebody else who typed that number, and is forgotten,
 * takes nothing of it along.
 */

const forgotten = (who: string) => `
  ${who}> /forget me
  ${who}~
  ${who}> [Yes, forget me]
  ${who}~
  ${who}> [Forget me for good]
  ${who}~
  --- 11 minutes
`;

async function newLincoln() {
  const world = await newWorld({ channels: everyChannel });
  const members = { olga: 'organizer', ana: '', cleo: '', ben: 'sms' };
  const school = await newClass(world, { name: 'Lincoln 98', members });
  return { world, members: school.members };
}

/** The address of somebody on the screen of the story. */
async function addressOf(world: World, name: string) {
  const [row] = await world.sql<{ id: string; sealed: Buffer; hash: string; isNobodys: boolean }[]>`
    select id, sealed_identifier as sealed, encode(identifier_hash, 'hex') as hash, person_id is null as "isNobodys"
    from addresses where identifier_hash = decode(${world.hashOf(world.phones.get(name)!)}, 'hex')`;
  return row;
}

const typed = (world: World, addressId: string, by: { addressId: string }) =>
  createCode(world.sql, {
    ...{ id: world.newId(), addressId, requestedById: by.addressId, codeHash: Buffer.from('x') },
    ...{ expiresAt: world.clock.now(), now: world.clock.now() },
  });

test('who typed the number of somebody that texted STOP leaves that as it is', async () => {
  const { world, members } = await newLincoln();
  await play(world, 'zed: sms +14155550199\nzed> (blocks)');
  const before = await addressOf(world, 'zed');
  await typed(world, before!.id, members.ana!);
  await play(world, forgotten('ana'));
  expect(await addressOf(world, 'zed')).toEqual(before);
  const stops = await world.sql`select how, ended_at from suppressions where address_id = ${before!.id}`;
  expect(stops).toEqual([{ how: 'keyword', ended_at: null }]);
});

test('nor does a number that another one typed as well go, in the middle of their registration', async () => {
  const { world, members } = await newLincoln();
  await play(world, 'ana> /email owl@mail.example\nana~\ncleo> /email owl@mail.example\ncleo~');
  const [code] = await world.sql`select address_id from verification_codes limit 1`;
  await play(world, forgotten('ana'));
  expect(
    await world.sql`select requested_by_id from verification_codes where address_id = ${code!.address_id}`,
  ).toEqual([{ requested_by_id: members.cleo!.addressId }]);
});

test('a mailbox that wants nothing gets nothing, whoever types it after the one who is forgotten', async () => {
  const { world } = await newLincoln();
  await play(world, 'ana> /email owl@mail.example\nana~');
  const [code] = await world.sql`select address_id as id from verification_codes`;
  await suppress(world.sql, {
    ...{ id: world.newId(), addressId: code!.id, how: 'unsubscribed', now: world.clock.now() },
  });
  await play(world, forgotten('ana'));
  await play(world, 'cleo> /email owl@mail.example\ncleo< owl@mail.example asked to get no more mail. …');
  expect(await world.sql`select sealed_identifier from addresses where id = ${code!.id}`).toEqual([
    { sealed_identifier: Buffer.alloc(0) },
  ]);
});

test('one’s own STOP outlives one as a hash, until the same phone says START and is somebody new', async () => {
  const { world, members } = await newLincoln();
  const code = await play(world, 'ben> LINK\nben< Within 15 minutes write LINK {link=\\S+} to me …');
  await play(world, `beni: telegram 777\nbeni> /link ${code.link}\nbeni~\nben~\nben> (blocks)`);
  await play(world, forgotten('beni'));
  const left = await addressOf(world, 'ben');
  expect(left).toMatchObject({ id: members.ben!.addressId, sealed: Buffer.alloc(0), isNobodys: true });
  await play(world, 'ben> (unblocks)\nben> MENU\nben< …');
  expect((await addressOf(world, 'ben'))!.sealed.length).toBeGreaterThan(10);
});

test('who proves a number that a forgotten one stopped joins with it, and it stays silent', async () => {
  const { world } = await openClass();
  await play(world, 'zed: sms +14155550123\nzed> (blocks)');
  const stopped = await addressOf(world, 'zed');
  await forgetAddresses(world.sql, { addressIds: [stopped!.id], salt: Buffer.from('salt') });
  await play(world, `${anaUpToPhone}\nana> (contact +14155550123)\n${anaFinishes}`);
  const left = await addressOf(world, 'zed');
  expect(left).toMatchObject({ id: stopped!.id, isNobodys: false });
  const stops = await world.sql`select how, ended_at from suppressions where address_id = ${stopped!.id}`;
  expect(stops).toEqual([{ how: 'keyword', ended_at: null }]);
});
