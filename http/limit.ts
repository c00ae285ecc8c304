import type { Context, MiddlewareHandler } from 'hono';
import { limitHeaders } from '../domain/limitHeaders.ts';
import { isOver, type LimitName, type Limits } from '../domain/limits.ts';

export interface LimitOptions {
  /** Which line of the table it is, for the headers. */
  name: LimitName;
  limits: Limits;
  /** Who is counted; null where nobody is. */
  keyOf(c: Context): string | null | Promise<string | null>;
  /** Answers what is too much; a bare 429 unless set. */
  refuse?(c: Context): Response | Promise<Response>;
}

/** Counts requests, says in every answer how many are left, and refuses with 429 what is too much. */
export function limited({ name, limits, keyOf, refuse = tooMany }: LimitOptions): MiddlewareHandler {
  return async (c, next) => {
    const key = await keyOf(c);
    if (key === null) return next();
    const counted = await limits.take(key);
    for (const [header, value] of Object.entries(limitHeaders(name, counted))) c.header(header, value);
    if (isOver(counted)) return refuse(c);
    await next();
  };
}

const tooMany = (c: Context) => c.text('Too Many Requests', 429);
