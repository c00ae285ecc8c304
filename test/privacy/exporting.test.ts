import { expect, test } from 'vitest';
import { findUnposted } from '../../db/unusedMedia.ts';
import { exportDue } from '../../privacy/exporting.ts';
import { addAddress, newClass } from '../support/class.ts';
import { everyChannel } from '../support/everyChannel.ts';
import { inMemory, noSweep, nowhere } from '../support/files.ts';
import { postWithFile } from '../support/posting.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

const begun = 'I am gathering all that I keep about you. …';

async function newLincoln(members: Record<string, string> = { olga: 'organizer', ana: '', ben: 'sms' }) {
  const world = await newWorld({ channels: everyChannel });
  return { world, school: await newClass(world, { name: 'Lincoln 98', members }) };
}

const written = ({ kept }: World, ending: string) =>
  [...kept.files.values()].filter((file) =>
    ending === 'json' ? file.startsWith('{') : !file.startsWith('{'),
  );
const asJson = (world: World) => JSON.parse(written(world, 'json')[0]!);

test('everything about a person, in words and for programs, with nothing that is others’', async () => {
  const { world, school } = await newLincoln();
  await newClass(world, { name: 'Oak Street', members: { ana: '1999 Blue', ben: '' } });
  await addAddress(world, school, { member: school.members.ana!, channel: 'email' });
  await play(
    world,
    `
    ana> /post The heron is back
    ana~
    ana> [Post it]
    ana~
    ben~
    ben> REPLY 1: I saw it
    ben~
    ana~
    ana> /mydata
    ana< ${begun}
    ana< (document homeroom.txt) …
    `,
  );
  const told = asJson(world);
  expect(told.person).toMatchObject([{ name: 'Ana', language: 'en' }]);
  expect(told.memberships.map(({ community }: { community: string }) => community).toSorted()).toEqual([
    'Lincoln 98',
    'Oak Street',
  ]);
  const addresses = told.addresses.map(({ identifier }: { identifier: string }) => identifier);
  expect(addresses).toEqual([world.phones.get('ana')!.identifier, expect.stringContaining('@class.example')]);
  expect(told.messages).toMatchObject([{ text: 'The heron is back' }]);
  expect(JSON.stringify(told.said_to_the_bot)).toContain('The heron is back');
  expect(told.deliveries.length).toBeGreaterThan(2);
  const page = written(world, 'txt')[0]!;
  expect(page).toContain('What you wrote');
  expect(page).toContain('The heron is back');
  for (const file of world.kept.files.values()) {
    expect(file).not.toContain(world.phones.get('ben')!.identifier);
    expect(file).not.toContain('I saw it');
  }
});

test('files are named by links, and the page speaks its reader’s language', async () => {
  const { world, school } = await newLincoln({ ana: 'es organizer', ben: '' });
  await postWithFile(world, school);
  await world.settle();
  for (const phone of world.phones.values()) phone.news = [];
  await play(world, `ana> /misdatos\nana~`);
  expect(asJson(world).messages[0].files).toMatchObject([{ link: expect.stringContaining('/m/') }]);
  expect(written(world, 'txt')[0]).toContain('Lo que escribiste');
});

test('who is in no class hears that there is nothing, and who left still gets theirs', async () => {
  const { world } = await newLincoln({ olga: 'organizer', ana: 'left' });
  await play(world, `ana> /mydata\nana< ${begun}\nana< (document homeroom.txt) …`);
  expect(asJson(world).memberships).toMatchObject([{ status: 'left' }]);
});

test('an address that is no longer theirs when it is made gets nothing', async () => {
  const { world, school } = await newLincoln();
  const { ana, ben } = school.members;
  const [asked] = await world.sql`
    insert into exports (id, person_id, address_id, community_id, not_before, correlation_id, created_at)
    values (${world.newId()}, ${ana!.personId}, ${ben!.addressId}, ${school.communityId}, ${world.clock.now()}, 'c',
      ${world.clock.now()}) returning id`;
  await world.settle();
  expect(await world.sql`select status, media_ids from exports where id = ${asked!.id}`).toMatchObject([
    { status: 'failed', media_ids: [] },
  ]);
  expect(world.phones.get('ben')!.news).toEqual([]);
});

