import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { manifest } from './manifest.ts';
import { AwayPage, ChatPage } from './page.tsx';
import { languageOf, pageWords } from './words.ts';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** The page of the chat, its files, and what makes it an app of its own. */
export function pageRoutes({ isSignedIn }: { isSignedIn(c: Context): Promise<boolean> }): Hono {
  return new Hono()
    .use('/chat', pageHeaders)
    .use('/chat/*', pageHeaders)
    .get('/chat/', (c) => c.redirect('/chat'))
    .get('/chat', async (c) => {
      const page = ChatPage({
        ...inLanguage(c),
        isSignedIn: await isSignedIn(c),
        hasInvite: Boolean(c.req.query('start')),
      });
      return c.html(`<!doctype html>${page}`, 200, { 'Cache-Control': 'no-store' });
    })
    .get('/chat/away', (c) => c.html(`<!doctype html>${AwayPage(inLanguage(c))}`))
    .get('/chat/manifest.webmanifest', (c) =>
      c.json(manifest(inLanguage(c)), 200, { 'Content-Type': 'application/manifest+json' }),
    )
    .get('/chat/worker.js', (c) => file(c, 'worker.js', { 'Service-Worker-Allowed': '/chat' }))
    .get('/chat/assets/:file{[a-z0-9-]+\\.(css|js|svg|png)}', (c) => file(c, c.req.param('file')));
}

function inLanguage(c: Context) {
  const language = languageOf(c.req.header('accept-language'));
  return { language, words: pageWords(language) };
}

async function file(c: Context, name: string, headers: Record<string, string> = {}): Promise<Response> {
  const content = await readFile(new URL(`./assets/${name}`, import.meta.url)).catch(() => null);
  if (!content) return c.text('There is no such file.', 404);
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
  const common = { ...headers, 'Cache-Control': 'no-cache', ETag: etag };
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, common);
  const type = types[name.split('.').at(-1)!]!;
  return c.body(new Uint8Array(content), 200, { ...common, 'Content-Type': type });
}

/** The page's own files may run; nothing inline, nothing from elsewhere. Only our own pages may frame it (the Lab). */
const pageHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  c.header('Content-Security-Policy', policy(c.req.header('host')));
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Referrer-Policy', 'no-referrer');
  c.header('Cross-Origin-Opener-Policy', 'same-origin');
  c.header('Cross-Origin-Resource-Policy', 'same-origin');
};

/** Safari before 15.4 does not count our own sockets as 'self', so they are named; a strange host names nothing. */
function policy(host: string | undefined): string {
  const sockets = host && /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // What is about to be sent is shown before it has an address of ours.
    "img-src 'self' blob:",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    "worker-src 'self'",
    `connect-src 'self'${sockets}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ');
}
