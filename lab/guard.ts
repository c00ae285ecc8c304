import type { Context, MiddlewareHandler } from 'hono';

/** Whoever reaches the Lab can be any phone: so only browsers and programs that mean this very address may. */
const ownNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Lets in what was meant for this address. The name asked for must be our own (a page elsewhere can let its name lead
 * to 127.0.0.1: DNS rebinding), and a request that another site's page made is refused, unless it is a link to look at.
 * Beside real channels nothing comes in through a proxy either: behind one, anybody can ask for `localhost`.
 */
export function guard(names: string[], { isBesideReal = false } = {}): MiddlewareHandler {
  const known = new Set([...ownNames, ...names.map((name) => name.toLowerCase())]);
  return async (c, next) => {
    if (!known.has(new URL(c.req.url).hostname)) return c.text('The Lab answers under localhost only.', 403);
    if (isBesideReal && isProxied(c)) return c.text('The Lab takes no requests through a proxy.', 403);
    if (isFromElsewhere(c)) return c.text('The Lab takes no requests from other sites.', 403);
    return next();
  };
}

const isProxied = (c: Context) =>
  ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => c.req.header(name));

/** The page's own files may run; nothing inline, nothing from elsewhere, and no site may frame it. */
export const pageHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header(
    'Content-Security-Policy',
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  );
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
};

/** Browsers say where a request was made (`Sec-Fetch-Site`, `Origin`); other programs say neither, and are let in. */
function isFromElsewhere(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  const isLink = c.req.method === 'GET' && c.req.header('sec-fetch-mode') === 'navigate';
  const isPage = /^\/lab\/?$/.test(c.req.path);
  if (site && site !== 'same-origin' && site !== 'none' && !(isLink && isPage)) return true;
  const origin = c.req.header('origin');
  return origin !== undefined && !(URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host);
}
