import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';

export interface MetricsDeps {
  /** Whoever knows it may read. */
  token: string;
  contentType: string;
  read(): Promise<string>;
}

/** `/metrics` for Prometheus. Figures tell how big a community is and how busy: no stranger reads them. */
export function metricsRoutes({ token, contentType, read }: MetricsDeps): Hono {
  const expected = hash(`Bearer ${token}`);
  const isRight = (authorization = '') => timingSafeEqual(hash(authorization), expected);
  return new Hono().get('/metrics', async (c) => {
    if (!isRight(c.req.header('authorization')))
      return c.text('Unauthorized', 401, { 'WWW-Authenticate': 'Bearer' });
    return c.body(await read(), 200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  });
}

/** Equal lengths, so that comparing takes the same time for every guess. */
const hash = (value: string) => createHash('sha256').update(value).digest();
