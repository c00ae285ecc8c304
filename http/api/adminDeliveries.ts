import { z } from '@hono/zod-openapi';
import { findDelivery, listDeliveries } from '../../db/api/deliveries.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { id, listed, listQuery, moment, nullableMoment, pageOf, words } from './listing.ts';
import { listRoute, route } from './route.ts';
import { channel, person, withId } from './shapes.ts';

const kind = z.enum(['answer', 'notice', 'post', 'digest', 'edit']);
const deliveryStatus = z.enum([
  'held',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'uncertain',
  'skipped',
  'failed',
  'dead',
]);

const delivery = z
  .strictObject({
    id,
    kind,
    status: deliveryStatus,
    channel: z.string().nullable(),
    recipient: person.nullable(),
    message_id: id.nullable(),
    reason: z.string().nullable(),
    way_reason: z.string().nullable(),
    time_reason: z.string().nullable(),
    provider_code: z.string().nullable(),
    is_repeated: z.boolean(),
    attempts: z.int(),
    segments: z.int().nullable(),
    digest_id: id.nullable(),
    replaces_id: id.nullable(),
    not_before: moment,
    attempted_at: nullableMoment,
    sent_at: nullableMoment,
    delivered_at: nullableMoment,
    created_at: moment,
  })
  .openapi('Delivery');

const list = listRoute({
  path: '/admin/deliveries',
  permission: 'delivery.see',
  tag: 'admin',
  summary: 'What went out, to whom, how far it got and why',
  request: {
    query: listQuery(['created_at', 'not_before', 'attempts'], {
      status: deliveryStatus.optional(),
      kind: kind.optional(),
      channel: channel.optional(),
      reason: words(60).optional(),
      message_id: id.optional(),
      recipient_id: id.optional(),
    }),
  },
  data: delivery,
});

const byId = route({
  method: 'get',
  path: '/admin/deliveries/{id}',
  permission: 'delivery.see',
  tag: 'admin',
  summary: 'One of them',
  request: { params: withId },
  data: delivery,
});

export const adminDeliveryRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(list, async (c) => {
      const { page, per_page, sort, order, ...filter } = c.req.valid('query');
      const asked = { page, per_page, sort, order };
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        listDeliveries(tx, { communityId, filter }, pageOf(asked)),
      );
      return c.json(listed(found, asked), 200);
    })
    .openapi(byId, async (c) => {
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        findDelivery(tx, { ...c.req.valid('param'), communityId }),
      );
      if (!found) throw new ApiError('NOT_FOUND', 'There is no such delivery.');
      return c.json(one(found), 200);
    });
