import { readFile } from 'node:fs/promises';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { revokeAccountSession } from '../../db/accounts.ts';
import { signInLifeMs } from '../../domain/signIn.ts';
import { type Language, nearestLanguage } from '../../domain/text.ts';
import { isOwnOrigin } from '../ownOrigin.ts';
import { type Account, accountOfPage } from './account.ts';
import { secretCookie } from './cookies.ts';
import { secretShape } from './secrets.ts';
import { openPageSession, sessionLifeMs } from './sessions.ts';
import { askSignIn, lookAtSignIn, type SignInDeps, takeAnswer } from './signIn.ts';
import { AnswerPage, BeginPage, ElsewherePage } from './signInPage.tsx';
import { wantedPage } from './wanted.ts';

export interface SignInRoutesDeps extends SignInDeps {
  /** Cookies are for https only where it begins with that. */
  publicUrl: string;
}

export interface SignInPages {
  routes: Hono;
  /** Who is signed in in this browser; null sends them to `/admin/sign-in`. */
  signedIn(c: Context): Promise<Account | null>;
}

/**
 * How a browser is signed in: it shows a code (`POST /admin/sign-in`), somebody writes it to the bot, and the bot's
 * answer comes back to this browser (`POST /admin/enter`). Nothing happens by GET, since messengers open every link to
 * show a preview (docs/decisions/0019-accounts.md).
 */
export function signInPages(deps: SignInRoutesDeps): SignInPages {
  const isSecure = deps.publicUrl.startsWith('https://');
  const asking = secretCookie('homeroom_asking', { isSecure, maxAgeSeconds: signInLifeMs / 1_000 });
  const account = secretCookie('homeroom_account', { isSecure, maxAgeSeconds: sessionLifeMs.page / 1_000 });

  const wanted = wantedPage({ isSecure });

  const askedBy = async (c: Context) => {
    const [secret, code = null] = (asking.read(c) ?? '').split('.');
    if (!secret || !secretShape.test(secret)) return null;
    const open = await lookAtSignIn(deps, secret);
    return open && { secret, code, open };
  };

  async function answerPage(c: Context, answer: string, { isWrong = false } = {}): Promise<Response> {
    const language = languageOf(c);
    const asked = await askedBy(c);
    if (!asked) return page(c, answer ? ElsewherePage({ language }) : BeginPage({ language }));
    const { name, communityName } = asked.open;
    const who = name && communityName ? { name, community: communityName } : null;
    const code = who ? null : asked.code;
    return page(c, AnswerPage({ language, code, answer, who, isWrong }), isWrong ? 400 : 200);
  }

  const routes = new Hono()
    .on(
      'POST',
      ['/admin/sign-in', '/admin/enter', '/admin/sign-out'],
      csrf({ origin: (origin, c) => isOwnOrigin(origin, c, deps.publicUrl) }),
      bodyLimit({ maxSize: 4_096 }),
    )
    .get('/admin/sign-in', (c) => answerPage(c, ''))
    .get('/admin/sign-in/page.css', async (c) =>
      c.body(await readFile(new URL('./assets/page.css', import.meta.url), 'utf8'), 200, {
        'content-type': 'text/css; charset=utf-8',
        'x-content-type-options': 'nosniff',
      }),
    )
    .post('/admin/sign-in', async (c) => {
      const { secret, code } = await askSignIn(deps);
      asking.set(c, `${secret}.${code}`);
      return c.redirect('/admin/sign-in', 303);
    })
    .get('/admin/sign-in/:answer{[A-Za-z0-9-]{1,20}}', (c) => answerPage(c, c.req.param('answer')))
    .post('/admin/enter', async (c) => {
      const { answer } = await c.req.parseBody();
      const typed = typeof answer === 'string' ? answer.slice(0, 20) : '';
      const asked = await askedBy(c);
      const done = asked && (await takeAnswer(deps, { secret: asked.secret, answer: typed }));
      if (!done) return answerPage(c, typed, { isWrong: true });
      asking.clear(c);
      account.set(c, await openPageSession(deps, done.membershipId));
      return c.redirect(wanted.take(c), 303);
    })
    .post('/admin/sign-out', async (c) => {
      const { sql, clock } = deps;
      const held = await accountOfPage(deps, account.read(c));
      if (held)
        await revokeAccountSession(sql, {
          ...{ id: held.sessionId, membershipId: held.membershipId, why: 'signedOut', now: clock.now() },
        });
      account.clear(c);
      return c.redirect('/admin/sign-in', 303);
    });
  return { routes, signedIn: (c) => accountOfPage(deps, account.read(c)) };
}

const languageOf = (c: Context): Language => nearestLanguage(c.req.header('accept-language') ?? null);

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // The address of a page may hold what the bot answered. (`no-referrer` would take the origin from our own forms.)
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
};

const page = (c: Context, content: unknown, status: 200 | 400 = 200) =>
  c.html(`<!doctype html>${content}`, status, headers);
