import type { Context, MiddlewareHandler } from 'hono';

/** Whether a page of ours sent it. Behind a proxy that renames the host the public address counts. */
export const isOwnOrigin = (origin: string, c: Context, publicUrl: string): boolean =>
  URL.canParse(origin) &&
  (new URL(origin).origin === new URL(publicUrl).origin || new URL(origin).host === c.req.header('host'));

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
