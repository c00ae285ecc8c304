import { expect, test } from 'vitest';
import { abandoned } from '../../../domain/path.ts';
import { addInvite, newClass } from '../../support/class.ts';
import { play } from '../../support/story.ts';
import { newWorld } from '../../support/world.ts';
import { adminOf } from './support.ts';

/** Nina begins to register and goes away; Ana begins to write, changes her mind, and later does something else. */
async function opened() {
  const world = await newWorld();
  const school = await newClass(world, { members: { olga: 'organizer', ana: '', mona: 'moderator' } });
  const other = await newClass(world, { name: 'Oak', members: { otto: 'organizer', ana: '' } });
  const code = await addInvite(world, school);
  await play(
    world,
    `
    nina: telegram 1001 en
    nina> /start ${code}
    nina~
    nina> Nina <b>Paz</b>
    nina~
    olga> /invite
    olga~
    olga> /cancel
    olga~
    otto> /settings
    otto~
    `,
  );
  const admin = adminOf(world);
  return { world, school, other, admin, olga: await admin.as(school.members.olga!) };
}

const idOf = async (sql: Awaited<ReturnType<typeof opened>>['world']['sql'], flow: string) => {
  const [row] = await sql<
    { id: string }[]
  >`select id from conversations where flow = ${flow} order by id desc`;
  return row!.id;
};

test('each flow says how many talk about it, and how many left', async () => {
  const { olga, admin } = await opened();
  const { words, status } = await olga.get('/admin/conversations');
  expect(status).toBe(200);
  expect(words).toContain('registration /start 1 0 0');
  // One that was begun and ended within one event waited for nobody, and leaves no row.
  expect(words).toMatch(/settings \/settings 0 0 0/);
  expect(admin.failures).toEqual([]);
});

test('a flow is a picture with how many are where, and the same in words', async () => {
  const { olga } = await opened();
  const { text, words } = await olga.get('/admin/conversations/flows/registration');
  expect(text).toMatch(/data-state="askingYear"(?:(?!<\/g>)[\s\S])*1 here/);
  expect(words).toContain('asking year asks somebody 1 0');
  expect(words).toContain('asking name member answered asking year');
  expect(words).not.toContain('Paz');
});

test('where somebody leaves is counted: by saying so, by letting time pass, by turning to something else', async () => {
  const { world, olga, school } = await opened();
  const of = async (flow: string) => (await olga.get(`/admin/conversations/flows/${flow}`)).words;
  await play(world, 'nina> /cancel\nnina~');
  expect(await of('registration')).toContain('asking year asks somebody 0 1');
  expect(await of('registration')).toContain('cancelled an ending 1 0');
  const { sql, newId, clock } = world;
  const { addressId } = school.members.ana!;
  const left = { status: 'done', flow: 'posting', version: 1, context: sql.json({}), address_id: addressId };
  const now = clock.now();
  for (const [waited_in, moved_by] of [
    ['confirming', abandoned],
    ['confirming', 'xstate.after.aDay.posting.confirming'],
    ['confirming', 'member.answered'],
  ])
    await sql`insert into conversations ${sql({
      ...{ ...left, id: newId(), value: sql.json('confirming'), waited_in, moved_by },
      ...{ community_id: school.communityId, created_at: now, updated_at: now },
    } as never)}`;
  expect(await of('posting')).toMatch(/confirming asks somebody 0 2/);
});

test('one conversation is told step by step, without what was said', async () => {
  const { world, olga } = await opened();
  const id = await idOf(world.sql, 'registration');
  const { words, text } = await olga.get(`/admin/conversations/${id}`);
  expect(words).toContain('Something was said. it began → checking invite invite found → asking name');
  expect(words).toContain('member answered → asking year');
  expect(words).toContain('running');
  expect(text).not.toContain('Paz');
  expect((await olga.get('/admin/conversations/latest?flow=registration')).words).toContain('no member');
});

test('what time does is a step as well', async () => {
  const { world, school, admin } = await opened();
  await play(world, 'mona> Who brings the cake?\nmona~\n--- 8 days\nmona~');
  const { addressId } = school.members.mona!;
  const [row] =
    await world.sql`select id from conversations where address_id = ${addressId} and flow = 'posting'`;
  const { words } = await (await admin.as(school.members.olga!)).get(`/admin/conversations/${row!.id}`);
  expect(words).toMatch(/Time was up\. after \d+ \w+ → /);
});

test('another community, a wrong id and an unknown flow are not there', async () => {
  const { world, olga } = await opened();
  const theirs = await idOf(world.sql, 'settings');
  for (const address of [theirs, 'x', '0', '-1', '10000000000', "'; drop table people; --"])
    expect((await olga.get(`/admin/conversations/${encodeURIComponent(address)}`)).status).toBe(404);
  for (const flow of ['nothing', '__proto__', 'constructor'])
    expect((await olga.get(`/admin/conversations/flows/${flow}`)).status).toBe(404);
  expect((await olga.get('/admin/conversations/latest')).text).not.toContain(theirs);
});

test('what cannot be asked for is as if it were not there', async () => {
  const { olga, admin } = await opened();
  const whole = (await olga.get('/admin/conversations/latest')).words;
  for (const query of [
    'before=1',
    'before=-1',
    'status=x',
    'flow=%00',
    'page=0',
    'page=1000000000',
    'sort=context',
  ])
    expect((await olga.get(`/admin/conversations/latest?${query}`)).words).toBe(whole);
  expect(admin.failures).toEqual([]);
});
