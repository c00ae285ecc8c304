import type { Context } from 'hono';
import { ApiError } from './errors.ts';

/** What a program calls this act, so that it is done once however often it is sent; null where it does not say. */
export function idempotencyKey(c: Context): string | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!/^[\w-]{1,80}$/.test(key))
    throw new ApiError('INVALID_INPUT', 'The Idempotency-Key is not as it should be.', {
      'Idempotency-Key': ['Up to 80 letters, digits, _ and -.'],
    });
  return key;
}
