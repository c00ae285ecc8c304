import type { Context, MiddlewareHandler } from 'hono';
import type { Limits } from '../../domain/limits.ts';
import type { PlaceOf } from '../../domain/place.ts';
import { limited } from '../limit.ts';
import { originOf } from '../origin.ts';
import { ApiError } from './errors.ts';

/** By which of the table's lines (domain/limits.ts) routes are counted. */
export type ApiLimit = 'apiCalls' | OpenLimit;

/** Those of routes on which nobody says who they are: they are counted by the place they come from. */
export type OpenLimit = 'registrations' | 'signIns' | 'refreshes';

export interface ApiLimitDeps {
  limits: Record<ApiLimit, Limits>;
  placeOf: PlaceOf;
}

/**
 * What counts the calls of a route and refuses what is too much, in the words of the API. Who is signed in is counted
 * as a person, however many programs they have; everybody else by their place.
 */
export function apiLimits({ limits, placeOf }: ApiLimitDeps): Record<ApiLimit, MiddlewareHandler> {
  const byPlace = (name: OpenLimit) =>
    limited({ name, limits: limits[name], keyOf: (c) => placeOf(originOf(c)), refuse });
  const keyOf = (c: Context) => c.var.account.personId;
  return {
    apiCalls: limited({ name: 'apiCalls', limits: limits.apiCalls, keyOf, refuse }),
    registrations: byPlace('registrations'),
    signIns: byPlace('signIns'),
    refreshes: byPlace('refreshes'),
  };
}

function refuse(): never {
  throw new ApiError('TOO_MANY_REQUESTS', 'That is too many. Retry-After says when to come again.');
}
