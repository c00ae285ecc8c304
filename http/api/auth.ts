import { z } from '@hono/zod-openapi';
import { listAccountSessions, revokeAccountSession } from '../../db/accounts.ts';
import { openApiSession, refresh, type TokenPair } from '../account/sessions.ts';
import { askSignIn, takeAnswer } from '../account/signIn.ts';
import { type ApiDeps, newPart, reading } from './deps.ts';
import { one } from './envelope.ts';
import { ApiError } from './errors.ts';
import { id, moment, words } from './listing.ts';
import { body, route } from './route.ts';
import { withId } from './shapes.ts';

const secret = words(100).min(1);

export const tokens = z
  .strictObject({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().openapi({ description: 'Seconds' }),
    refresh_token: z.string().openapi({ description: 'Good for once' }),
    session_id: id,
  })
  .openapi('Tokens');

const begun = z
  .strictObject({
    login_token: z.string().openapi({ description: 'To keep; it is sent again with what the bot answers' }),
    command: z.string().openapi({ example: '/admin K7QM-2XRD' }),
    expires_at: moment,
  })
  .openapi('LoginBegun');

const login = route({
  method: 'post',
  path: '/auth/login',
  permission: 'community.enter',
  tag: 'auth',
  summary:
    'With {} begins: show the command, which somebody writes to the bot. With what it answers, signs in',
  request: {
    body: body(
      z
        .union([z.strictObject({}), z.strictObject({ login_token: secret, code: words(20).min(1) })])
        .openapi('Login'),
    ),
  },
  data: z.union([begun, tokens]),
});

const renew = route({
  method: 'post',
  path: '/auth/refresh-token',
  permission: 'community.enter',
  limit: 'refreshes',
  tag: 'auth',
  summary: 'Exchange a refresh token for new tokens; one that comes twice ends its session',
  request: { body: body(z.strictObject({ refresh_token: secret })) },
  data: tokens,
});

const logout = route({
  method: 'post',
  path: '/auth/logout',
  permission: 'account.use',
  tag: 'auth',
  summary: 'End this session',
  data: z.strictObject({ session_id: id }),
});

const session = z
  .strictObject({
    id,
    kind: z.enum(['api', 'page']),
    is_this: z.boolean(),
    created_at: moment,
    last_seen_at: moment,
    expires_at: moment,
  })
  .openapi('Session');

const sessions = route({
  method: 'get',
  path: '/auth/sessions',
  permission: 'account.use',
  tag: 'auth',
  summary: 'Where one is signed in, the latest hundred',
  data: z.array(session),
});

const revoke = route({
  method: 'delete',
  path: '/auth/sessions/{id}',
  permission: 'account.use',
  tag: 'auth',
  summary: 'End one of them',
  request: { params: withId },
  data: z.strictObject({ session_id: id }),
});

export const authRoutes = (deps: ApiDeps) =>
  newPart()
    .openapi(login, async (c) => {
      const asked = c.req.valid('json');
      if (!('login_token' in asked)) {
        const { secret: token, code, expiresAt } = await askSignIn(deps);
        const data = { login_token: token, command: `/admin ${code}`, expires_at: expiresAt.toISOString() };
        return c.json(one(data), 200);
      }
      const done = await takeAnswer(deps, { secret: asked.login_token, answer: asked.code });
      if (!done) throw new ApiError('UNAUTHORIZED', 'Token and code do not belong together, or are over.');
      return c.json(one(shownTokens(await openApiSession(deps, done.membershipId))), 200);
    })
    .openapi(renew, async (c) => {
      const pair = await refresh(deps, c.req.valid('json').refresh_token);
      if (!pair) throw new ApiError('UNAUTHORIZED', 'This refresh token does not hold.');
      return c.json(one(shownTokens(pair)), 200);
    })
    .openapi(logout, async (c) => {
      const { sessionId } = c.var.account;
      await end(deps, c.var.account, sessionId);
      return c.json(one({ session_id: sessionId }), 200);
    })
    .openapi(sessions, async (c) => {
      const { membershipId, sessionId } = c.var.account;
      const rows = await reading(deps, c.var.account, (tx) =>
        listAccountSessions(tx, membershipId, deps.clock.now()),
      );
      const shown = rows.map(({ id, kind, createdAt, lastSeenAt, expiresAt }) => ({
        ...{ id, kind, is_this: id === sessionId },
        created_at: createdAt.toISOString(),
        last_seen_at: lastSeenAt.toISOString(),
        expires_at: expiresAt.toISOString(),
      }));
      return c.json(one(shown), 200);
    })
    .openapi(revoke, async (c) => {
      const { id } = c.req.valid('param');
      if (!(await end(deps, c.var.account, id))) throw new ApiError('NOT_FOUND', 'There is no such session.');
      return c.json(one({ session_id: id }), 200);
    });

/** Programs of it that are connected are sent away. False where it is not theirs, or over. */
async function end(
  { sql, clock, broadcast }: ApiDeps,
  { membershipId }: { membershipId: string },
  id: string,
): Promise<boolean> {
  const isEnded = await revokeAccountSession(sql, { id, membershipId, why: 'signedOut', now: clock.now() });
  if (isEnded) broadcast.tell({ kind: 'signedOut', sessionId: id });
  return isEnded;
}

export const shownTokens = ({ accessToken, expiresInSeconds, refreshToken, sessionId }: TokenPair) => ({
  access_token: accessToken,
  token_type: 'Bearer' as const,
  expires_in: expiresInSeconds,
  refresh_token: refreshToken,
  session_id: sessionId,
});
