import { z } from '@hono/zod-openapi';
import { listAudit } from '../../db/api/audit.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { id, listed, listQuery, moment, pageOf, words } from './listing.ts';
import { listRoute } from './route.ts';

const entry = z
  .strictObject({
    id,
    act: z.string(),
    actor_id: id.nullable(),
    subject_id: id.nullable(),
    created_at: moment,
  })
  .openapi('AuditEntry');

const list = listRoute({
  path: '/admin/audit',
  permission: 'audit.see',
  tag: 'admin',
  summary: 'What organizers and moderators did: ids only',
  request: { query: listQuery(['created_at'], { act: words(60).optional(), actor_id: id.optional() }) },
  data: entry,
});

export const adminAuditRoutes = (deps: ApiDeps) =>
  newPart().openapi(list, async (c) => {
    const { act, actor_id, ...page } = c.req.valid('query');
    const found = await reading(deps, c.var.account, (tx, communityId) =>
      listAudit(tx, { communityId, act, actor_id }, pageOf(page)),
    );
    return c.json(listed(found, page), 200);
  });
