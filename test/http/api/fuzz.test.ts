import Ajv2020 from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addForum, addInvite, newClass } from '../../support/class.ts';
import { newWorld } from '../../support/world.ts';
import { type Generated, requestsFor } from './generate.ts';
import { type DocumentedRoute, documented, openApiDocument } from './routes.ts';
import { apiOf } from './support.ts';

/*
 * `npm run fuzz` sends 20,000 requests made from the OpenAPI document; here are fewer. None may be answered with 500, or
 * with anything but what the document says. Another run: FUZZ_SEED=7 FUZZ_REQUESTS=20000 npm run fuzz.
 */
const requests = Number(process.env.FUZZ_REQUESTS ?? 600);
const seed = Number(process.env.FUZZ_SEED ?? 1);
/** After so many everybody is as they were: many requests suspend, remove or sign out somebody. */
const between = 160;
const atOnce = 8;

const ajv = new Ajv2020({ strict: false, validateFormats: true, allErrors: false });
ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
ajv.addSchema(openApiDocument, 'api');

/** Why an answer is not as the document says; null where it is. */
function mismatch({ method, path }: DocumentedRoute, status: number, body: unknown): string | null {
  const place = [
    'paths',
    path,
    method.toLowerCase(),
    'responses',
    String(status),
    'content',
    'application/json',
    'schema',
  ];
  const pointer = place
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const known = documented.find((one) => one.method === method && one.path === path)!;
  if (!(status in known.answers)) return `status ${status} is not documented`;
  const check = ajv.getSchema(`api#/${pointer}`)!;
  return check(body) ? null : ajv.errorsText(check.errors);
}

test(`of ${requests} requests made from the document none breaks anything`, async () => {
  const world = await newWorld({ channels: ['telegram', 'sms', 'web'] });
  const school = await newClass(world, {
    members: {
      ...{
        olga: 'telegram organizer',
        otis: 'sms organizer',
        mo: 'telegram moderator es',
        ana: 'telegram',
        ben: 'sms',
      },
      ...{ pia: 'telegram pending', sam: 'telegram suspended' },
    },
  });
  const other = await newClass(world, {
    name: 'Oak',
    members: { oscar: 'telegram organizer', ana: 'telegram' },
  });
  const forum = await addForum(world, school, 'Sports');
  await addInvite(world, school);
  const { olga, otis, mo, ana, ben, pia, sam } = school.members;
  await world.sql`insert into operators values (${olga!.personId}, ${world.clock.now()})`;
  const api = apiOf(world, { settles: false });
  const people = [olga, otis, mo, ana, ben, pia, sam, other.members.oscar, olga, ana].map((one) => one!);
  const posted = await (await api.as(ana!)).post('/messages', { content: 'Hello', forum_id: school.forumId });
  const ids = [
    ...Object.values({ ...school.members, ...other.members }).map(({ membershipId }) => membershipId),
    ...[school.forumId, other.forumId, forum, posted.body.data.id],
    ...(await world.sql`select id from invites`).map(({ id }) => id as string),
  ];

  const tokens: (string | undefined)[] = [];
  async function asTheyWere(): Promise<void> {
    for (const [index, member] of people.entries()) {
      const status = member === pia ? 'pending' : member === sam ? 'suspended' : 'active';
      const role =
        member === mo
          ? 'moderator'
          : [olga, otis, other.members.oscar].includes(member)
            ? 'organizer'
            : 'member';
      await world.sql`update memberships set status = ${status}, role = ${role} where id = ${member.membershipId}`;
      tokens[index] = (await api.as(member)).token;
    }
    tokens[10] = undefined;
    tokens[11] = `${tokens[0]!.slice(0, -6)}AAAAAA`;
  }

  const statuses = new Map<string, number>();
  async function send(request: Generated): Promise<string | null> {
    const { route, path, body, headers } = request;
    const { status, body: answer } = await api.call(route.method, path, {
      token: tokens[request.who],
      body,
      headers,
    });
    statuses.set(String(status), (statuses.get(String(status)) ?? 0) + 1);
    const wrong = status >= 500 ? `answered with ${status}` : mismatch(route, status, answer);
    const shown = JSON.stringify({ path, body, who: request.who, answer }).slice(0, 1_500);
    return wrong && `${route.method} ${route.path}: ${wrong}\n${shown}`;
  }

  const any = fc.oneof(...documented.map((route) => requestsFor(route, ids)));
  const all = fc.sample(any, { numRuns: requests, seed });
  const wrong: string[] = [];
  for (let at = 0; at < all.length; at += atOnce) {
    if (at % between === 0) await asTheyWere();
    const found = await Promise.all(all.slice(at, at + atOnce).map(send));
    wrong.push(...found.filter((one) => one !== null));
    if (wrong.length > 5) break;
  }
  process.stdout.write(
    `${requests} requests, seed ${seed}: ${[...statuses]
      .sort()
      .map(([status, count]) => `${count} x ${status}`)
      .join(', ')}\n`,
  );
  expect(wrong).toEqual([]);
  expect(api.failures).toEqual([]);
  // A run in which nothing got through would show nothing.
  expect(statuses.get('200') ?? 0).toBeGreaterThan(requests / 20);
}, 3_600_000);

test('what is judged by the document is judged at all', () => {
  const me = documented.find(({ method, path }) => method === 'GET' && path === '/users/me')!;
  expect(mismatch(me, 200, { success: true, data: {}, meta: null, error: null })).toMatch(/required/);
  expect(
    mismatch(me, 401, {
      success: false,
      data: null,
      meta: null,
      error: { code: 'NO', message: '', fields: {} },
    }),
  ).not.toBeNull();
  expect(mismatch(me, 418, {})).toMatch(/not documented/);
});