test('a worker that dies leaves it to the next one; one that never works says so in the end', async () => {
  const { world } = await newLincoln();
  const broken = { ...inMemory(), put: () => Promise.reject(new Error('the disk is full')) };
  const deps = { ...world.deps, store: broken, linkTo: nowhere.linkTo, sweep: noSweep };
  const ana = world.phones.get('ana')!;
  const said = { kind: 'text', text: '/mydata', replyTo: null } as const;
  await world.engine.receive([world.inboundOf(ana, said, '99')], { correlationId: 'c' });
  for (let time = 0; time < 3; time++) {
    await expect(exportDue(deps)).rejects.toThrow('the disk is full');
    expect(await exportDue(deps)).toBe(false);
    world.clock.advance(11 * 60_000);
  }
  await world.settle();
  expect(ana.news.at(-1)).toMatch(/^Sorry, I could not gather it/);
});

/** Ana asks, and her export is made by a server whose database does what the test says once the files lie there. */
async function onceStored(then: (world: World) => Promise<unknown>) {
  const { world } = await newLincoln();
  const store = inMemory();
  const ana = world.phones.get('ana')!;
  const said = { kind: 'text', text: '/mydata', replyTo: null } as const;
  await world.engine.receive([world.inboundOf(ana, said, '99')], { correlationId: 'c' });
  let stored = 0;
  const put: typeof store.put = async (communityId, bytes) => {
    const key = await store.put(communityId, bytes);
    if (++stored === 2) await then(world);
    return key;
  };
  const swept: string[] = [];
  const sweep = {
    these: async (files: { storageKey: string | null }[]) => {
      swept.push(...files.map(({ storageKey }) => storageKey!));
    },
  };
  const made = exportDue({ ...world.deps, store: { ...store, put }, linkTo: nowhere.linkTo, sweep });
  return { world, made, swept, files: store.files };
}

test('of a server that dies with the files stored, rows are left by which they are swept', async () => {
  const { world, made, files } = await onceStored(() => Promise.reject(new Error('it dies here')));
  await expect(made).rejects.toThrow('it dies here');
  const later = new Date(world.clock.now().getTime() + 1);
  const found = await findUnposted(world.sql, { before: later, limit: 9 });
  expect(found.map(({ storageKey }) => storageKey).toSorted()).toEqual([...files.keys()].toSorted());
  const [row] = await world.sql<{ ids: string[] }[]>`select media_ids as ids from exports`;
  expect(found.map(({ id }) => id).toSorted()).toEqual(row!.ids.toSorted());
});

test('the files of somebody who is forgotten while they are stored go at once', async () => {
  const { world, made, swept, files } = await onceStored(
    ({ sql }) => sql`update addresses set person_id = null where id in (select address_id from exports)`,
  );
  expect(await made).toBe(true);
  expect(files.size).toBe(2);
  expect(swept.toSorted()).toEqual([...files.keys()].toSorted());
  expect(world.phones.get('ana')!.news).toEqual([]);
});

test('of talks comes what somebody typed, and nobody whom the bot found for it', async () => {
  const { world } = await newLincoln({ olga: 'organizer', ana: '', ben: 'sms', anabel: '' });
  await play(
    world,
    `
    ben> POST The heron of Ben
    ben~
    ben> 1
    ben~
    olga~
    ana~
    anabel~
    olga> /reply 1 Lovely, I say
    olga~
    ben~
    ana~
    anabel~
    olga> /suspend an
    olga~
    olga> /post My own draft
    olga~
    olga> /mydata
    olga~
    `,
  );
  const { conversations } = asJson(world);
  const told = JSON.stringify(conversations);
  expect(told).toContain('My own draft');
  expect(told).toContain('"words":"an"');
  for (const others of ['Ana', 'Anabel', 'heron', 'Ben']) expect(told).not.toContain(others);
  expect(written(world, 'txt')[0]).toContain('My own draft');
});
