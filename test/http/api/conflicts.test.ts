import { describe, expect, test } from 'vitest';
import { newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { apiOf } from './support.ts';

/* What two want at the same moment and cannot both have: one gets it, the other is told, and nothing is half done. */

async function opened() {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
  const school = await newClass(world, {
    members: { olga: 'telegram organizer', otis: 'sms organizer', ana: 'telegram', ben: 'sms' },
  });
  const api = apiOf(world, { settles: false });
  const { olga, otis, ana, ben } = school.members;
  const anas = await api.as(ana!);

  /** Something of Ana's that has reached everybody. */
  async function posted(): Promise<string> {
    const { id } = (await anas.post('/messages', { content: 'Hello' })).body.data;
    await world.settle();
    return id;
  }

  return {
    ...{ world, school, api, members: { olga: olga!, otis: otis!, ana: ana!, ben: ben! } },
    ...{
      olga: await api.as(olga!),
      otis: await api.as(otis!),
      ana: anas,
      posted,
      ben: await api.as(ben!),
    },
  };
}

const statusesOf = (answers: { status: number }[]) => answers.map(({ status }) => status).toSorted();

describe('at the same moment', () => {
  test('a message is corrected and taken back: it is gone, and nobody’s words come back', async () => {
    const { world, ana, olga, api, posted } = await opened();
    const id = await posted();
    const answers = await Promise.all([
      ana.put(`/messages/${id}`, { content: 'Hello all' }),
      olga.delete(`/messages/${id}`),
      ana.put(`/messages/${id}`, { content: 'Hello again' }),
    ]);
    expect(answers[1]!.status).toBe(200);
    for (const { status } of answers) expect([200, 403, 404, 409]).toContain(status);
    const now = (await ana.get(`/messages/${id}`)).body.data;
    expect(now).toMatchObject({ content: null, deleted_at: expect.any(String) });
    await world.settle();
    expect(api.failures).toEqual([]);
  });

  test('a message is taken back ten times: once', async () => {
    const { ana, olga, world, api, posted } = await opened();
    const id = await posted();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => (n % 2 ? ana : olga).delete(`/messages/${id}`)),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.every(({ status }) => [200, 404, 409].includes(status))).toBe(true);
    const fanouts = await world.sql`select from fanouts where message_id = ${id} and kind = 'delete'`;
    expect(fanouts).toHaveLength(1);
    expect(api.failures).toEqual([]);
  });

  test('two organizers suspend and promote the same member: both are told what became of it', async () => {
    const { world, olga, otis, members, api } = await opened();
    const path = `/admin/members/${members.ana.membershipId}`;
    const answers = await Promise.all([
      olga.post(`${path}/suspend`, {}),
      otis.post(`${path}/promote`, { role: 'moderator' }),
      olga.post(`${path}/suspend`, {}),
    ]);
    for (const { status } of answers) expect([200, 400, 403, 409]).toContain(status);
    const acts = await world.sql`select act from audit_log where subject_id = ${members.ana.membershipId}`;
    const changes = answers.filter(({ status }) => status === 200).length;
    expect(acts.length).toBeLessThanOrEqual(Math.max(changes, 1));
    expect(new Set(acts.map(({ act }) => act)).size).toBe(acts.length);
    expect(api.failures).toEqual([]);
  });

  test('the last two organizers cannot both go', async () => {
    const { world, olga, otis, members, school } = await opened();
    const answers = await Promise.all([
      olga.post(`/admin/members/${members.otis.membershipId}/suspend`, {}),
      otis.post(`/admin/members/${members.olga.membershipId}/suspend`, {}),
    ]);
    expect(statusesOf(answers)[0]).toBe(200);
    const left = await world.sql`
      select from memberships where community_id = ${school.communityId} and role = 'organizer' and status = 'active'`;
    expect(left).toHaveLength(1);
  });

  test('settings are changed twenty times: the last one stands, whole', async () => {
    const { world, ana, members, api } = await opened();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        ana.put('/preferences', { quiet_hours: { from: `${10 + (n % 10)}:00`, to: `${10 + (n % 10)}:30` } }),
      ),
    );
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const [row] = await world.sql`select quiet_from, quiet_to from people where id = ${members.ana.personId}`;
    expect(row!.quiet_to - row!.quiet_from).toBe(30);
    expect(api.failures).toEqual([]);
  });

  test('the same Idempotency-Key comes twenty times: one message', async () => {
    const { world, ana } = await opened();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        ana.post('/messages', { content: 'Hello' }, { 'idempotency-key': 'k1' }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await world.sql`select from messages`).toHaveLength(1);
  });

  test('a sign-in is finished twice: one session', async () => {
    const { world, api } = await opened();
    const { login_token, command } = (await api.call('POST', '/auth/login', { body: {} })).body.data;
    const phone = world.phones.get('olga')!;
    await world.hear(phone, { kind: 'text', text: command, replyTo: null });
    const code = /sign-in\/(\S{9})/.exec(phone.news.splice(0).join(' '))![1]!;
    const body = { login_token, code };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => api.call('POST', '/auth/login', { body })),
    );
    expect(statusesOf(answers)).toEqual([200, ...Array(7).fill(401)]);
  });
});

describe('what is another member’s', () => {
  test.each<[string, 'put' | 'delete', string, unknown?]>([
    ['corrected', 'put', '/messages/{id}', { content: 'Mine' }],
    ['taken back', 'delete', '/messages/{id}'],
  ])('message cannot be %s', async (_what, method, path, body) => {
    const { ana, ben, posted } = await opened();
    const id = await posted();
    const refused = await ben[method](path.replace('{id}', id), body);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'FORBIDDEN' } } });
    expect((await ana.get(`/messages/${id}`)).body.data.content).toBe('Hello');
  });

  test('session is not theirs to end, nor to see', async () => {
    const { ana, ben } = await opened();
    const [session] = (await ana.get('/auth/sessions')).body.data;
    expect((await ben.delete(`/auth/sessions/${session.id}`)).status).toBe(404);
    expect(JSON.stringify((await ben.get('/auth/sessions')).body)).not.toContain(session.id);
  });

  test('standing is not theirs to change', async () => {
    const { ana, members } = await opened();
    for (const act of ['suspend', 'promote', 'remove']) {
      const path = `/admin/members/${members.ben.membershipId}/${act}`;
      expect((await ana.post(path, {})).status, act).toBe(403);
    }
  });
});
