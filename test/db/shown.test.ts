import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findUser, listUsers } from '../../db/api/users.ts';
import { connectEngine } from '../../db/client.ts';
import { listMembers } from '../../db/members.ts';
import { type Circle, circles } from '../../domain/privacy.ts';
import { newClass } from '../support/class.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

const root = path.join(import.meta.dirname, '../..');

/** Statements that read somebody's year or section and do not ask who looks, and why they need not. */
const unasked: Record<string, string> = {
  'db/approvals.ts': 'what an applicant says of themselves is what the class is asked about',
  'db/api/approvals.ts': 'the same, for programs',
  'db/people.ts': 'writes it',
  'db/newcomers.ts': 'writes it',
  'db/merges.ts': 'organizers alone merge',
  'db/members.ts': 'beside what is asked: what somebody sees and changes of themselves',
  'db/privacy/forget.ts': 'takes it away',
  'db/privacy/holdings/about.ts': 'is theirs',
  'db/privacy/shown.ts': 'is what asks',
  'db/schema.ts': 'is no statement',
};

test('no statement reads a profile past the function that asks', () => {
  const files = readdirSync(path.join(root, 'db'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `db/${name}`);
  const reading = files.filter((file) =>
    /\w(?<!shown)\.(?:graduating_year|section)\b|'graduating_year'/.test(
      readFileSync(path.join(root, file), 'utf8'),
    ),
  );
  expect(reading.filter((file) => !(file in unasked))).toEqual([]);
  expect(reading).toEqual(expect.arrayContaining(['db/members.ts', 'db/privacy/shown.ts']));
});

const world = await newWorld();
const lincoln = await newClass(world, {
  name: 'Lincoln 98',
  members: {
    ana: '1997 Heron',
    olga: 'organizer',
    mia: 'moderator',
    ben: '',
    sam: 'suspended 1996 Owl',
    pia: 'pending',
  },
});
const { ana, sam, olga, mia, ben, pia } = lincoln.members;
const choose = (personId: string, circle: Circle) =>
  world.sql`update people set privacy_profile = ${circle} where id = ${personId}`;

/** Who sees whom, as the owner chose. A friend is in, and looks at somebody who is. */
const table: [Circle, typeof ana, typeof ana, boolean][] = [
  ['everyone', ana, ben, true],
  ['everyone', ana, pia, true],
  ['friends', ana, ben, true],
  ['friends', ana, pia, false],
  ['friends', sam, ben, false],
  ['nobody', ana, ben, false],
  ['nobody', ana, ana, true],
  ['nobody', ana, olga, true],
  ['nobody', ana, mia, true],
  ['friends', sam, mia, true],
];

describe.each(table)('for %s', (circle, owner, viewer, isSeen) => {
  const { communityId } = lincoln;
  const seen = isSeen
    ? { year: owner === ana ? 1997 : 1996, section: owner === ana ? 'Heron' : 'Owl' }
    : null;
  const who = Object.entries(lincoln.members);
  const nameOf = (one: typeof ana) => who.find(([, member]) => member === one)![0];

  test(`${nameOf(viewer)} ${isSeen ? 'sees' : 'does not see'} ${nameOf(owner)}, in chat and by programs alike`, async () => {
    await choose(owner!.personId, circle);
    const app = connectEngine(world.database.appUrl, { max: 1, prepare: false, applicationName: 'test' });
    const [listed, found, byYear, bySection, chat] = await app.begin(async (tx) => {
      await tx`select set_config('app.community_id', ${communityId}, true)`;
      const statuses = ['active', 'suspended'] as const;
      const filter = { statuses: [...statuses], viewer: viewer!.membershipId };
      const page = { page: 1, perPage: 100, sort: 'graduating_year', order: 'asc' } as never;
      const list = (more: object) => listUsers(tx, { communityId, filter: { ...filter, ...more } }, page);
      return [
        await list({}),
        await findUser(tx, { communityId, id: owner!.membershipId, ...filter }),
        await list({ graduating_year: owner === ana ? 1997 : 1996 }),
        await list({ section: owner === ana ? 'Heron' : 'Owl' }),
        await listMembers(tx, communityId, viewer!.membershipId),
      ];
    });
    await app.end();
    const own = listed.rows.find(({ id }) => id === owner!.membershipId)!;
    const inChat = chat.find(({ membershipId }) => membershipId === owner!.membershipId)!;
    const shown = { graduating_year: seen?.year ?? null, section: seen?.section ?? null };
    expect(own).toMatchObject(shown);
    expect(found).toMatchObject(shown);
    expect(inChat).toMatchObject({ graduatingYear: shown.graduating_year, section: shown.section });
    // Whoever cannot see it cannot find it by asking for it either.
    const isFound = ({ rows }: typeof listed) => rows.some(({ id }) => id === owner!.membershipId);
    expect([isFound(byYear), isFound(bySection)]).toEqual([isSeen, isSeen]);
  });
});

test('somebody chooses it in chat, and from then on is a name among the others', async () => {
  const world = await newWorld();
  await newClass(world, {
    name: 'Lincoln 98',
    members: { ana: '1997 Heron', olga: 'organizer', ben: 'Blue' },
  });
  await play(
    world,
    `
    ben> /members
    ben< Lincoln 98 has 3 members: | 1 Ana, 1997 Heron | …
    ana> /settings
    ana~
    ana> [Who sees you]
    ana< Who may see your year and section? … [Everyone] [Friends] [Nobody]
    ana> [Nobody]
    ana< Saved. | Ana (1997 Heron) in Lincoln 98. … Your year and section nobody sees. …
    ana> [Done]
    ana~
    ben> /members
    ben< Lincoln 98 has 3 members: | 1 Ana | …
    ben> /members ana
    ben< …1 Ana
    olga> /members ana
    olga< …1 Ana, 1997 Heron
    ana> /members ana
    ana< …1 Ana, 1997 Heron
    olga> /leave
    olga< … [Ana (1997, Heron)] [Ben (1998, Blue)]
    `,
  );
  expect(circles).toContain('nobody');
});
