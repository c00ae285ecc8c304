import { z } from '@hono/zod-openapi';
import { findApproval, listApprovals } from '../../db/api/approvals.ts';
import { acting, endedIn } from './acting.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { id, listed, listQuery, moment, nullableMoment, pageOf, words } from './listing.ts';
import { body, listRoute, route } from './route.ts';
import { number, person } from './shapes.ts';

const approvalStatus = z.enum(['open', 'approved', 'rejected', 'expired', 'withdrawn']);

const approval = z
  .strictObject({
    number: z.int(),
    status: approvalStatus,
    applicant: person,
    graduating_year: z.int().nullable(),
    section: z.string().nullable(),
    approvals: z.int(),
    rejections: z.int(),
    decided_by_id: id.nullable(),
    decided_at: nullableMoment,
    reason: z.string().nullable(),
    created_at: moment,
  })
  .openapi('Approval');

const pending = listRoute({
  path: '/auth/approval-pending',
  permission: 'approval.see',
  tag: 'auth',
  summary: 'Who asks to come in',
  request: { query: listQuery(['number', 'created_at'], {}) },
  data: approval,
});

const approve = route({
  method: 'post',
  path: '/auth/approve-user',
  permission: 'approval.vote',
  tag: 'auth',
  summary: 'Say whether one knows an applicant; an organizer’s word decides',
  request: {
    body: body(
      z
        .strictObject({
          number,
          verdict: z.enum(['approve', 'reject']),
          reason: words(500).optional(),
        })
        .openapi('Vote'),
    ),
  },
  data: approval,
});

const all = listRoute({
  path: '/admin/approvals',
  permission: 'approval.decide',
  tag: 'admin',
  summary: 'All requests there were, with what became of them',
  request: { query: listQuery(['number', 'created_at'], { status: approvalStatus.optional() }) },
  data: approval,
});

export const approvalRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(pending, async (c) => {
      const page = c.req.valid('query');
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        listApprovals(tx, { communityId, status: 'open' }, pageOf(page)),
      );
      return c.json(listed(found, page), 200);
    })
    .openapi(approve, async (c) => {
      const { number, verdict, reason } = c.req.valid('json');
      const find = () =>
        reading(deps, c.var.account, (tx, communityId) => findApproval(tx, { communityId, number }));
      if (!(await find())) throw new ApiError('NOT_FOUND', 'There is no such request.');
      const act = { flow: 'vote', act: verdict, number, ...(reason && { argument: reason }) };
      await acting(deps, c, act, endedIn('counted', 'overruled'));
      return c.json(one((await find())!), 200);
    })
    .openapi(all, async (c) => {
      const { status, ...page } = c.req.valid('query');
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        listApprovals(tx, { communityId, status }, pageOf(page)),
      );
      return c.json(listed(found, page), 200);
    });
