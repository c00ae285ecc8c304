import { z } from '@hono/zod-openapi';
import { findInvite, listInvites } from '../../db/api/invites.ts';
import type { Account } from '../account/account.ts';
import { acting, didOf } from './acting.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { id, listed, listQuery, moment, nullableMoment, pageOf } from './listing.ts';
import { body, listRoute, route } from './route.ts';
import { withId } from './shapes.ts';

const uses = z.int().min(1).max(10_000);

const invite = z
  .strictObject({
    id,
    code: z.string(),
    uses: z.int(),
    max_uses: z.int().nullable(),
    is_open: z.boolean(),
    created_by_id: id.nullable(),
    expires_at: nullableMoment,
    revoked_at: nullableMoment,
    created_at: moment,
  })
  .openapi('Invite');

const list = listRoute({
  path: '/admin/invites',
  permission: 'invite.manage',
  tag: 'admin',
  summary: 'What lets strangers in, and let them in before',
  request: {
    query: listQuery(['created_at', 'uses', 'expires_at'], {
      is_open: z.enum(['true', 'false']).optional(),
    }),
  },
  data: invite,
});

const make = route({
  method: 'post',
  status: 201,
  path: '/admin/invites',
  permission: 'invite.manage',
  tag: 'admin',
  summary: 'Make an invite, for so many or for anybody',
  request: { body: body(z.strictObject({ max_uses: uses.nullable().optional() })) },
  data: invite,
});

const limit = route({
  method: 'put',
  path: '/admin/invites/{id}',
  permission: 'invite.manage',
  tag: 'admin',
  summary: 'Limit how often and how long it may be used; null lifts a limit',
  request: {
    params: withId,
    body: body(z.strictObject({ max_uses: uses.nullable(), days: z.int().min(1).max(365).nullable() })),
  },
  data: invite,
});

const revoke = route({
  method: 'delete',
  path: '/admin/invites/{id}',
  permission: 'invite.manage',
  tag: 'admin',
  summary: 'Take it back',
  request: { params: withId },
  data: invite,
});

export const adminInviteRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(list, async (c) => {
      const { is_open, ...page } = c.req.valid('query');
      const now = deps.clock.now();
      const found = await reading(deps, c.var.account, (tx, communityId) => {
        const wanted = is_open === undefined ? undefined : is_open === 'true';
        return listInvites(tx, { communityId, is_open: wanted, now }, pageOf(page));
      });
      return c.json(listed(found, page), 200);
    })
    .openapi(make, async (c) => {
      const { max_uses } = c.req.valid('json');
      const argument = max_uses ? String(max_uses) : 'new';
      const done = await acting(deps, c, { flow: 'invite', argument }, (one) =>
        Boolean(didOf(one).subjectId),
      );
      return c.json(one(await found(deps, c.var.account, didOf(done).subjectId!)), 201);
    })
    .openapi(limit, async (c) => {
      const { max_uses, days } = c.req.valid('json');
      const { id, code } = await open(deps, c.var.account, c.req.valid('param').id);
      const answers = [
        { state: 'askingUses', answer: String(max_uses ?? 0), field: 'max_uses' },
        { state: 'askingDays', answer: String(days ?? 0), field: 'days' },
      ];
      const act = { flow: 'invite', argument: `limit ${code}`, answers };
      await acting(deps, c, act, (one) => Boolean(didOf(one).subjectId));
      return c.json(one(await found(deps, c.var.account, id)), 200);
    })
    .openapi(revoke, async (c) => {
      const { id, code } = await open(deps, c.var.account, c.req.valid('param').id);
      const act = { flow: 'invite', argument: `revoke ${code}` };
      await acting(deps, c, act, (one) => Boolean(didOf(one).subjectId));
      return c.json(one(await found(deps, c.var.account, id)), 200);
    });

async function found(deps: ApiDeps, account: Account, id: string) {
  const now = deps.clock.now();
  const invite = await reading(deps, account, (tx, communityId) => findInvite(tx, { communityId, id, now }));
  if (!invite) throw new ApiError('NOT_FOUND', 'There is no such invite.');
  return invite;
}

async function open(deps: ApiDeps, account: Account, id: string) {
  const invite = await found(deps, account, id);
  if (!invite.is_open) throw new ApiError('CONFLICT', 'This invite is over already.');
  return invite;
}
