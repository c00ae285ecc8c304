import { describe, expect, test } from 'vitest';
import { limitSearch, tookTooLong } from '../../../db/admin/deliveries.ts';
import { listLatest } from '../../../db/admin/messages.ts';
import { newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { newWorld } from '../../support/world.ts';
import { adminOf } from './support.ts';

const hostile = '<img src=x onerror=alert(1)>"\'';

const everybody = ['olga', 'ana', 'ben', 'carla', 'dan', 'mona'].map((one) => `${one}~`).join('\n');

/** Ana's post reached Carla, and not Ben, whose name is what nobody is called. */
async function opened() {
  const world = await newWorld();
  const school = await newClass(world, {
    members: {
      olga: 'organizer',
      ana: '',
      ben: 'sms',
      carla: 'telegram',
      dan: 'telegram',
      mona: 'moderator',
    },
  });
  const other = await newClass(world, { name: 'Oak', members: { otto: 'organizer', pat: '' } });
  const { sql } = world;
  const { ben, dan } = school.members;
  await sql`update people set name = ${hostile} where id = ${ben!.personId}`;
  await sql`update memberships set frequency = 'daily' where id = ${dan!.membershipId}`;
  await play(world, `ana> Who has photos of the old gym?\nana~\nana> [Post it]\n${everybody}`);
  await play(world, 'otto> Oak only\notto~\notto> [Post it]\notto~\npat~');
  await sql`
    update message_deliveries set status = 'failed', reason = 'undelivered', provider_code = '30005'
    where kind = 'post' and person_id = ${ben!.personId}`;
  const admin = adminOf(world);
  return { world, school, other, admin, olga: await admin.as(school.members.olga!) };
}

type World = Awaited<ReturnType<typeof opened>>['world'];

const deliveryTo = async ({ sql }: World, personId: string) => {
  const [row] = await sql<{ id: string; messageId: string }[]>`
    select id, message_id as "messageId" from message_deliveries where kind = 'post' and person_id = ${personId}`;
  return row!;
};

describe('deliveries', () => {
  test('are found by person, channel, status, reason, kind, day and message', async () => {
    const { world, school, olga, admin } = await opened();
    const { id, messageId } = await deliveryTo(world, school.members.ben!.personId);
    const has = async (query: string) => (await olga.get(`/admin/deliveries?${query}`)).text.includes(id);
    for (const query of [
      ...['', 'status=failed', 'channel=sms', 'kind=post', 'reason=undelivered', `message=${messageId}`],
      ...['search=onerror', `person=${school.members.ben!.membershipId}`, 'from=2020-01-01', 'to=2199-12-31'],
    ])
      expect([query, await has(query)]).toEqual([query, true]);
    for (const query of [
      ...['status=sent', 'channel=email', 'kind=digest', 'reason=stopped', 'search=Carla', 'search=%25'],
      ...['message=nonsense', 'to=2020-01-01', `before=${id}`, `person=${school.members.ana!.membershipId}`],
    ])
      expect([query, await has(query)]).toEqual([query, false]);
    expect(admin.failures).toEqual([]);
  });

  test('go on by key, and what cannot be asked for is as if it were not there', async () => {
    const { world, school, olga, admin } = await opened();
    const { sql, newId, clock } = world;
    const now = clock.now();
    for (let made = 0; made < 60; made++)
      await sql`
        insert into message_deliveries (id, kind, lane, person_id, community_id, status, reason, not_before, created_at)
        values (${newId()}, 'notice', 'post', ${school.members.ana!.personId}, ${school.communityId}, 'skipped', 'stopped',
          ${now}, ${now})`;
    const seen = new Set<string>();
    let next: string | undefined = '/admin/deliveries?status=skipped';
    let pages = 0;
    while (next) {
      const { text } = await olga.get(next.replaceAll('&amp;', '&'));
      for (const [, id] of text.matchAll(/href="\/admin\/deliveries\/([\w-]+)"/g)) seen.add(id!);
      next = /rel="next" href="([^"]+)"/.exec(text)?.[1];
      pages++;
    }
    expect([seen.size, pages]).toEqual([60, 3]);
    const whole = (await olga.get('/admin/deliveries')).words;
    for (const query of [
      'page=0',
      'page=-1',
      'page=1000000000',
      'sort=content',
      'status=x',
      'before=1',
      'from=x',
      'reason=mutedPerson',
    ])
      expect((await olga.get(`/admin/deliveries?${query}`)).words).toBe(whole);
    expect(admin.failures).toEqual([]);
  });

  test('names stay words, whatever they hold', async () => {
    const { olga } = await opened();
    const { text, words } = await olga.get('/admin/deliveries');
    expect(text).not.toContain('<img src=x');
    expect(words).toContain(hostile);
  });

  test('one says why, in the words of /why, and what happened', async () => {
    const { world, school, olga } = await opened();
    const failed = await deliveryTo(world, school.members.ben!.personId);
    const { words } = await olga.get(`/admin/deliveries/${failed.id}`);
    for (const part of ['Failed, since the phone', '30005', 'It was planned.', 'The provider took it.'])
      expect(words).toContain(part);
    const kept = await deliveryTo(world, school.members.dan!.personId);
    const waits = (await olga.get(`/admin/deliveries/${kept.id}`)).words;
    expect(waits).toMatch(
      /Kept for the daily digest of \d+ \w+.*It comes with their daily digest\. .*It goes then\./,
    );
  });

  test('whom somebody muted organizers do not read either', async () => {
    const { world, school, olga } = await opened();
    const { id } = await deliveryTo(world, school.members.carla!.personId);
    await world.sql`update message_deliveries set status = 'skipped', reason = 'mutedPerson' where id = ${id}`;
    const { words } = await olga.get(`/admin/deliveries/${id}`);
    expect(words).toContain('Not sent, as they chose.');
    expect(words).not.toContain('muted');
  });

  test('of another community, or of no id, are not there', async () => {
    const { world, other, olga } = await opened();
    const theirs = await deliveryTo(world, other.members.pat!.personId);
    for (const id of [theirs.id, 'x', '0', '-1', '1000000000'])
      expect((await olga.get(`/admin/deliveries/${id}`)).status).toBe(404);
    expect((await olga.get(`/admin/deliveries?message=${theirs.messageId}`)).text).not.toContain(theirs.id);
  });

  test('a search that takes too long is ended by the database, and known by that', async () => {
    const { world } = await opened();
    const ended = await world.sql
      .begin(async (tx) => {
        await limitSearch(tx, 1);
        await tx`select pg_sleep(60)`;
      })
      .catch((error: unknown) => error);
    expect([tookTooLong(ended), tookTooLong(new Error('57014')), tookTooLong(null)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('dead letters', () => {
  test('are sent again once that is confirmed, and the bot says what it says in chat', async () => {
    const { world, olga, admin } = await opened();
    expect((await olga.get('/admin/dead-letters')).words).toContain('failed, since');
    const asked = await olga.post('/admin/dead-letters/replay', { number: '1', back: '/admin/dead-letters' });
    expect(asked.words).toContain('Number 1 goes out again');
    expect(world.phones.get('ben')!.news).toEqual([]);
    const done = await olga.does('/admin/dead-letters/replay', { number: '1', back: '/admin/dead-letters' });
    expect(done.words).toContain('It is on its way again.');
    expect(done.words).toContain('Everything has arrived.');
    await world.settle();
    expect(world.phones.get('ben')!.news.join()).toContain('photos of the old gym');
    const [act] = await world.sql`select act from audit_log order by id desc limit 1`;
    expect(act).toEqual({ act: 'delivery.replay' });
    const again = await olga.does('/admin/dead-letters/replay', { number: '1', back: '/admin/dead-letters' });
    expect(again.words).toContain('nothing waits to be sent again');
    expect(admin.failures).toEqual([]);
  });

  test('can be sent again from the page of the delivery, where the new one shows beside the old', async () => {
    const { world, school, olga } = await opened();
    await olga.get('/admin/dead-letters');
    const { id } = await deliveryTo(world, school.members.ben!.personId);
    expect((await olga.get(`/admin/deliveries/${id}`)).words).toContain('Send again');
    const { words } = await olga.does('/admin/dead-letters/replay', {
      number: '1',
      back: `/admin/deliveries/${id}`,
    });
    expect(words).toContain('All that was tried');
    expect(words).not.toContain('Send again');
  });

  test.each(['', '0', '-1', '1e9', '99999999999', '1; drop table people', 'all'])(
    'number %j is none',
    async (number) => {
      const { world, olga, admin } = await opened();
      const { words } = await olga.does('/admin/dead-letters/replay', { number });
      expect(words).toMatch(/There is no failure|no failure/);
      expect(world.phones.get('ben')!.news).toEqual([]);
      expect(admin.failures).toEqual([]);
    },
  );

  test('of another community nobody can send', async () => {
    const { world, other, olga } = await opened();
    await world.sql`update message_deliveries set status = 'failed', reason = 'rejected' where person_id = ${other.members.pat!.personId}`;
    const otto = await adminOf(world).as(other.members.otto!);
    await otto.get('/admin/dead-letters');
    const before = world.phones.get('pat')!.screen.length;
    await olga.does('/admin/dead-letters/replay', { number: '1' });
    await olga.does('/admin/dead-letters/replay-all');
    await world.settle();
    expect(world.phones.get('pat')!.screen.length).toBe(before);
  });
});

describe('channels', () => {
  test('say how they are, what waits, what went wrong, and who gets nothing any more', async () => {
    const { world, school } = await opened();
    const { sql, newId, clock } = world;
    await sql`insert into suppressions (id, address_id, how, provider_code, created_at)
      values (${newId()}, ${school.members.ben!.addressId}, 'error', '21610', ${clock.now()})`;
    const admin = adminOf(world, {
      channels: async () => [
        {
          name: 'telegram',
          state: 'paused',
          brokenSince: clock.now(),
          pace: { rate: { points: 30, seconds: 1 }, left: 7 },
        },
        { name: 'sms', state: 'on', brokenSince: null, pace: null },
        { name: 'whatsapp', state: 'elsewhere', brokenSince: null, pace: null },
      ],
      templates: () => [{ name: 'post_waiting', language: 'es', status: 'rejected' }],
    });
    const olga = await admin.as(school.members.olga!);
    const { words } = await olga.get('/admin/channels');
    for (const part of [
      ...[
        'cannot be reached',
        '30 in 1 second; 7 left just now',
        '1 30005 since the phone',
        'sent by another process',
      ],
      ...['post_waiting es rejected', 'without a limit', 'a message was refused 21610'],
    ])
      expect(words).toContain(part);
    const otto = await admin.as((await opened()).other.members.otto!);
    expect((await otto.get('/admin/channels')).words).not.toContain('30005');
    expect(admin.failures).toEqual([]);
  });

  test('the budget for text messages is shown with its use', async () => {
    const { world, school, olga } = await opened();
    await world.sql`update communities set sms_budget = 200, sms_price = 7900 where id = ${school.communityId}`;
    await world.sql`update sms_spending set segments = 50 where community_id = ${school.communityId}`;
    await world.sql`insert into sms_spending (community_id, month, segments)
      select id, to_char(${world.clock.now()}::timestamptz at time zone time_zone, 'YYYY-MM'), 50 from communities
      where id = ${school.communityId} on conflict do nothing`;
    expect((await olga.get('/admin/channels')).words).toMatch(
      /50 of 200 segments \(0\.40\) in \d{4}-\d{2}: 25 %\./,
    );
  });
});

test('digests say who hears how often, what comes next and what went out', async () => {
  const { world, school, olga, admin } = await opened();
  // One alone would come by itself.
  await play(world, `ana> And of the pool?\nana~\nana> [Post it]\n${everybody}`);
  const before = (await olga.get('/admin/digests')).words;
  expect(before).toContain('once a day 1');
  expect(before).toMatch(/Dan 2 daily digest/);
  expect(before).toContain('No digest has gone out yet.');
  await world.later(25 * 3_600_000);
  // A sign-in ends after half a day.
  const tomorrow = await admin.as(school.members.olga!);
  const { words } = await tomorrow.get('/admin/digests');
  expect(words).toContain('Nothing waits for a digest.');
  expect(words).toMatch(/Dan 2 2 2 (sent|delivered)/);
  expect((await tomorrow.get('/admin/digests?before=x&page=-1')).words).toBe(words);
  expect(admin.failures).toEqual([]);
});

test('neither does a search in words go on and on', async () => {
  const { world, school } = await opened();
  const { communityId, members } = school;
  const { membershipId } = members.olga!;
  await world.sql.begin(async (tx) => {
    await listLatest(tx, { communityId, membershipId }, { filter: { search: 'nowhere' }, limit: 5 });
    expect(await tx`show statement_timeout`).toEqual([{ statement_timeout: '5s' }]);
  });
});
