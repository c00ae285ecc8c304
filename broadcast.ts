import type { Redis } from 'ioredis';
import type { Broadcast, News, Queue } from './domain/broadcast.ts';
import type { Log } from './domain/log.ts';

/** Redis' name of the channel on which all processes of an installation listen. */
const redisChannel = 'homeroom:news';

/** Tells the listeners of this process, and nobody else. */
export function localBroadcast(log: Log): Broadcast {
  const listeners = new Set<(news: News) => void>();
  return {
    tell(news) {
      for (const listener of listeners) {
        // Not within the caller's own work: a listener that fails is no failure of what it is told about.
        queueMicrotask(() => {
          try {
            listener(news);
          } catch (error) {
            log.error({ err: error, kind: news.kind }, 'news were not taken');
          }
        });
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => listeners.clear(),
  };
}

/**
 * Tells this process at once, and the others through Redis. While Redis is away they hear nothing: what they show is
 * looked up again with every heartbeat.
 */
export function redisBroadcast(redis: Redis, { own, log }: { own: string; log: Log }): Broadcast {
  const local = localBroadcast(log);
  const subscriber = redis.duplicate({ maxRetriesPerRequest: null, commandTimeout: undefined });
  subscriber.on('error', () => undefined);
  subscriber.on('message', (_channel, message: string) => {
    const told = read(message);
    if (told && told.from !== own) local.tell(told.news);
  });
  subscriber.subscribe(redisChannel).catch((error: unknown) => {
    log.warn({ err: error }, 'news of other servers do not come in');
  });
  const publish = async (news: News) => {
    await redis.publish(redisChannel, JSON.stringify({ from: own, news })).catch(() => undefined);
  };
  const publishQueued = oneAtATime(publish);
  return {
    tell(news) {
      local.tell(news);
      if (news.kind === 'queued') publishQueued(news.queues);
      else void publish(news);
    },
    listen: local.listen,
    async stop() {
      subscriber.disconnect();
      await local.stop();
    },
  };
}

/** A busy server says so after each commit: what is told while one word is on its way goes as one. */
function oneAtATime(publish: (news: News) => Promise<void>): (queues: Queue[]) => void {
  let waiting: Set<Queue> | null = null;
  let isUnderWay = false;

  async function send(): Promise<void> {
    isUnderWay = true;
    while (waiting) {
      const queues = [...waiting];
      waiting = null;
      await publish({ kind: 'queued', queues });
    }
    isUnderWay = false;
  }

  return (queues) => {
    waiting = new Set([...(waiting ?? []), ...queues]);
    if (!isUnderWay) void send();
  };
}

/** Redis is ours, but others may use it too. */
function read(message: string): { from: string; news: News } | null {
  try {
    const told = JSON.parse(message);
    return typeof told?.news?.kind === 'string' ? told : null;
  } catch {
    return null;
  }
}
