import { Redis } from 'ioredis';
import cron from 'node-cron';
import { connectRenewable } from './db/client.ts';

/**
 * Every way out of the process, besides the clock and chance. They are handed to `start`, so that a simulation can
 * stand in each: let one call go at a time, refuse it, or crash the server before or after it.
 */
export interface Ports {
  /** Opens the pool through which every statement goes. */
  connect: typeof connectRenewable;
  openRedis(url: string): Redis;
  /** Calls `tick` once a minute. Returns a function that ends it. */
  everyMinute(tick: () => void): () => Promise<void>;
  /** How providers are asked. Missing: each library's own way, which knows proxies and keeps connections. */
  fetch?: typeof fetch;
}

export const realPorts: Ports = {
  connect: connectRenewable,
  openRedis: (url) => new Redis(url, { maxRetriesPerRequest: 1 }),
  everyMinute(tick) {
    const task = cron.schedule('* * * * *', tick);
    return async () => void (await task.stop());
  },
};
