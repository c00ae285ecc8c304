import { z } from '@hono/zod-openapi';
import { findUser, listUsers } from '../../db/api/users.ts';
import type { ActAnswer } from '../../domain/act.ts';
import type { Account } from '../account/account.ts';
import { acting, endedIn } from './acting.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { id, listed, listQuery, pageOf, searchWords, words } from './listing.ts';
import { body, listRoute, route } from './route.ts';
import { role, status, user, year } from './shapes.ts';

const list = listRoute({
  path: '/admin/members',
  permission: 'member.change',
  tag: 'admin',
  summary: 'Everybody who is or was in the community, or asked to come in',
  request: {
    query: listQuery(['number', 'full_name', 'graduating_year', 'joined_at'], {
      status: status.optional(),
      role: role.optional(),
      graduating_year: year.optional(),
      section: words(100).optional(),
      search: searchWords.optional(),
    }),
  },
  data: user,
});

const acts = ['promote', 'demote', 'suspend', 'lift', 'remove'] as const;

const change = route({
  method: 'post',
  path: '/admin/members/{id}/{act}',
  permission: 'member.change',
  tag: 'admin',
  summary: 'Change what a member is; they hear of it, with the reason',
  request: {
    params: z.strictObject({ id, act: z.enum(acts) }),
    body: body(
      z
        .strictObject({
          reason: words(300).optional(),
          role: z
            .enum(['moderator', 'organizer'])
            .optional()
            .openapi({ description: 'What they become when promoted' }),
        })
        .openapi('MemberChange'),
    ),
  },
  data: user,
});

export const adminMemberRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(list, async (c) => {
      const { status: only, role, graduating_year, section, search, ...page } = c.req.valid('query');
      const filter = { role, graduating_year, section, search, statuses: only ? [only] : everyStatus };
      const viewer = c.var.account.membershipId;
      const found = await reading(deps, c.var.account, (tx, communityId) =>
        listUsers(tx, { communityId, filter: { ...filter, viewer } }, pageOf(page)),
      );
      return c.json(listed(found, page), 200);
    })
    .openapi(change, async (c) => {
      const { id, act } = c.req.valid('param');
      const { reason, role } = c.req.valid('json');
      const member = await found(deps, c.var.account, id);
      if (act === 'promote' && !role)
        throw new ApiError('INVALID_INPUT', 'Say what they become.', { role: ['moderator or organizer.'] });
      await acting(
        deps,
        c,
        {
          ...{ flow: 'roles', act, number: member.number },
          ...(reason && { argument: reason }),
          answers: answers(act === 'promote' ? role : undefined),
        },
        endedIn('changed'),
      );
      return c.json(one(await found(deps, c.var.account, id)), 200);
    });

/** A moderator who is promoted becomes an organizer without being asked: who wants a moderator must have been asked. */
const answers = (role: 'moderator' | 'organizer' | undefined): ActAnswer[] => [
  ...(role
    ? [
        {
          state: 'askingRole',
          answer: role,
          field: 'role',
          ...(role === 'moderator' && { isNeeded: true as const }),
        },
      ]
    : []),
  { state: 'confirming', answer: 'yes' },
];

const everyStatus = [...status.options];

async function found(deps: ApiDeps, account: Account, id: string) {
  const member = await reading(deps, account, (tx, communityId) =>
    findUser(tx, { communityId, id, statuses: everyStatus, viewer: account.membershipId }),
  );
  if (!member) throw new ApiError('NOT_FOUND', 'There is no such member.');
  return member;
}
