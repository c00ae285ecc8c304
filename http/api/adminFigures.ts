import { z } from '@hono/zod-openapi';
import { findFigures } from '../../db/api/figures.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { moment, nullableMoment } from './listing.ts';
import { route } from './route.ts';

const figures = z
  .strictObject({
    since: moment,
    members: z.array(z.strictObject({ status: z.string(), count: z.int() })),
    open_approvals: z.int(),
    messages: z.int(),
    deliveries: z.array(
      z.strictObject({ channel: z.string().nullable(), status: z.string(), count: z.int() }),
    ),
    within_ten_seconds: z.number().min(0).max(1).nullable(),
    oldest_waiting_at: nullableMoment,
  })
  .openapi('Figures');

const read = route({
  method: 'get',
  path: '/admin/figures',
  permission: 'figures.see',
  tag: 'admin',
  summary: 'How the community stands: members, messages, deliveries of the last days',
  request: { query: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(1) }) },
  data: figures,
});

const dayMs = 86_400_000;

export const adminFigureRoutes = (deps: ApiDeps) =>
  newPart().openapi(read, async (c) => {
    const since = new Date(deps.clock.now().getTime() - c.req.valid('query').days * dayMs);
    const found = await reading(deps, c.var.account, (tx, communityId) =>
      findFigures(tx, { communityId, since }),
    );
    return c.json(one({ ...found, since }), 200);
  });
