import { type Counted, isOver, type LimitName } from './limits.ts';

/**
 * What an HTTP answer says of a limit: `RateLimit: "apiCalls";r=12;t=1800` is 12 more within half an hour, and where
 * none is left `Retry-After` in seconds. Nothing where there is no limit.
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-10, RFC 9110 section 10.2.3
 */
export function limitHeaders(name: LimitName, counted: Counted): Record<string, string> {
  const { points, seconds, count, againInMs } = counted;
  if (!Number.isFinite(points)) return {};
  const left = Math.max(0, points - count);
  const againIn = Math.max(1, Math.ceil(againInMs / 1_000));
  return {
    'RateLimit-Policy': `"${name}";q=${points};w=${seconds}`,
    RateLimit: `"${name}";r=${left};t=${againIn}`,
    ...(isOver(counted) && { 'Retry-After': String(againIn) }),
  };
}
