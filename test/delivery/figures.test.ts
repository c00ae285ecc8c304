import { expect, test } from 'vitest';
import { keepFigures } from '../../delivery/figures.ts';
import { runDueJobs } from '../../jobs.ts';
import { newClass } from '../support/class.ts';
import { jobsAfter, jobsDeps } from '../support/jobs.ts';
import { postsBy } from '../support/posts.ts';
import { play } from '../support/story.ts';
import { newWorld, type World } from '../support/world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const days = (world: World) =>
  world.sql`
    select to_char(day, 'YYYY-MM-DD') as day, posts, replies, new_members as "newMembers",
      approvals_waiting as waiting from daily_figures order by day`;

const channels = (world: World) =>
  world.sql`
    select to_char(day, 'YYYY-MM-DD') as day, channel, heard, sent, delivered, failed, median_ms as "medianMs",
      slowest_ms as "slowestMs" from daily_channel_figures order by day, channel`;

/** A class in New York, where it is four in the morning of March 2. */
async function aDay() {
  const world = await newWorld();
  const school = await newClass(world, {
    name: 'Lincoln 98',
    members: { olga: 'telegram organizer', ana: 'telegram', ben: 'sms', cho: 'telegram pending' },
  });
  return { world, school };
}

test('a day is counted once it is over for an hour, by the community’s own calendar', async () => {
  const { world, school } = await aDay();
  await postsBy(world, school).post('ana', 'Dinner on Friday?');
  // Midnight in New York is five o'clock in London.
  await jobsAfter(world, 20 * hourMs + 59 * 60_000);
  expect(await days(world)).toEqual([]);
  await jobsAfter(world, 11 * 60_000);
  expect(await days(world)).toEqual([{ day: '2026-03-02', posts: 1, replies: 0, newMembers: 0, waiting: 0 }]);
});

test('what was written just before midnight belongs to that day, what just after to the next', async () => {
  const { world, school } = await aDay();
  const posts = postsBy(world, school);
  world.clock.advance(19.5 * hourMs);
  await posts.post('ana', 'Good night');
  world.clock.advance(hourMs);
  await posts.post('ana', 'I cannot sleep');
  await jobsAfter(world, 1.2 * dayMs);
  expect((await days(world)).map(({ day, posts: count }) => [day, count])).toEqual([
    ['2026-03-02', 1],
    ['2026-03-03', 1],
  ]);
  expect((await channels(world)).map(({ day, channel, sent }) => [day, channel, sent])).toEqual([
    ['2026-03-02', 'sms', 1],
    ['2026-03-02', 'telegram', 1],
    ['2026-03-03', 'sms', 1],
    ['2026-03-03', 'telegram', 1],
  ]);
});

test('what was heard, sent, delivered and failed is counted by channel', async () => {
  const { world, school } = await aDay();
  await play(world, 'ben> STATUS\nben~\nben> STATUS\nben~\nana> /status\nana~');
  const posts = postsBy(world, school);
  await posts.post('ana', 'Dinner on Friday?');
  const lost = await posts.post('olga', 'On Saturday!');
  await world.sql`update message_deliveries d set status = 'failed', sent_at = null, delivered_at = null
    from addresses a where a.id = d.address_id and a.channel = 'sms' and d.message_id = ${lost}`;
  await world.sql`update message_deliveries set delivered_at = created_at + interval '4 seconds' where delivered_at is not null`;
  await jobsAfter(world, dayMs);
  expect(await channels(world)).toMatchObject([
    { channel: 'sms', heard: 2, sent: 3, delivered: 3, failed: 1, medianMs: 4_000, slowestMs: 4_000 },
    { channel: 'telegram', heard: 1, failed: 0 },
  ]);
});

test('a day nobody looked at is made up for, and each only once', async () => {
  const { world, school } = await aDay();
  await jobsAfter(world, dayMs);
  await postsBy(world, school).post('ana', 'On the second day');
  world.clock.advance(3 * dayMs);
  await runDueJobs(jobsDeps(world));
  await runDueJobs(jobsDeps(world));
  expect((await days(world)).map(({ day, posts }) => [day, posts])).toEqual([
    ['2026-03-02', 0],
    ['2026-03-03', 1],
    ['2026-03-04', 0],
    ['2026-03-05', 0],
  ]);
});

