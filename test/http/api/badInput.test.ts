import { describe, expect, test } from 'vitest';
import { newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { deepJson, hostileWords } from './hostile.ts';
import { type DocumentedRoute, documented, openApiDocument, type Schema } from './routes.ts';
import { apiOf } from './support.ts';

/*
 * Every route, by a member who may use it, with what must not get through. Answers say what is wrong; nothing breaks, nothing
 * is changed.
 */

const nobodys = '01890000-0000-7000-8000-00000000000f';
const isOpen = ({ path }: DocumentedRoute) =>
  /^\/auth\/(register|verify-sms|login|refresh-token)$/.test(path);
const guarded = documented.filter((route) => !isOpen(route));
const named = (routes: DocumentedRoute[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const);

const filled = (path: string, id = nobodys) =>
  path.replace('{id}', id).replace('{act}', 'suspend').replace('{number}', '2000000000');

describe('bad input', async () => {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
  const school = await newClass(world, {
    members: { olga: 'telegram organizer', ana: 'telegram', sam: 'telegram organizer suspended' },
  });
  const other = await newClass(world, { name: 'Oak', members: { otto: 'telegram organizer', ola: 'sms' } });
  await world.sql`insert into operators values (${school.members.olga!.personId}, ${world.clock.now()})`;
  const api = apiOf(world);
  const { token } = await api.as(school.members.olga!);
  const there = await api.as(other.members.otto!);
  const theirMessage = (await there.post('/messages', { content: 'Oak only' })).body.data;
  const theirInvite = (await there.post('/admin/invites', {})).body.data;
  const [theirSession] = (await there.get('/auth/sessions')).body.data;
  await world.settle();
  const [theirDelivery] = (await there.get('/admin/deliveries')).body.data;
  const before = await state();

  /** All that a request could have changed. */
  async function state() {
    const [row] = await world.sql`
      select (select jsonb_agg(to_jsonb(m) order by id) from memberships m) as memberships,
        (select jsonb_agg(to_jsonb(m) order by id) from messages m) as messages,
        (select jsonb_agg(to_jsonb(i) order by id) from invites i) as invites,
        (select jsonb_agg(to_jsonb(p) - 'wrapped_key' order by id) from people p) as people,
        (select count(*)::int from message_deliveries) as deliveries`;
    return row;
  }

  async function refused(route: DocumentedRoute, how: Parameters<typeof api.call>[2], statuses: number[]) {
    const { status, body } = await api.call(route.method, filled(route.path), how);
    expect(statuses, JSON.stringify(body).slice(0, 300)).toContain(status);
    expect(body).toMatchObject({ success: false, data: null, error: { code: expect.any(String) } });
    expect(api.failures).toEqual([]);
  }

  const [head, payload, signature] = token.split('.') as [string, string, string];
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
  const suspended = (await api.as(school.members.sam!)).token;

  describe.each(named(guarded))('%s', (_name, route) => {
    test.each([
      ['no token', undefined, 401],
      ['words for a token', 'let me in', 401],
      ['a wrong signature', `${head}.${payload}.${'A'.repeat(signature.length)}`, 401],
      ['alg none', `${unsigned}.${payload}.`, 401],
      ['a suspended organizer', suspended, 403],
    ])('%s', (_what, held, status) =>
      refused(route, { token: held, ...(route.body && { body: {} }) }, [status]),
    );
  });

  describe.each(named(documented.filter(({ body }) => body)))('%s', (_name, route) => {
    test.each<[string, { body?: unknown; raw?: string }, number[]]>([
      ['no body', {}, [400]],
      ['no JSON', { raw: '{"a":' }, [400]],
      ['a list', { body: [] }, [400]],
      ['null', { body: null }, [400]],
      ['a word', { body: 'x' }, [400]],
      ['unknown fields', { body: { 'no such field': 1 } }, [400]],
      ['__proto__', { raw: '{"__proto__":{"role":"organizer"},"constructor":1}' }, [400]],
      ['a megabyte', { body: { content: 'a'.repeat(1_000_000) } }, [413]],
      ['JSON 10,000 deep', { raw: deepJson() }, [400]],
      ['JSON 10,000 deep in a field', { raw: `{"reason":${deepJson()}}` }, [400]],
    ])('%s', (_what, sent, statuses) => refused(route, { token, ...sent }, statuses));

    test('every field of a wrong type', async () => {
      for (const field of Object.keys(propertiesOf(route.body!))) {
        for (const wrong of [{ a: 1 }, [1], [[]]])
          await refused(route, { token, body: { [field]: wrong } }, [400]);
      }
    });
  });

  test('SQL, script and what breaks parsers in every text field are taken as words, or refused', async () => {
    const { post, put } = await api.as(school.members.ana!);
    const [user] = await world.sql`select count(*)::int as n from memberships`;
    for (const words of hostileWords) {
      const answers = [
        await post('/messages', { content: words }),
        await put('/users/me', { section: words }),
        await put('/users/me', { full_name: words }),
        await put('/preferences', { time_zone: words }),
        await api.call('GET', `/users?search=${encodeURIComponent(words.replace(/\p{Cs}/gu, '?'))}`, {
          token,
        }),
        await api.call('GET', `/admin/audit?act=${encodeURIComponent(words.replace(/\p{Cs}/gu, '?'))}`, {
          token,
        }),
      ];
      for (const { status } of answers) expect([200, 201, 400, 409]).toContain(status);
      if (answers[0]!.status === 201) expect(answers[0]!.body.data.content).toBeTypeOf('string');
    }
    expect(api.failures).toEqual([]);
    expect(await world.sql`select count(*)::int as n from memberships`).toEqual([user]);
  });

  describe('SQL, script and what breaks parsers, one field after the other', () => {
    const shown = (words: string) => encodeURIComponent(words.replace(/\p{Cs}/gu, '?'));

    test.each(named(documented.filter(({ body }) => body)))('in the body of %s', async (_name, route) => {
      const whole = sampleOf(route.body!) as Record<string, unknown>;
      for (const [field, schema] of Object.entries(propertiesOf(route.body!))) {
        if (!isText(schema)) continue;
        for (const words of hostileWords) {
          const body = { ...whole, [field]: words };
          await answered(route, await api.call(route.method, filled(route.path), { token, body }));
        }
      }
    });

    test.each(named(documented))('in the address of %s', async (_name, route) => {
      for (const { name, in: place, schema } of route.parameters) {
        for (const words of hostileWords) {
          const path =
            place === 'path'
              ? filled(route.path.replace(`{${name}}`, shown(words) || '%20'))
              : `${filled(route.path)}?${name}=${shown(words)}`;
          const { status } = await answered(
            route,
            await api.call(route.method, path, { token, ...(route.body && { body: {} }) }),
          );
          if (!isText(schema) && /[';<{]/.test(words)) expect(status, path).toBe(400);
        }
      }
    });

    /** In the form of the API, and by none of our own faults. */
    async function answered(route: DocumentedRoute, answer: Awaited<ReturnType<typeof api.call>>) {
      expect(answer.status, `${route.method} ${route.path}`).toBeLessThan(500);
      expect(answer.body).toMatchObject({ success: answer.status < 400 });
      expect(api.failures).toEqual([]);
      return answer;
    }
  });

  const lists = documented.filter(({ parameters }) => parameters.some(({ name }) => name === 'page'));
  describe.each(named(lists))('%s', (_name, route) => {
    test.each([
      ...[
        'page=0',
        'page=-1',
        'page=1000000000',
        'page=1.5',
        'page=a',
        'page=',
        'page=1&page=2',
        'per_page=0',
      ],
      ...[
        'per_page=101',
        'sort=password',
        'sort=id;drop table people',
        'sort=',
        'order=sideways',
        'nosuch=1',
      ],
    ])('?%s is refused by its name', async (query) => {
      const { status, body } = await api.call('GET', `${route.path}?${query}`, { token });
      expect(status).toBe(400);
      expect(body.error.fields).toHaveProperty(query.split('=')[0]!);
    });

    test('a page beyond the last is empty', async () => {
      const { status, body } = await api.call('GET', `${route.path}?page=100000`, { token });
      expect(status).toBe(200);
      expect(body).toMatchObject({ data: [], meta: { page: 100_000, total: expect.any(Number) } });
    });
  });

  test.each<[string, string, unknown?]>([
    ['GET', `/users/${other.members.otto!.membershipId}`],
    ['GET', `/forums/${other.forumId}`],
    ['GET', `/messages/${theirMessage.id}`],
    ['PUT', `/messages/${theirMessage.id}`, { content: 'Mine' }],
    ['DELETE', `/messages/${theirMessage.id}`],
    ['POST', '/messages', { content: 'Hi', parent_id: theirMessage.id }],
    ['POST', '/messages', { content: 'Hi', forum_id: other.forumId }],
    ['POST', `/admin/members/${other.members.otto!.membershipId}/suspend`, {}],
    ['GET', `/admin/deliveries/${theirDelivery.id}`],
    ['PUT', `/admin/invites/${theirInvite.id}`, { max_uses: 1, days: 1 }],
    ['DELETE', `/admin/invites/${theirInvite.id}`],
    ['DELETE', `/auth/sessions/${theirSession.id}`],
  ])('another community’s: %s %s is not there', async (method, path, body) => {
    expect((await api.call(method, path, { token, body })).status).toBe(404);
  });

  test('lists hold nothing of another community', async () => {
    const theirs = JSON.stringify([other, theirMessage, theirInvite, theirDelivery]).match(/[0-9a-f-]{36}/g)!;
    for (const { path } of lists.filter((one) => !/communities|jobs/.test(one.path))) {
      const { body } = await api.call('GET', `${path}?per_page=100`, { token });
      for (const id of theirs) expect(JSON.stringify(body), path).not.toContain(id);
    }
  });

  test('of all this nothing was changed in the other community', async () => {
    const after = await state();
    const ofOak = (rows: { community_id: string }[]) =>
      rows.filter(({ community_id }) => community_id === other.communityId);
    for (const table of ['memberships', 'messages', 'invites'])
      expect(ofOak(after![table])).toEqual(ofOak(before![table]));
  });

  test('what is not there is said so, in the same form', async () => {
    for (const path of ['/nothing', '/users/me/../../x', '/ws', '//']) {
      const { status, body } = await api.call('GET', path, { token });
      expect([404, 400]).toContain(status);
      expect(body.error.code).toBeTypeOf('string');
    }
  });

  // The last one: all tokens are over after it.
  test('an expired token, on every route', async () => {
    const { accessToken } = await api.accounts.signIn(school.members.olga!.membershipId);
    world.clock.advance(16 * 60_000);
    for (const route of guarded) await refused(route, { token: accessToken }, [401]);
  });
});

const propertiesOf = (schema: Schema): Record<string, Schema> => {
  if (schema.$ref) return propertiesOf(openApiDocument.components.schemas[schema.$ref.split('/').at(-1)!]!);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf ?? [];
  return Object.assign({}, schema.properties, ...choices.map(propertiesOf));
};

const resolved = (schema: Schema): Schema =>
  schema.$ref ? resolved(openApiDocument.components.schemas[schema.$ref.split('/').at(-1)!]!) : schema;

/** Takes words, not one of a few. */
const isText = (schema: Schema): boolean =>
  [schema, ...(schema.anyOf ?? [])].some(
    (one) => resolved(one).type === 'string' && !resolved(one).enum && resolved(one).format !== 'uuid',
  );

/** Something that a schema takes; of several the last, which asks for most. */
function sampleOf(given: Schema): unknown {
  const schema = resolved(given);
  const choice = (schema.anyOf ?? schema.oneOf)?.at(-1);
  if (choice) return sampleOf(choice);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object' || schema.properties) {
    const needed = Object.entries(schema.properties ?? {}).filter(([name]) =>
      schema.required?.includes(name),
    );
    return Object.fromEntries(needed.map(([name, one]) => [name, sampleOf(one)]));
  }
  if (schema.type === 'string') return schema.format === 'uuid' ? nobodys : 'Words';
  if (schema.type === 'array') return [];
  return schema.type === 'boolean' ? false : (schema.minimum ?? 1);
}
