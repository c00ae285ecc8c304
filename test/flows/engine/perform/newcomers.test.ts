import { expect, test } from 'vitest';
import { createInvite } from '../../../../db/invites.ts';
import type { Said } from '../../../../domain/channel.ts';
import { newClass } from '../../../support/class.ts';
import type { Phone } from '../../../support/phone.ts';
import { play } from '../../../support/story.ts';
import { newWorld, type World } from '../../../support/world.ts';

/** People who have told everything but their time zone, which they then tell at the same moment. */
async function applyAtOnce(
  world: World,
  people: Record<string, { name: string; number: string }>,
  { uses }: { uses: number | null },
): Promise<Phone[]> {
  const { communityId } = await newClass(world, { members: { olga: 'organizer' } });
  const code = 'K7QM-2XRD';
  const invite = { id: world.newId(), communityId, code, createdById: null, maxUses: uses, expiresAt: null };
  await createInvite(world.sql, { ...invite, now: world.clock.now() });
  const phones: Phone[] = [];
  for (const [index, [who, { name, number }]] of Object.entries(people).entries()) {
    await play(world, `${who}: telegram ${9_000 + index}`);
    const phone = world.phones.get(who)!;
    phones.push(phone);
    for (const words of [`/start ${code}`, name, '1998', 'Skip']) await world.hear(phone, says(words));
    await world.hear(phone, { kind: 'contact', phone: number, isOwn: true });
    await world.hear(phone, says('Telegram'));
    phone.news = [];
  }
  await Promise.all(
    phones.map((phone, index) =>
      world.engine.receive([world.inboundOf(phone, says('New York'), String(90_000 + index))], {
        correlationId: 'at once',
      }),
    ),
  );
  await world.settle();
  return phones;
}

const says = (text: string): Said => ({ kind: 'text', text, replyTo: null });

const [first, second, third] = ['14155550101', '14155550102', '14155550103'] as [string, string, string];

test('of three who apply at the same moment, two get the last two uses of an invite', async () => {
  const world = await newWorld();
  const people = {
    ana: { name: 'Ana Lopez', number: first },
    ben: { name: 'Ben Moss', number: second },
    cho: { name: 'Cho Wan', number: third },
  };
  const phones = await applyAtOnce(world, people, { uses: 2 });
  const refused = phones.filter(({ news }) => !news.join().includes('Thank you'));
  expect(refused).toHaveLength(1);
  const requests = await world.sql`
    select a.number, p.name, m.number as member from approvals a join memberships m on m.id = a.membership_id
    join people p on p.id = m.person_id order by a.number`;
  expect(requests.map(({ number, member }) => [number, member])).toEqual([
    [1, 2],
    [2, 3],
  ]);
  const [invite] = await world.sql`select uses from invites where max_uses = 2`;
  expect(invite!.uses).toBe(2);
});

test('of two of one name and one number who apply at the same moment, the second is the first on another address', async () => {
  const world = await newWorld();
  const people = { ana: { name: 'Ana Lopez', number: first }, again: { name: 'Ana Lopez', number: first } };
  await applyAtOnce(world, people, { uses: null });
  const rows = await world.sql`
    select p.name, count(a.id)::int as addresses from people p join addresses a on a.person_id = p.id
    where p.name = 'Ana Lopez' group by p.id, p.name`;
  expect(rows.map(({ name, addresses }) => [name, addresses])).toEqual([['Ana Lopez', 3]]);
  const requests = await world.sql`select 1 from approvals`;
  expect(requests).toHaveLength(1);
});

test('whoever applies owns the address they spoke from and the number they proved, sealed with a key of theirs', async () => {
  const world = await newWorld();
  await applyAtOnce(world, { ana: { name: 'Ana Lopez', number: first } }, { uses: null });
  const rows = await world.sql<
    { channel: string; sealed: Buffer; key: Buffer; proof: string; isPersonal: boolean }[]
  >`
    select a.channel, a.sealed_identifier as sealed, p.wrapped_key as key, a.proof,
      a.sealed_for_person as "isPersonal"
    from addresses a join people p on p.id = a.person_id where p.name = 'Ana Lopez' order by a.channel`;
  const opened = rows.map(({ channel, sealed, key, proof, isPersonal }) => [
    channel,
    world.vault.openIdentifier(sealed, key),
    proof,
    isPersonal,
  ]);
  expect(opened).toEqual([
    ['sms', `+${first}`, 'phone', true],
    ['telegram', '9000', 'speaks', true],
  ]);
});
