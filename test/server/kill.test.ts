import { expect, test } from 'vitest';
import { connectEngine } from '../../db/client.ts';
import { keyring } from '../../db/keyring.ts';
import { openVault } from '../../db/vault.ts';
import { idMaker } from '../../domain/id.ts';
import { realClock, realRandom } from '../../system.ts';
import { newInstallation, until } from '../support/installation.ts';
import { writeMembers } from '../support/members.ts';

test('a registration goes on where it was after kill -9', async () => {
  const installation = await newInstallation();
  await installation.start();
  const ana = installation.providers.telegram.phones.add({ first_name: 'Ana' });
  ana.start(await installation.foundingCode());
  await until(() => ana.heard().length === 1);
  ana.say('Lincoln High');
  await until(() => ana.heard().length === 2);

  await installation.kill();
  ana.say('Ana Lima');
  await installation.start();
  // The question before may come once more, where the kill met it on its way.
  const goesOn = 'Thank you, Ana Lima.';
  await until(() => ana.lastText().includes(goesOn), 90_000);
  expect(ana.heard().filter(({ text }) => text.includes(goesOn))).toHaveLength(1);
}, 180_000);

test('kill -9 in a fan-out of 200: everybody gets it, nobody twice but those in flight, and these are marked', async () => {
  const installation = await newInstallation();
  await installation.start();
  const { telegram } = installation.providers;
  const people = Array.from({ length: 201 }, (_, n) => telegram.phones.add({ first_name: `P${n}` }));
  for (const person of people) person.start();
  await until(() => people.every((person) => person.heard().length === 1), 30_000);

  const clock = realClock();
  const random = realRandom();
  const newId = idMaker(clock, random);
  const now = clock.now();
  const sql = connectEngine(installation.databaseUrl, { max: 2, prepare: true, applicationName: 'test' });
  const secrets = keyring({ secretKey: Buffer.alloc(32, 7), random });
  const vault = await openVault(sql, { keyring: secrets, random, now });
  const identifiers = people.map(({ personId }) => String(personId));
  await sql`delete from sent_messages`;
  await sql`delete from message_deliveries`;
  await sql`delete from delivery_lanes`;
  await sql`delete from addresses`;
  const { communityId, forumId, membershipIds } = await writeMembers(sql, {
    vault,
    newId,
    now,
    identifiers,
    account: '7000001',
  });

  telegram.faults.set({ method: 'sendMessage', fault: { kind: 'delay', ms: 300 } });
  const messageId = newId();
  await sql`
    insert into messages (id, community_id, forum_id, author_id, text, created_at)
    values (${messageId}, ${communityId}, ${forumId}, ${membershipIds[0]!}, 'Dinner on Friday?', ${now})`;
  await sql`
    insert into fanouts (id, community_id, message_id, kind, created_at)
    values (${newId()}, ${communityId}, ${messageId}, 'post', ${now})`;
  const arrivals = () =>
    people.map((person) => person.heard().filter(({ text }) => text?.includes('Dinner on Friday?')).length);
  await until(() => arrivals().filter((count) => count > 0).length >= 60, 20_000);
  await installation.kill();
  telegram.faults.clear();
  const before = arrivals();
  expect(before.filter((count) => count > 0).length).toBeLessThan(200);

  await installation.start();
  await until(async () => {
    const [open] =
      await sql`select count(*)::int from message_deliveries where message_id = ${messageId} and status in ('queued', 'sending', 'uncertain')`;
    return open!.count === 0;
  }, 180_000);
  const after = arrivals();
  const repeated =
    await sql`select a.identifier_hash from message_deliveries d join addresses a on a.id = d.address_id where d.message_id = ${messageId} and d.is_repeated`;
  const marked = new Set(repeated.map(({ identifier_hash }) => identifier_hash.toString('hex')));
  const twice = identifiers.filter((_, n) => after[n]! > 1);
  process.stdout.write(
    `${before.filter(Boolean).length} had it at the kill, ${marked.size} marked as in flight, ${twice.length} arrived twice\n`,
  );
  expect(after.slice(1).every((count) => count === 1 || count === 2)).toBe(true);
  expect(after[0]).toBe(0);
  for (const identifier of twice) {
    expect(marked.has(vault.hashIdentifier('telegram', '7000001', identifier))).toBe(true);
  }
  expect(marked.size).toBeLessThanOrEqual(64);
  await sql.end();
}, 180_000);
