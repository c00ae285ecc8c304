import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { type AccountDeps, accountOfBearer } from '../account/account.ts';
import type { ApiEnv } from './access.ts';
import { adminAuditRoutes } from './adminAudit.ts';
import { adminDeadLetterRoutes } from './adminDeadLetters.ts';
import { adminDeliveryRoutes } from './adminDeliveries.ts';
import { adminFigureRoutes } from './adminFigures.ts';
import { adminInstallationRoutes } from './adminInstallation.ts';
import { adminInviteRoutes } from './adminInvites.ts';
import { adminMemberRoutes } from './adminMembers.ts';
import { approvalRoutes } from './approvals.ts';
import { authRoutes } from './auth.ts';
import { type ApiDeps, newPart } from './deps.ts';
import { docsRoutes } from './docs.ts';
import { ApiError, answerError } from './errors.ts';
import { forumRoutes } from './forums.ts';
import { apiLimits } from './limits.ts';
import { messageRoutes } from './messages.ts';
import { preferenceRoutes } from './preferences.ts';
import { registrationRoutes } from './registration.ts';
import { userRoutes } from './users.ts';

export const apiRoot = '/api/v1';

/** More than the longest message in characters of four bytes, with all that is around it. */
const largestBodyBytes = 64 * 1024;

/** The whole API, typed: `hc<Api>` makes a client of it (http/api/client.ts). */
export const apiParts = (deps: ApiDeps) =>
  newPart()
    .route('/', registrationRoutes(deps))
    .route('/', authRoutes(deps))
    .route('/', approvalRoutes(deps))
    .route('/', userRoutes(deps))
    .route('/', forumRoutes(deps))
    .route('/', messageRoutes(deps))
    .route('/', preferenceRoutes(deps))
    .route('/', adminMemberRoutes(deps))
    .route('/', adminDeliveryRoutes(deps))
    .route('/', adminDeadLetterRoutes(deps))
    .route('/', adminInviteRoutes(deps))
    .route('/', adminInstallationRoutes(deps))
    .route('/', adminAuditRoutes(deps))
    .route('/', adminFigureRoutes(deps));

export type Api = ReturnType<typeof apiParts>;

/** `/api/v1`, and its documentation under `/docs`. */
export function apiRoutes(deps: ApiDeps & AccountDeps): OpenAPIHono<ApiEnv> {
  const parts = apiParts(deps);
  const limited = apiLimits(deps);
  const under = new OpenAPIHono<ApiEnv>();
  under
    .use(`${apiRoot}/*`, async (c, next) => {
      refuseStrangeNames(c.req.url);
      c.set('findAccount', (authorization) => accountOfBearer(deps, authorization));
      c.set('limited', limited);
      c.set('correlationId', deps.newId());
      await next();
      for (const [name, value] of Object.entries(headers)) c.header(name, value);
    })
    .use(`${apiRoot}/*`, bodyLimit({ maxSize: largestBodyBytes, onError: tooLarge }))
    .onError(answerError(deps.log))
    .route(apiRoot, parts)
    .route('/', docsRoutes(parts))
    .all(`${apiRoot}/*`, () => {
      throw new ApiError('NOT_FOUND', 'There is no such route.');
    });
  return under;
}

/** `__proto__` and its like are no names: what gathers fields in objects stumbles over them. */
function refuseStrangeNames(url: string): void {
  const strange = [...new URL(url).searchParams.keys()].filter((name) => !/^[a-z][a-z0-9_]*$/.test(name));
  if (strange.length > 0)
    throw new ApiError('INVALID_INPUT', 'There are fields that do not exist.', {
      [strange[0]!.slice(0, 100)]: ['There is no such field.'],
    });
}

function tooLarge(): never {
  throw new ApiError('TOO_LARGE', `A body has ${largestBodyBytes} bytes at most.`);
}

/** Answers are data: nothing in them may run, be framed or be kept. */
const headers = {
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};
