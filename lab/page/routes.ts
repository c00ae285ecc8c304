import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import type { ChannelName } from '../cast.ts';
import { pageHeaders } from '../guard.ts';
import { knobs } from '../knobs.ts';
import { Page } from './page.tsx';

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** The page and its files. */
export function pageRoutes({ channels }: { channels: ChannelName[] }): Hono {
  const shown = knobs.filter(({ channel }) => channels.includes(channel));
  return new Hono()
    .use(pageHeaders)
    .get('/', (c) => c.html(`<!doctype html>${Page({ channels, knobs: shown })}`))
    .get('/assets/:file{[a-zA-Z-]+\\.(css|js|svg)}', async (c) => {
      const name = c.req.param('file');
      const content = await readFile(new URL(`./assets/${name}`, import.meta.url)).catch(() => null);
      if (!content) return c.text('There is no such file.', 404);
      const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
      const headers = { 'Cache-Control': 'no-cache', ETag: etag };
      if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
      return c.body(content.toString('utf8'), 200, {
        ...headers,
        'Content-Type': types[name.split('.').at(-1)!]!,
      });
    });
}
