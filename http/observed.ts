import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Observer } from '../domain/observer.ts';

/** Tells an observer of every request, by the pattern of its route: a path may hold a token. */
export const observed =
  (observer: Observer): MiddlewareHandler =>
  (c, next) =>
    observer.asked(async () => {
      await next();
      return { method: c.req.method, route: routeOf(c), status: c.res.status };
    });

/** The last pattern that is no middleware's; what fits none is one and the same, however it is written. */
export function routeOf(c: Context): string {
  const route = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'));
  return route?.path.replace(/\{[^}]*\}/g, '') ?? 'none';
}
