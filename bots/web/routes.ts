import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { Log } from '../../domain/log.ts';
import { isOwnOrigin } from '../../domain/ownOrigin.ts';
import type { WebSession, WebStore } from '../../domain/webChat.ts';
import type { SessionCookie } from './cookie.ts';
import { type FileRoutesOptions, fileRoutes } from './fileRoutes.ts';
import { pageRoutes } from './page/routes.ts';
import { languageOf } from './page/words.ts';

export interface RoutesOptions extends Omit<FileRoutesOptions, 'sessionOf'> {
  store: Pick<WebStore, 'createSession' | 'findSession' | 'endSession' | 'find' | 'findSeats'>;
  cookie: SessionCookie;
  publicUrl: string;
  /** Refuses where too many sessions are made from one place. */
  limitSessions: MiddlewareHandler;
  log: Log;
}

/** The longest that browsers keep a cookie (RFC 6265bis, section 5.5); each visit sets it anew. */
const cookieLifeSeconds = 180 * 86_400;

/** The page, and what a browser does without a socket: beginning a session, asking for it, ending it, and files. */
export function chatRoutes(options: RoutesOptions): Hono {
  const { store, cookie, publicUrl, limitSessions, log } = options;

  const sessionOf = async (c: Context): Promise<WebSession | null> => {
    const token = cookie.read(c.req.header('cookie'));
    const session = token ? await store.findSession(token) : null;
    if (token && session) c.header('Set-Cookie', cookie.set(token, cookieLifeSeconds));
    return session;
  };

  return new Hono()
    .get('/chat/session', async (c) => c.json({ signed_in: (await sessionOf(c)) !== null }))
    .on('POST', ['/chat/session', '/chat/sign-out', '/chat/files'], async (c, next) => {
      const asked = { origin: c.req.header('origin'), host: c.req.header('host') };
      if (isOwnOrigin(asked, publicUrl)) return next();
      log.warn({ path: c.req.path, reason: 'another origin' }, 'a request to the web chat was refused');
      return c.text('Forbidden', 403);
    })
    .post('/chat/session', async (c, next) => {
      if (await sessionOf(c)) return c.json({ signed_in: true });
      await next();
    })
    .post('/chat/session', limitSessions, async (c) => {
      const { token } = await store.createSession(languageOf(c.req.header('accept-language')));
      c.header('Set-Cookie', cookie.set(token, cookieLifeSeconds));
      return c.json({ signed_in: true }, 201);
    })
    .post('/chat/sign-out', async (c) => {
      const session = await sessionOf(c);
      if (session) await store.endSession(session.id);
      c.header('Set-Cookie', cookie.clear());
      return c.json({ signed_in: false });
    })
    .route('/', fileRoutes({ ...options, sessionOf }))
    .route('/', pageRoutes({ isSignedIn: async (c) => (await sessionOf(c)) !== null }));
}
