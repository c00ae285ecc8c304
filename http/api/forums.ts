import { z } from '@hono/zod-openapi';
import { findForum, listForums } from '../../db/api/forums.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { id, listed, listQuery, moment, pageOf } from './listing.ts';
import { listRoute, route } from './route.ts';
import { withId } from './shapes.ts';

const forum = z
  .strictObject({
    id,
    name: z.string(),
    is_main: z.boolean(),
    is_member: z.boolean(),
    member_count: z.int(),
    created_at: moment,
  })
  .openapi('Forum');

const list = listRoute({
  path: '/forums',
  permission: 'forum.see',
  tag: 'forums',
  summary: 'Where one may write in the community',
  request: { query: listQuery(['name', 'created_at'], {}) },
  data: forum,
});

const byId = route({
  method: 'get',
  path: '/forums/{id}',
  permission: 'forum.see',
  tag: 'forums',
  summary: 'One forum',
  request: { params: withId },
  data: forum,
});

export const forumRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(list, async (c) => {
      const page = c.req.valid('query');
      const { membershipId } = c.var.account;
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        listForums(tx, { communityId, membershipId }, pageOf(page)),
      );
      return c.json(listed(found, page), 200);
    })
    .openapi(byId, async (c) => {
      const { membershipId } = c.var.account;
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        findForum(tx, { ...c.req.valid('param'), communityId, membershipId }),
      );
      if (!found) throw new ApiError('NOT_FOUND', 'There is no such forum.');
      return c.json(one(found), 200);
    });
