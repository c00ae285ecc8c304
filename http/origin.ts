import type { Context } from 'hono';
import type { Origin } from '../domain/place.ts';

/** What a request says of where it comes from; the socket is the adapter's. */
export function originOf(c: Context): Origin {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  return {
    remoteAddress: env?.incoming?.socket?.remoteAddress,
    forwardedFor: c.req.header('x-forwarded-for'),
  };
}
