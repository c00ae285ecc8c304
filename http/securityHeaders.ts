import type { MiddlewareHandler } from 'hono';

/** What every answer says unless it says something stricter itself: pages name their own sources, data none. */
const everywhere = {
  'Content-Security-Policy': "default-src 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};

/** Browsers never come without https for a year after this. */
const httpsOnly = 'max-age=31536000; includeSubDomains';

/**
 * Puts the headers on every answer that browsers protect people by, on refusals and failures too.
 * @param options.isSecure whether browsers reach us by https: only then may they be told never to come otherwise
 *   (RFC 6797, section 7.2)
 */
export function securityHeaders({ isSecure }: { isSecure: boolean }): MiddlewareHandler {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(everywhere))
      if (!c.res.headers.has(name)) c.header(name, value);
    c.header('X-Frame-Options', framesItself(c.res.headers) ? 'SAMEORIGIN' : 'DENY');
    if (isSecure) c.header('Strict-Transport-Security', httpsOnly);
  };
}

/** The web chat stands in frames of the Lab, which is our own. */
const framesItself = (headers: Headers): boolean =>
  /frame-ancestors 'self'/.test(headers.get('content-security-policy') ?? '');
