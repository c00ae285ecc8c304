import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Permission } from '../../domain/permissions.ts';
import { type ApiEnv, allow, isOpen } from './access.ts';
import { failure, listMeta, success } from './envelope.ts';
import { ApiError, errorStatuses } from './errors.ts';
import { deepestJson, isDeeper } from './jsonDepth.ts';
import type { OpenLimit } from './limits.ts';

interface Given<
  M extends RouteConfig['method'],
  P extends string,
  R extends RouteConfig['request'],
  D extends z.ZodType,
> {
  method: M;
  path: P;
  /** Who may (domain/permissions.ts). */
  permission: Permission;
  /** By which those are counted who need not say who they are; `signIns` unless set. */
  limit?: OpenLimit;
  /** What it does, in a sentence. */
  summary: string;
  /** Where it stands in the documentation. */
  tag: string;
  request?: R;
  data: D;
}

/** A route that answers with one thing. It cannot be written without saying who may use it. */
export const route = <
  M extends RouteConfig['method'],
  P extends string,
  R extends RouteConfig['request'],
  D extends z.ZodType,
  S extends keyof typeof successes = 200,
>(
  given: Given<M, P, R, D> & {
    /** 201 for what makes something new. */
    status?: S;
  },
) => createRoute({ ...common(given), responses: { ...succeeding(given), ...failures } });

const successes = { 200: 'Done', 201: 'Made' } as const;

function succeeding<D extends z.ZodType, S extends keyof typeof successes>({
  data,
  status = 200 as S,
}: {
  data: D;
  status?: S;
}) {
  const answer = { description: successes[status], content: json(success(data, z.null())) };
  return { [status]: answer } as Record<S, typeof answer>;
}

/** The same for a list, page by page. */
export const listRoute = <P extends string, R extends RouteConfig['request'], D extends z.ZodType>(
  given: Omit<Given<'get', P, R, D>, 'method'>,
) =>
  createRoute({
    ...common({ ...given, method: 'get' as const }),
    responses: {
      200: { description: 'A page of it', content: json(success(z.array(given.data), listMeta)) },
      ...failures,
    },
  });

/** What is sent as JSON. */
export const body = <T extends z.ZodType>(schema: T) => ({ content: json(schema), required: true as const });

const json = <T extends z.ZodType>(schema: T) => ({ 'application/json': { schema } });

function common<
  M extends RouteConfig['method'],
  P extends string,
  R extends RouteConfig['request'],
  D extends z.ZodType,
>({ method, path, permission, limit = 'signIns', summary, tag, request }: Given<M, P, R, D>) {
  const allowed = allow(permission, limit);
  return {
    method,
    path,
    summary,
    tags: [tag],
    // What a route does not know is refused, also where it takes nothing.
    request: { query: z.strictObject({}), ...request } as R,
    middleware: request?.body ? [allowed, takesJson] : [allowed],
    security: isOpen(permission) ? [] : [{ bearer: [] }],
    'x-permission': permission,
    'x-limit': isOpen(permission) ? limit : 'apiCalls',
  };
}

/** What comes as something else would count as an empty object; what is nested without end is not even read. */
const takesJson: MiddlewareHandler<ApiEnv> = async (c, next) => {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? ''))
    throw new ApiError('INVALID_INPUT', 'Send a body of JSON.', {
      'Content-Type': ['This has to be application/json.'],
    });
  if (isDeeper(await c.req.text(), deepestJson))
    throw new ApiError('INVALID_INPUT', 'The body is nested too deeply.', {
      body: [`There are ${deepestJson} levels at most.`],
    });
  await next();
};

const statuses = Object.entries(errorStatuses) as [keyof typeof errorStatuses, number][];

/** What any route may answer besides. */
const failures = Object.fromEntries(
  statuses.map(([code, status]) => [status, { description: code, content: json(failure) }]),
) as {
  [K in (typeof errorStatuses)[keyof typeof errorStatuses]]: {
    description: string;
    content: { 'application/json': { schema: typeof failure } };
  };
};
