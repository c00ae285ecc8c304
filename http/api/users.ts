import { z } from '@hono/zod-openapi';
import { findUser, listUsers } from '../../db/api/users.ts';
import { findOwnPlace } from '../../db/members.ts';
import type { Account } from '../account/account.ts';
import { acting, endedIn } from './acting.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { id, listed, listQuery, pageOf, searchWords, words } from './listing.ts';
import { body, listRoute, route } from './route.ts';
import { answersFor } from './settingAnswers.ts';
import { role, user, withId, year } from './shapes.ts';

/** Whom members see: as in chat, those who are in, and those who are suspended as such. */
const seen = ['active', 'suspended'] as const;

// Not `extend`: the document would make that two schemas, each of which forbids the fields of the other.
const self = z
  .strictObject({
    ...user.shape,
    community: z.strictObject({ id, name: z.string() }),
    language: z.string(),
    time_zone: z.string(),
    is_operator: z.boolean(),
  })
  .openapi('Self');

const change = z
  .strictObject({
    full_name: words(100),
    graduating_year: z.int(),
    section: words(100).nullable(),
    time_zone: words(100),
  })
  .partial()
  .openapi('SelfChange');

const me = route({
  method: 'get',
  path: '/users/me',
  permission: 'account.use',
  tag: 'users',
  summary: 'Who one is here',
  data: self,
});

const changeMe = route({
  method: 'put',
  path: '/users/me',
  permission: 'settings.change',
  tag: 'users',
  summary: 'Change what one says of oneself; what is not sent stays',
  request: { body: body(change) },
  data: self,
});

const list = listRoute({
  path: '/users',
  permission: 'member.see',
  tag: 'users',
  summary: 'Who is in the community',
  request: {
    query: listQuery(['number', 'full_name', 'graduating_year', 'joined_at'], {
      graduating_year: year.optional(),
      section: words(100).optional(),
      role: role.optional(),
      search: searchWords.optional(),
    }),
  },
  data: user,
});

const byId = route({
  method: 'get',
  path: '/users/{id}',
  permission: 'member.see',
  tag: 'users',
  summary: 'One member',
  request: { params: withId },
  data: user,
});

export const userRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(me, async (c) => c.json(one(await selfOf(deps, c.var.account)), 200))
    .openapi(changeMe, async (c) => {
      const { full_name: name, graduating_year: year, section, time_zone: timeZone } = c.req.valid('json');
      const answers = answersFor([
        ['name', name, 'full_name'],
        ['graduatingYear', year?.toString(), 'graduating_year'],
        ['section', section === null ? '' : section, 'section'],
        ['timeZone', timeZone, 'time_zone'],
      ]);
      await acting(deps, c, { flow: 'settings', answers }, endedIn('closed'));
      return c.json(one(await selfOf(deps, c.var.account)), 200);
    })
    .openapi(list, async (c) => {
      const { search, role, section, graduating_year, ...page } = c.req.valid('query');
      const filter = {
        search,
        role,
        section,
        graduating_year,
        statuses: [...seen],
        viewer: c.var.account.membershipId,
      };
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        listUsers(tx, { communityId, filter }, pageOf(page)),
      );
      return c.json(listed(found, page), 200);
    })
    .openapi(byId, async (c) => {
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        findUser(tx, {
          ...c.req.valid('param'),
          ...{ communityId, statuses: [...seen], viewer: c.var.account.membershipId },
        }),
      );
      if (!found) throw new ApiError('NOT_FOUND', 'There is no such member.');
      return c.json(one(found), 200);
    });

const everyStatus = ['pending', 'active', 'suspended', 'left', 'rejected', 'expired'] as const;

/** Read anew, as what was in the token's account may just have changed. */
async function selfOf(deps: ApiDeps, account: Account) {
  const { membershipId, communityName, isOperator } = account;
  return reading(deps, account, async (tx, communityId) => {
    const found = await findUser(tx, {
      ...{ communityId, id: membershipId, statuses: [...everyStatus], viewer: membershipId },
    });
    const { language, timeZone } = await findOwnPlace(tx, membershipId);
    const community = { id: communityId, name: communityName };
    return { ...found!, community, language, time_zone: timeZone, is_operator: isOperator };
  });
}
