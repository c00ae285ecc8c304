import type { Context, MiddlewareHandler } from 'hono';
import { isOwnOrigin as isOwn } from '../domain/ownOrigin.ts';

/** Whether a page of ours sent it. */
export const isOwnOrigin = (origin: string, c: Context, publicUrl: string): boolean =>
  isOwn({ origin, host: c.req.header('host') }, publicUrl);

/**
 * Refuses what another site's page sends in the name of whoever is signed in. Every browser names the origin of a post
 * (https://fetch.spec.whatwg.org/#origin-header); what names none is no browser's form, and is refused as well.
 */
export const onlyOwnPages =
  (publicUrl: string): MiddlewareHandler =>
  async (c, next) => {
    if (!isOwnOrigin(c.req.header('origin') ?? '', c, publicUrl)) return c.text('Forbidden', 403);
    await next();
  };
