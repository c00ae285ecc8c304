import { expect, test } from 'vitest';
import { addForum, addInvite, newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { apiOf } from './support.ts';

async function opened() {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
  const school = await newClass(world, {
    members: { olga: 'telegram organizer', ana: 'telegram', ben: 'sms', mo: 'telegram moderator' },
  });
  const other = await newClass(world, {
    name: 'Oak',
    members: { otto: 'telegram organizer', ana: 'telegram' },
  });
  const api = apiOf(world);
  const { olga, ana, ben, mo } = school.members;
  return {
    ...{ world, school, other, api },
    ...{ olga: await api.as(olga!), ana: await api.as(ana!), ben: await api.as(ben!), mo: await api.as(mo!) },
  };
}

test('somebody reads who they are, and changes it as by /settings', async () => {
  const { ana, world, api } = await opened();
  expect((await ana.get('/users/me')).body).toMatchObject({
    success: true,
    data: { full_name: 'Ana', role: 'member', community: { name: 'Lincoln High' }, is_operator: false },
    error: null,
  });
  const changed = await ana.put('/users/me', { full_name: 'Ana Lima', time_zone: 'Lima', section: null });
  expect(changed).toMatchObject({
    status: 200,
    body: { data: { full_name: 'Ana Lima', time_zone: 'America/Lima' } },
  });
  await world.settle();
  // A class goes by names: the organizer hears of it, as after /settings.
  expect(world.phones.get('olga')!.news.join()).toContain('Ana Lima');
  const [row] = await world.sql`select kind, reason, status from inbox where kind = 'act'`;
  expect(row).toEqual({ kind: 'act', reason: 'closed', status: 'done' });
  expect(api.failures).toEqual([]);
});

test('what cannot be is refused by its field, and nothing is changed', async () => {
  const { ana } = await opened();
  const refused = await ana.put('/users/me', { full_name: 'Ana Lima', graduating_year: 3000 });
  expect(refused.status).toBe(400);
  expect(refused.body.error).toMatchObject({
    code: 'INVALID_INPUT',
    fields: { graduating_year: [expect.any(String)] },
  });
  expect((await ana.get('/users/me')).body.data.full_name).toBe('Ana');
});

test('members are listed, sorted, filtered and found, those of their own community', async () => {
  const { ana, other } = await opened();
  const all = await ana.get('/users?sort=full_name&order=desc&per_page=2');
  expect(all.body.meta).toEqual({ page: 1, per_page: 2, total: 4 });
  expect(all.body.data.map((one: { full_name: string }) => one.full_name)).toEqual(['Olga', 'Mo']);
  expect((await ana.get('/users?role=organizer')).body.data).toHaveLength(1);
  expect((await ana.get('/users?search=B')).body.data[0].full_name).toBe('Ben');
  expect((await ana.get('/users?search=%25')).body.data).toEqual([]);
  expect((await ana.get(`/users/${other.members.otto!.membershipId}`)).status).toBe(404);
});

test('a message is posted, answered, corrected and taken back, and everybody hears it', async () => {
  const { world, ana, ben, olga, school, api } = await opened();
  const posted = await ana.post('/messages', { content: 'Who brings the cake?' });
  expect(posted).toMatchObject({
    status: 201,
    body: { data: { content: 'Who brings the cake?', number: 1 } },
  });
  await world.settle();
  expect(world.phones.get('ben')!.news.join()).toContain('Who brings the cake?');
  const { id } = posted.body.data;
  const answer = await ben.post('/messages', { content: 'I do', parent_id: id });
  expect(answer.body.data).toMatchObject({ parent_id: id, author: { full_name: 'Ben' } });
  expect((await ben.put(`/messages/${id}`, { content: 'Mine now' })).status).toBe(403);
  expect((await ana.put(`/messages/${id}`, { content: 'Who brings two?' })).body.data.content).toBe(
    'Who brings two?',
  );
  expect((await ben.delete(`/messages/${id}`)).body.error.code).toBe('FORBIDDEN');
  expect((await olga.delete(`/messages/${id}`)).body.data).toMatchObject({
    content: null,
    deleted_at: expect.any(String),
  });
  expect((await ana.delete(`/messages/${id}`)).status).toBe(409);
  expect((await ana.get(`/messages?forum_id=${school.forumId}`)).body.meta.total).toBe(2);
  expect(api.failures).toEqual([]);
});

test('with several forums one says which, and announcing is for organizers', async () => {
  const { world, ana, olga, school, other } = await opened();
  const sports = await addForum(world, school, 'Sports');
  const nowhere = await ana.post('/messages', { content: 'Where?' });
  expect(nowhere.body.error.code).toBe('CONFLICT');
  expect((await ana.post('/messages', { content: 'There', forum_id: sports })).body.data.forum_id).toBe(
    sports,
  );
  expect((await ana.post('/messages', { content: 'There', forum_id: other.forumId })).status).toBe(404);
  expect((await ana.post('/messages', { content: 'Now!', forum_id: sports, is_urgent: true })).status).toBe(
    403,
  );
  const urgent = await olga.post('/messages', { content: 'Now!', forum_id: sports, is_urgent: true });
  expect(urgent.body.data.is_urgent).toBe(true);
});

test('a message of another community cannot be answered from this one, though they are in both', async () => {
  const { api, other, ana } = await opened();
  const there = await api.as(other.members.otto!);
  const { body } = await there.post('/messages', { content: 'Oak only' });
  expect((await ana.get(`/messages/${body.data.id}`)).status).toBe(404);
  expect((await ana.post('/messages', { content: 'Hi', parent_id: body.data.id })).status).toBe(404);
});

test('who came in later answers and moderates what was written before', async () => {
  const { ana, ben, mo, world, api } = await opened();
  const { id } = (await ana.post('/messages', { content: 'Hello' })).body.data;
  await world.settle();
  await world.sql`delete from message_numbers where message_id = ${id} and person_id <> (
    select m.person_id from messages join memberships m on m.id = author_id where messages.id = ${id})`;
  expect((await ben.post('/messages', { content: 'Hello Ana', parent_id: id })).status).toBe(201);
  expect((await ben.put(`/messages/${id}`, { content: 'Mine' })).status).toBe(403);
  expect((await mo.delete(`/messages/${id}`)).status).toBe(200);
  expect(api.failures).toEqual([]);
});

test('the same key twice is done once', async () => {
  const { ana, ben, world } = await opened();
  const key = { 'idempotency-key': 'ana-lima-1998' };
  const both = await Promise.all([
    ana.post('/messages', { content: 'Once' }, key),
    ana.post('/messages', { content: 'Once' }, key),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await ana.get('/messages')).body.meta.total).toBe(1);
  // What somebody else calls theirs is another one; and what it is called nobody reads afterwards.
  expect((await ben.post('/messages', { content: 'Mine' }, key)).status).toBe(201);
  const kept = await world.sql`select external_id from dedupe_keys where channel = 'api'`;
  expect(kept).toHaveLength(2);
  expect(JSON.stringify(kept)).not.toContain('lima');
});

test('who says that nobody may see their year is a name to the others, and whole to organizers', async () => {
  const { ana, ben, olga, school } = await opened();
  expect((await ana.put('/preferences', { privacy_profile: 'somebody' })).status).toBe(400);
  const changed = await ana.put('/preferences', { privacy_profile: 'nobody' });
  expect(changed.body.data).toMatchObject({ privacy_profile: 'nobody' });
  const place = `/users/${school.members.ana!.membershipId}`;
  expect((await ben.get(place)).body.data).toMatchObject({ full_name: 'Ana', graduating_year: null });
  expect((await ben.get('/users?graduating_year=1998&search=Ana')).body.data).toEqual([]);
  for (const one of [ana, olga])
    expect((await one.get(place)).body.data).toMatchObject({ graduating_year: 1998 });
  expect((await ana.get('/users/me')).body.data).toMatchObject({ graduating_year: 1998 });
  expect((await olga.get('/admin/members?search=Ana')).body.data).toMatchObject([{ graduating_year: 1998 }]);
});

test('preferences are read and changed as by /settings', async () => {
  const { ana } = await opened();
  const wanted = {
    frequency: 'weekly',
    digest_time: '07:30',
    digest_weekday: 5,
    quiet_hours: { from: '22:00', to: '07:00' },
    allows_urgent: false,
  };
  expect((await ana.put('/preferences', wanted)).body.data).toMatchObject(wanted);
  expect((await ana.put('/preferences', { digest_time: '19:00' })).body.data).toMatchObject({
    ...wanted,
    digest_time: '19:00',
  });
  expect(
    (await ana.put('/preferences', { frequency: 'at once', quiet_hours: null })).body.data,
  ).toMatchObject({ frequency: 'at once', quiet_hours: null });
  expect((await ana.put('/preferences', { primary_channel: 'sms' })).status).toBe(409);
});

test('applicants are listed and vouched for; an organizer’s word decides', async () => {
  const { world, school, olga, ana, ben, api } = await opened();
  const code = await addInvite(world, school);
  const begun = await api.call('POST', '/auth/register', {
    body: {
      invite_code: code,
      full_name: 'Gina Rossi',
      graduating_year: 1998,
      section: 'Blue',
      phone_number: '+14155550177',
    },
  });
  expect(begun).toMatchObject({ status: 201, body: { data: { needs: 'code', tokens: null } } });
  const sent = await world.sql<{ content: { parts: { params: { code: string } }[] } }[]>`
    select content from message_deliveries where content->'parts'->0->'params' ? 'code'`;
  const { registration_token } = begun.body.data;
  const wrong = await api.call('POST', '/auth/verify-sms', { body: { registration_token, code: '000000' } });
  expect(wrong.body.error.fields).toHaveProperty('code');
  const verified = await api.call('POST', '/auth/verify-sms', {
    body: {
      registration_token,
      code: sent[0]!.content.parts[0]!.params.code,
      preferred_channel: 'web',
      time_zone: 'Lima',
    },
  });
  expect(verified).toMatchObject({ status: 200, body: { data: { needs: null } } });
  const token = verified.body.data.tokens.access_token;
  expect((await api.call('GET', '/users/me', { token })).body.data).toMatchObject({
    full_name: 'Gina Rossi',
    status: 'pending',
  });
  expect((await api.call('GET', '/users', { token })).status).toBe(403);

  await world.settle();
  const pending = await ana.get('/auth/approval-pending');
  expect(pending.body.data).toMatchObject([
    { applicant: { full_name: 'Gina Rossi' }, status: 'open', approvals: 0 },
  ]);
  const { number } = pending.body.data[0];
  const vouch = { number, verdict: 'approve' };
  expect((await ana.post('/auth/approve-user', vouch)).body.data).toMatchObject({ approvals: 1 });
  expect((await ana.post('/auth/approve-user', vouch)).status).toBe(409);
  const both = await Promise.all([
    ben.post('/auth/approve-user', vouch),
    olga.post('/auth/approve-user', vouch),
  ]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  await world.settle();
  expect((await api.call('GET', '/users/me', { token })).body.data.status).toBe('active');
  expect((await olga.get('/admin/approvals?status=approved')).body.meta.total).toBe(1);
  expect((await ana.post('/auth/approve-user', { number: 99, verdict: 'approve' })).status).toBe(404);
  expect(api.failures).toEqual([]);
});

test('organizers change what members are, and the last one stays', async () => {
  const { world, school, olga, ana, mo, api } = await opened();
  const { ana: member, olga: organizer, mo: moderator } = school.members;
  const path = (id: string, act: string) => `/admin/members/${id}/${act}`;
  expect((await olga.post(path(member!.membershipId, 'suspend'), { reason: 'Spam' })).body.data.status).toBe(
    'suspended',
  );
  await world.settle();
  expect(world.phones.get('ana')!.news.join()).toContain('Spam');
  expect((await ana.get('/messages')).status).toBe(403);
  expect((await olga.post(path(member!.membershipId, 'lift'), {})).body.data.status).toBe('active');
  expect((await olga.post(path(member!.membershipId, 'promote'), {})).body.error.fields).toHaveProperty(
    'role',
  );
  expect((await olga.post(path(member!.membershipId, 'promote'), { role: 'moderator' })).body.data.role).toBe(
    'moderator',
  );
  // Who is a moderator already would else become an organizer.
  expect((await olga.post(path(moderator!.membershipId, 'promote'), { role: 'moderator' })).status).toBe(409);
  expect((await mo.post(path(member!.membershipId, 'suspend'), {})).status).toBe(403);
  expect((await olga.post(path(organizer!.membershipId, 'suspend'), {})).status).toBe(403);
  expect((await olga.post(path(organizer!.membershipId, 'demote'), {})).status).toBe(409);
  expect((await olga.get('/admin/audit')).body.data.map((one: { act: string }) => one.act)).toEqual([
    ...['member.suspend', 'member.lift', 'member.promote'],
  ]);
  expect(api.failures).toEqual([]);
});

test('two organizers who demote each other at once: one of them remains', async () => {
  const { olga, school, api, world } = await opened();
  const second = await api.as(school.members.mo!);
  await world.sql`update memberships set role = 'organizer' where id = ${school.members.mo!.membershipId}`;
  const both = await Promise.all([
    olga.post(`/admin/members/${school.members.mo!.membershipId}/demote`, {}),
    second.post(`/admin/members/${school.members.olga!.membershipId}/demote`, {}),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
});

test('invites are made, limited and taken back', async () => {
  const { mo, ana, api } = await opened();
  const made = await mo.post('/admin/invites', { max_uses: 5 });
  expect(made).toMatchObject({ status: 201, body: { data: { max_uses: 5, uses: 0, is_open: true } } });
  const { id } = made.body.data;
  expect((await mo.put(`/admin/invites/${id}`, { max_uses: null, days: 3 })).body.data).toMatchObject({
    ...{ max_uses: null, expires_at: expect.any(String) },
  });
  expect((await mo.delete(`/admin/invites/${id}`)).body.data.is_open).toBe(false);
  expect((await mo.delete(`/admin/invites/${id}`)).status).toBe(409);
  expect((await mo.get('/admin/invites?is_open=true')).body.data).toEqual([]);
  expect((await ana.get('/admin/invites')).status).toBe(403);
  expect(api.failures).toEqual([]);
});

test('what could not be delivered is listed with its reason, and sent again once', async () => {
  const { world, school, ana, olga, api } = await opened();
  await ana.post('/messages', { content: 'Hello' });
  await world.settle();
  await world.sql`update message_deliveries set status = 'dead', reason = 'unreachable' where kind = 'post'
    and address_id = ${school.members.ben!.addressId}`;
  const [letter] = (await olga.get('/admin/dead-letters')).body.data;
  expect(letter).toMatchObject({ number: 1, reason: 'unreachable', recipient: { full_name: 'Ben' } });
  expect((await olga.get(`/admin/deliveries/${letter.delivery_id}`)).body.data).toMatchObject({
    status: 'dead',
  });
  expect((await olga.get('/admin/deliveries?status=dead&sort=attempts&order=desc')).body.meta.total).toBe(1);
  const both = await Promise.all([1, 2].map(() => olga.post('/admin/dead-letters/1/replay')));
  expect(both.map(({ status }) => status).sort()).not.toEqual([200, 200]);
  expect((await olga.post('/admin/dead-letters/replay')).status).toBe(409);
  expect((await olga.post('/admin/dead-letters/77/replay')).status).toBeGreaterThanOrEqual(404);
  expect(api.failures).toEqual([]);
});

test('figures are for organizers, the installation for its operator', async () => {
  const { world, school, olga, mo, ana } = await opened();
  await ana.post('/messages', { content: 'Hello' });
  await world.settle();
  expect((await olga.get('/admin/figures')).body.data).toMatchObject({ messages: 1, open_approvals: 0 });
  expect((await mo.get('/admin/figures')).status).toBe(403);
  expect((await olga.get('/admin/communities')).status).toBe(403);
  await world.sql`insert into operators values (${school.members.ana!.personId}, ${world.clock.now()})`;
  expect(
    (await ana.get('/admin/communities?sort=name')).body.data.map((one: { name: string }) => one.name),
  ).toEqual(['Lincoln High', 'Oak']);
  expect((await ana.get('/admin/jobs')).status).toBe(200);
  expect((await ana.get('/admin/audit')).status).toBe(403);
});
