import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Channels } from './channels.ts';
import type { Foundation } from './foundation.ts';
import { type HealthDeps, healthRoutes } from './http/health.ts';
import { mediaRoutes } from './http/media.ts';
import { unsubscribeRoutes } from './http/unsubscribe.ts';
import type { KeptFiles } from './keptFiles.ts';
import type { Lab } from './lab/lab.ts';

export interface RoutesOptions {
  channels: Channels;
  channelStates: HealthDeps['channels'];
  files: KeptFiles;
  lab: Lab | null;
}

/** All that can be asked of a server over HTTP. */
export function openRoutes(
  { sql, clock, newId, redis, log }: Foundation,
  { channels, channelStates, files, lab }: RoutesOptions,
): Hono {
  const pingRedis = redis && (() => redis.ping());
  return (
    new Hono()
      .route('/', healthRoutes({ sql, clock, pingRedis, channels: channelStates }))
      .route('/', channels.routes)
      .route('/', mediaRoutes({ sql, clock, readToken: files.links.read, read: files.store.read }))
      .route('/', unsubscribeRoutes({ sql, clock, newId, read: channels.unsubscribing }))
      .route('/', lab?.routes ?? new Hono())
      // Hono would write the whole error to the terminal, with whatever is in it.
      .onError((error, c) => {
        if (error instanceof HTTPException) return error.getResponse();
        log.warn({ err: error, path: c.req.path }, 'a request failed');
        return c.text('Internal Server Error', 500);
      })
  );
}
