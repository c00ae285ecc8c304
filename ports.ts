import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerType, serve } from '@hono/node-server';
import { Redis } from 'ioredis';
import cron from 'node-cron';
import { connectRenewable } from './db/client.ts';
import { migrate } from './db/migrate.ts';

/**
 * Every way out of the process, besides the clock and chance. They are handed to `start`, so that a simulation can
 * stand in each: let one call go at a time, refuse it, or crash the server before or after it.
 */
export interface Ports {
  /** Takes requests; with port 0 the system chooses one. */
  listen(address: { port: number; host: string }, answer: Answer, upgrade: Upgrade): Promise<Listener>;
  /** Brings the database to the current schema. */
  migrate: typeof migrate;
  /** Opens the pool through which every statement goes. */
  connect: typeof connectRenewable;
  openRedis(url: string): Redis;
  /** Calls `tick` once a minute. Returns a function that ends it. */
  everyMinute(tick: () => void): () => Promise<void>;
  /** How providers are asked. Missing: each library's own way, which knows proxies and keeps connections. */
  fetch?: typeof fetch;
}

/** What answers a request; `env` is the adapter's. */
export type Answer = (request: Request, env: object) => Response | Promise<Response>;

/** What takes over a connection that asks for another protocol (RFC 9110, section 7.8). */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

export interface Listener {
  port: number;
  /** Resolves when every request under way has been answered, within seconds even if one never ends. */
  close(): Promise<void>;
}

export const realPorts: Ports = {
  listen,
  migrate,
  connect: connectRenewable,
  // One that takes connections and says nothing is as good as away: nobody's message waits for it.
  openRedis: (url) => new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: 1_000 }),
  everyMinute(tick) {
    const task = cron.schedule('* * * * *', tick);
    return async () => void (await task.stop());
  },
};

function listen(
  { port, host }: { port: number; host: string },
  answer: Answer,
  upgrade: Upgrade,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: answer, port, hostname: host }, (info) =>
      resolve({ port: info.port, close: () => closed(server) }),
    );
    server.on('upgrade', upgrade);
    server.once('error', (error) => reject(explained(error, port)));
  });
}

/** What the operator can do about it, where the system's own words do not say. */
function explained(error: Error & { code?: string }, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(`Port ${port} is taken by another program: end that, or set PORT to another one.`, {
      cause: error,
    });
  if (error.code === 'EACCES')
    return new Error(`Port ${port} may not be used by this account: set PORT to one above 1023.`, {
      cause: error,
    });
  return error;
}

/** How long a stop waits for requests under way: one that never ends must not keep us. */
const lastRequestsMs = 5_000;

async function closed(server: ServerType): Promise<void> {
  const closing = new Promise<void>((resolve) => server.close(() => resolve()));
  const patience = setTimeout(() => (server as HttpServer).closeAllConnections(), lastRequestsMs);
  await closing;
  clearTimeout(patience);
}
