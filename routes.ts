import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Channels } from './channels.ts';
import { isUnavailable } from './db/client.ts';
import { unobserved } from './domain/observer.ts';
import { nearestLanguage, text } from './domain/text.ts';
import type { Foundation } from './foundation.ts';
import { type HealthDeps, healthRoutes } from './http/health.ts';
import { mediaRoutes } from './http/media.ts';
import { observed, routeOf } from './http/observed.ts';
import { securityHeaders } from './http/securityHeaders.ts';
import { unsubscribeRoutes } from './http/unsubscribe.ts';
import type { KeptFiles } from './keptFiles.ts';
import type { Lab } from './lab/lab.ts';
import type { Duties } from './role.ts';
import { plainWords } from './texts/words.ts';

export interface RoutesOptions {
  /** Accounts and `/api/v1`. */
  api: Hono;
  /** The dashboard. */
  admin: Hono;
  channels: Channels;
  channelStates: HealthDeps['channels'];
  files: KeptFiles;
  lab: Lab | null;
  duties: Duties;
  /** `/metrics`, where it is on. */
  metrics: Hono;
  /** Whether browsers reach us by https. */
  isSecure: boolean;
}

/** All that can be asked of a server over HTTP; of one that only works, how it is. */
export function openRoutes(foundation: Foundation, options: RoutesOptions): Hono {
  const { sql, clock, redis, log, observer } = foundation;
  const { channelStates, duties, isSecure, metrics } = options;
  const pingRedis = redis && (() => redis.ping());
  const app = new Hono();
  if (observer !== unobserved) app.use(observed(observer));
  return (
    app
      .use(securityHeaders({ isSecure }))
      .route('/', healthRoutes({ sql, clock, pingRedis, channels: channelStates }))
      .route('/', metrics)
      .route('/', duties.answers ? publicRoutes(foundation, options) : new Hono())
      .notFound((c) => {
        const language = nearestLanguage(c.req.header('accept-language') ?? null);
        return c.text(plainWords(text('media.page.unknown'), language), 404);
      })
      // Hono would write the whole error to the terminal, with whatever is in it.
      .onError((error, c) => {
        if (error instanceof HTTPException) return error.getResponse();
        // Not the path, which may hold a token.
        log[isUnavailable(error) ? 'warn' : 'error']({ err: error, route: routeOf(c) }, 'a request failed');
        return c.text('Internal Server Error', 500);
      })
  );
}

function publicRoutes(
  { sql, clock, newId }: Foundation,
  { api, admin, channels, files, lab }: RoutesOptions,
): Hono {
  return (
    new Hono()
      .route('/', channels.routes)
      .route('/', api)
      .route('/', admin)
      .route('/', mediaRoutes({ sql, clock, readToken: files.links.read, read: files.store.read }))
      .route('/', unsubscribeRoutes({ sql, clock, newId, read: channels.unsubscribing }))
      .route('/', lab?.routes ?? new Hono())
      // Whoever types only our name is somebody with a browser.
      .get('/', (c) => c.redirect('/chat'))
  );
}
