import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Channels } from './channels.ts';
import type { Foundation } from './foundation.ts';
import { type HealthDeps, healthRoutes } from './http/health.ts';
import { mediaRoutes } from './http/media.ts';
import { unsubscribeRoutes } from './http/unsubscribe.ts';
import type { KeptFiles } from './keptFiles.ts';
import type { Lab } from './lab/lab.ts';
import type { Duties } from './role.ts';

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
}

/** All that can be asked of a server over HTTP; of one that only works, how it is. */
export function openRoutes(foundation: Foundation, options: RoutesOptions): Hono {
  const { sql, clock, redis, log } = foundation;
  const { channelStates, duties } = options;
  const pingRedis = redis && (() => redis.ping());
  return (
    new Hono()
      .route('/', healthRoutes({ sql, clock, pingRedis, channels: channelStates }))
      .route('/', duties.answers ? publicRoutes(foundation, options) : new Hono())
      // Hono would write the whole error to the terminal, with whatever is in it.
      .onError((error, c) => {
        if (error instanceof HTTPException) return error.getResponse();
        log.warn({ err: error, path: c.req.path }, 'a request failed');
        return c.text('Internal Server Error', 500);
      })
  );
}

function publicRoutes(
  { sql, clock, newId }: Foundation,
  { api, admin, channels, files, lab }: RoutesOptions,
): Hono {
  return new Hono()
    .route('/', channels.routes)
    .route('/', api)
    .route('/', admin)
    .route('/', mediaRoutes({ sql, clock, readToken: files.links.read, read: files.store.read }))
    .route('/', unsubscribeRoutes({ sql, clock, newId, read: channels.unsubscribing }))
    .route('/', lab?.routes ?? new Hono());
}