test('two servers at once keep a day once, with its channels', async () => {
  const { world } = await aDay();
  await play(world, 'ana> /status\nana~');
  world.clock.advance(dayMs);
  const now = world.clock.now();
  await Promise.all([1, 2, 3].map(() => keepFigures(world.sql, now)));
  expect(await days(world)).toHaveLength(1);
  expect(await channels(world)).toHaveLength(1);
});

test('after a long outage a month is made up for, and no more', async () => {
  const { world } = await aDay();
  await jobsAfter(world, 100 * dayMs);
  expect(await days(world)).toHaveLength(31);
});

test('requests that wait at the end of the day count, and who came in on it', async () => {
  const { world, school } = await aDay();
  const request = async (membershipId: string, status: string, decidedMs: number | null) => {
    const now = world.clock.now();
    const decidedAt = decidedMs === null ? null : new Date(now.getTime() + decidedMs);
    await world.sql`
      insert into approvals (id, community_id, number, membership_id, conversation_id, status, decided_at, created_at)
      select ${world.newId()}, ${school.communityId}, coalesce(max(number), 0) + 1, ${membershipId}, ${world.newId()},
        ${status}, ${decidedAt}, ${now} from approvals`;
  };
  const { ana, ben, cho } = school.members;
  await request(cho!.membershipId, 'open', null);
  await request(ana!.membershipId, 'approved', hourMs);
  await request(ben!.membershipId, 'approved', 30 * hourMs);
  await jobsAfter(world, 2 * dayMs);
  expect(await days(world)).toMatchObject([
    { day: '2026-03-02', newMembers: 1, waiting: 2 },
    { day: '2026-03-03', newMembers: 1, waiting: 1 },
  ]);
});

test('a day of 23 hours is as good as any', async () => {
  const { world, school } = await aDay();
  // Clocks go on in New York on March 8, 2026, from 2:00 to 3:00.
  world.clock.advance(6 * dayMs);
  await postsBy(world, school).post('ana', 'Where is my hour?');
  await jobsAfter(world, dayMs);
  expect((await days(world)).at(-1)).toMatchObject({ day: '2026-03-08', posts: 1 });
});

test('no community sees what another one did', async () => {
  const { world, school } = await aDay();
  await newClass(world, { name: 'Oak Street', members: { zoe: 'telegram organizer' } });
  await postsBy(world, school).post('ana', 'Hello');
  await jobsAfter(world, dayMs);
  await play(
    world,
    `
    olga~
    ana~
    ben~
    zoe> /figures
    zoe< Oak Street, Mar 2: | 0 posts, 0 answers, 0 new
    `,
  );
});

test('organizers see the last day, and the week together', async () => {
  const { world, school } = await aDay();
  await play(
    world,
    'olga> /figures\nolga< There are no figures of Lincoln 98 yet: they come when a day is over.',
  );
  const posts = postsBy(world, school);
  await posts.post('ana', 'Hello');
  await jobsAfter(world, dayMs);
  await posts.post('ana', 'Hello again');
  await world.sql`update message_deliveries set delivered_at = created_at + interval '12.4 seconds' where delivered_at is not null`;
  await jobsAfter(world, dayMs);
  await play(
    world,
    `
    olga~
    ana~
    ben~
    olga> /figures
    olga< Lincoln 98, Mar 3: | 1 post, 0 answers, 0 new | SMS: 0 in, 1 out, 1 delivered, 0 failed, half within 12 s, 95 % within 12 s | Telegram: 0 in, … | The last 2 days together: | 2 posts, 0 answers, 0 new | …
    ana> /figures
    ana< /figures is for organizers only. …
    olga> /language es
    olga~
    olga> /cifras
    olga< Lincoln 98, 3 mar: | 1 publicación, 0 respuestas, 0 nuevos | …
    `,
  );
});
