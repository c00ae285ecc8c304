import { z } from '@hono/zod-openapi';
import { listDeadLetters } from '../../db/api/deadLetters.ts';
import { numberDeadLetters } from '../../db/deadLetters.ts';
import { acting, didOf } from './acting.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { id, listed, listQuery, moment, pageOf } from './listing.ts';
import { listRoute, route } from './route.ts';
import { person, withNumber } from './shapes.ts';

const letter = z
  .strictObject({
    number: z.int(),
    delivery_id: id,
    kind: z.enum(['notice', 'post', 'digest']),
    status: z.enum(['failed', 'dead']),
    channel: z.string().nullable(),
    recipient: person.nullable(),
    message_id: id.nullable(),
    reason: z.string().nullable(),
    provider_code: z.string().nullable(),
    created_at: moment,
  })
  .openapi('DeadLetter');

const replayed = z.strictObject({ replayed: z.int().min(1) }).openapi('Replayed');

const list = listRoute({
  path: '/admin/dead-letters',
  permission: 'delivery.see',
  tag: 'admin',
  summary: 'What could not be delivered, and why',
  request: { query: listQuery(['number', 'created_at'], {}) },
  data: letter,
});

const replayOne = route({
  method: 'post',
  path: '/admin/dead-letters/{number}/replay',
  permission: 'delivery.replay',
  tag: 'admin',
  summary: 'Send it again',
  request: { params: withNumber },
  data: replayed,
});

const replayAll = route({
  method: 'post',
  path: '/admin/dead-letters/replay',
  permission: 'delivery.replay',
  tag: 'admin',
  summary: 'Send all of them again',
  data: replayed,
});

export const adminDeadLetterRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(list, async (c) => {
      const page = c.req.valid('query');
      const { communityId } = c.var.account;
      const now = deps.clock.now();
      await deps.sql.begin((tx) => numberDeadLetters(tx, communityId, now));
      const found = await reading(deps, c.var.account, (tx) =>
        listDeadLetters(tx, { communityId, now }, pageOf(page)),
      );
      return c.json(listed(found, page), 200);
    })
    .openapi(replayAll, async (c) => c.json(one({ replayed: await replay(deps, c, 'all') }), 200))
    .openapi(replayOne, async (c) => {
      const { number } = c.req.valid('param');
      return c.json(one({ replayed: await replay(deps, c, String(number)) }), 200);
    });

async function replay(deps: ApiDeps, c: Parameters<typeof acting>[1], argument: string): Promise<number> {
  const act = { flow: 'replay', argument, answers: [{ state: 'asking', answer: 'yes' }] };
  const done = await acting(deps, c, act, (one) => (didOf(one).count ?? 0) > 0);
  return didOf(done).count!;
}
