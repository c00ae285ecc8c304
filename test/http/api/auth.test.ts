import { expect, test } from 'vitest';
import { apiClient } from '../../../http/api/client.ts';
import { newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { apiOf } from './support.ts';

async function opened() {
  const world = await newWorld();
  const school = await newClass(world, { members: { olga: 'telegram organizer', ana: 'telegram' } });
  return { world, school, api: apiOf(world) };
}

/** Signs in as a program does. */
async function signedIn({ world, api }: Awaited<ReturnType<typeof opened>>, name: string) {
  const { login_token, command } = (await api.call('POST', '/auth/login', { body: {} })).body.data;
  const phone = world.phones.get(name)!;
  await world.hear(phone, { kind: 'text', text: command, replyTo: null });
  const code = /sign-in\/(\S{9})/.exec(phone.news.splice(0).join(' '))![1]!;
  return { login_token, code };
}

test('a program signs in by the bot, renews, sees its sessions and ends them', async () => {
  const all = await opened();
  const { api } = all;
  const answer = await signedIn(all, 'olga');
  const { body } = await api.call('POST', '/auth/login', { body: answer });
  expect(body.data).toMatchObject({ token_type: 'Bearer', expires_in: 900 });
  expect((await api.call('POST', '/auth/login', { body: answer })).status).toBe(401);
  const renewed = await api.call('POST', '/auth/refresh-token', {
    body: { refresh_token: body.data.refresh_token },
  });
  const token = renewed.body.data.access_token;
  const second = await api.call('POST', '/auth/login', { body: await signedIn(all, 'olga') });
  const sessions = await api.call('GET', '/auth/sessions', { token });
  expect(sessions.body.data).toHaveLength(2);
  const other = second.body.data.session_id;
  expect((await api.call('DELETE', `/auth/sessions/${other}`, { token })).status).toBe(200);
  expect((await api.call('GET', '/users/me', { token: second.body.data.access_token })).status).toBe(401);
  expect((await api.call('POST', '/auth/logout', { token })).status).toBe(200);
  const after = await api.call('GET', '/users/me', { token });
  expect(after.status).toBe(401);
  expect(after.headers.get('www-authenticate')).toBe('Bearer');
  expect(api.failures).toEqual([]);
});

test('a code from the bot without the token that asked opens nothing', async () => {
  const all = await opened();
  const { code } = await signedIn(all, 'olga');
  const { login_token } = (await all.api.call('POST', '/auth/login', { body: {} })).body.data;
  expect((await all.api.call('POST', '/auth/login', { body: { login_token, code } })).status).toBe(401);
});

test('a refresh token that comes twice ends the session', async () => {
  const all = await opened();
  const { body } = await all.api.call('POST', '/auth/login', { body: await signedIn(all, 'ana') });
  const { refresh_token, access_token: token } = body.data;
  await all.api.call('POST', '/auth/refresh-token', { body: { refresh_token } });
  expect((await all.api.call('POST', '/auth/refresh-token', { body: { refresh_token } })).status).toBe(401);
  expect((await all.api.call('GET', '/users/me', { token })).status).toBe(401);
});

test('nobody ends the sessions of others', async () => {
  const { api, school } = await opened();
  const ana = await api.as(school.members.ana!);
  const olga = await api.as(school.members.olga!);
  const [session] = (await olga.get('/auth/sessions')).body.data;
  expect((await ana.delete(`/auth/sessions/${session.id}`)).status).toBe(404);
  expect((await olga.get('/users/me')).status).toBe(200);
});

test('the typed client calls the routes', async () => {
  const { api, school } = await opened();
  const { token } = await api.as(school.members.ana!);
  const asked: Request[] = [];
  const client = apiClient('https://class.example/', () => token);
  const url = client.users.me.$url();
  expect(url.pathname).toBe('/api/v1/users/me');
  const response = await api.routes.request(
    client.users.$url({ query: { page: '1', sort: 'number' } } as never),
    {
      headers: { authorization: `Bearer ${token}` },
    },
  );
  expect(response.status).toBe(200);
  expect(asked).toEqual([]);
});
