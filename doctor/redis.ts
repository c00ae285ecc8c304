import { Redis } from 'ioredis';
import { type Check, type Finding, fine, wrong } from './finding.ts';

const timeoutMs = 5_000;

/** Connects to Redis and asks whether it is there. */
export function redisCheck(url: string): Check {
  return {
    part: 'Redis',
    asked: 'Redis',
    async look() {
      const redis = new Redis(url, {
        lazyConnect: true,
        retryStrategy: () => null,
        maxRetriesPerRequest: 0,
        connectTimeout: timeoutMs,
        commandTimeout: timeoutMs,
      });
      let reason: Error | undefined;
      // What connect() throws says only that it is closed; why, is told here.
      redis.on('error', (error: Error) => {
        reason ??= error;
      });
      try {
        await redis.connect();
        await redis.ping();
        return [fine('Redis answers.')];
      } catch (error) {
        return [refused(reason ?? error)];
      } finally {
        redis.disconnect();
      }
    },
  };
}

function refused(error: unknown): Finding {
  const { message = '', code = '' } = error as { message?: string; code?: string };
  const why = /^[A-Z_]+/.exec(code || message)?.[0] ?? 'no reason';
  if (/NOAUTH|WRONGPASS|invalid password|ERR AUTH/i.test(message))
    return wrong(`Redis refuses user or password: correct both in REDIS_URL (${why}).`);
  if (/NOPERM/.test(message))
    return wrong('Redis lets this user do too little: allow it @all on its keys and channels (NOPERM).');
  if (/ENOTFOUND|EAI_AGAIN/.test(code)) return wrong(`DNS knows no such host: correct REDIS_URL (${why}).`);
  return wrong(
    `Redis does not answer: start it, or correct REDIS_URL, with rediss:// where it speaks TLS (${why}).`,
  );
}
