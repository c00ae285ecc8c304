import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Topic } from '../../db/admin/pulse.ts';
import type { Permission } from '../../domain/permissions.ts';
import { type Account, accountMay } from '../account/account.ts';
import { secretCookie } from '../account/cookies.ts';
import { wantedPage } from '../account/wanted.ts';
import { limited } from '../limit.ts';
import { onlyOwnPages } from '../ownOrigin.ts';
import { actingOf } from './acting.ts';
import { askedOf } from './asked.ts';
import { adminAsset } from './assets.ts';
import { ConfirmForm } from './confirm.tsx';
import type { AdminDeps } from './deps.ts';
import type { PageEvents } from './events.ts';
import { headers } from './headers.ts';
import { Layout } from './layout.tsx';
import { Live } from './live.tsx';
import type { AdminPage, PageAct, Told } from './page.ts';
import { pages as everyPage } from './pages.ts';
import { keepTold, takeTold } from './told.ts';

interface AdminEnv {
  Variables: { account: Account };
}

/** A form is a few fields; the longest has a message in it. */
const largestFormBytes = 64 * 1024;

/** Anything else would be read as a form without fields. */
const onlyForms: MiddlewareHandler = (c, next) => {
  const type = c.req.header('content-type');
  if (type && !/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type))
    throw new HTTPException(415);
  return next();
};

/** `/admin`: a route for every page of the table, and for everything that can be done on it. */
export function adminRoutes(
  deps: AdminDeps & { events: Pick<PageEvents, 'open'> },
  pages: AdminPage[] = everyPage,
): Hono<AdminEnv> {
  const isSecure = deps.publicUrl.startsWith('https://');
  const told = secretCookie('homeroom_told', { isSecure, maxAgeSeconds: 60 });
  const wanted = wantedPage({ isSecure });
  const routes = new Hono<AdminEnv>().get('/admin/assets/:file', adminAsset);
  // Hono's star stands for `/admin` itself as well.
  routes.use('/admin/*', guard);
  routes.use(
    '/admin/*',
    limited({
      ...{ name: 'pages', limits: deps.limits.pages, keyOf: (c) => c.var.account.personId },
      refuse: (c) => (c.req.header('x-part') ? c.text('', 429, headers) : refuse(c, 429)),
    }),
  );
  routes.on(
    'POST',
    '/admin/*',
    onlyOwnPages(deps.publicUrl),
    onlyForms,
    bodyLimit({ maxSize: largestFormBytes }),
  );
  routes.get('/admin/events', permit('dashboard.see'), (c) =>
    deps.events.open(c, c.var.account, topicsFor(c.var.account)),
  );
  for (const page of pages) {
    const path = `/admin${page.path}`;
    routes.get(path, permit(page.permission), (c) => show(c, page));
    for (const act of page.acts ?? [])
      routes.post(`${path}${act.path}`, permit(act.permission), (c) => perform(c, page, act));
  }
  return routes
    .all('/admin/*', (c) => refuse(c, 404))
    .onError((error, c) => {
      if (error instanceof HTTPException && error.status === 404 && c.var.account) return refuse(c, 404);
      throw error;
    });

  /** Lets in who is signed in; the others sign in first, and come back to the page they wanted. */
  async function guard(c: Context<AdminEnv>, next: () => Promise<void>) {
    const account = await deps.signedIn(c);
    if (account) {
      c.set('account', account);
      return next();
    }
    if (c.req.header('x-part')) return c.text('', 401, headers);
    if (c.req.method === 'GET' && c.req.header('accept')?.includes('text/html')) wanted.keep(c);
    return c.redirect('/admin/sign-in', 303);
  }

  /** What the parts tell of that somebody may see. */
  function topicsFor(account: Account): Set<Topic> {
    const theirs = pages.filter(({ permission }) => accountMay(account, permission));
    return new Set(theirs.flatMap(({ parts = {} }) => Object.values(parts).flatMap(({ on }) => on)));
  }

  /** Lets those through who may do it, as they stand at this moment. Who may not see the first page is led to theirs. */
  function permit(permission: Permission): MiddlewareHandler<AdminEnv> {
    return async (c, next) => {
      if (accountMay(c.var.account, permission)) return next();
      const theirs = pages.find((one) => one.group && accountMay(c.var.account, one.permission));
      if (c.req.path === '/admin' && theirs) return c.redirect(`/admin${theirs.path}`, 303);
      return refuse(c, 403);
    };
  }

  async function show(c: Context<AdminEnv>, page: AdminPage): Promise<Response> {
    const asked = askedOf(deps, c, c.var.account);
    const name = c.req.header('x-part');
    if (name === undefined) return answer(c, page, await page.view(asked));
    if (!page.parts || !Object.hasOwn(page.parts, name)) throw new HTTPException(404);
    return c.html(<Live {...{ asked, name }} parts={page.parts} />, 200, headers);
  }

  async function perform(c: Context<AdminEnv>, page: AdminPage, act: PageAct): Promise<Response> {
    const asked = await actingOf(askedOf(deps, c, c.var.account), c);
    const question = asked.fields.confirmed === 'yes' ? null : await act.confirm?.(asked);
    if (question) return answer(c, page, <ConfirmForm asked={asked} action={c.req.path} {...question} />);
    const done = await act.perform(asked);
    keepTold(told, c, done);
    return c.redirect(done.to ?? asked.here, 303);
  }

  function answer(c: Context<AdminEnv>, page: AdminPage, content: Child): Promise<Response> {
    const asked = askedOf(deps, c, c.var.account);
    return whole(c, <Layout {...{ asked, pages, page }} told={takeTold(told, c)} content={content} />, 200);
  }

  function refuse(c: Context<AdminEnv>, status: 403 | 404 | 429): Promise<Response> {
    const asked = askedOf(deps, c, c.var.account);
    const said: Told = { isDone: false, words: asked.say(`admin.refused.${status}`) };
    return whole(c, <Layout {...{ asked, pages }} page={null} told={said} content={null} />, status);
  }
}

type Element = HtmlEscapedString | Promise<HtmlEscapedString>;

/** JSX knows no doctype, without which browsers read a page by the rules of the nineties. */
const whole = async (c: Context, page: Element, status: 200 | 403 | 404 | 429): Promise<Response> =>
  c.html(`<!doctype html>${await (await page).toString()}`, status, headers);
