import { readFile } from 'node:fs/promises';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { headers } from './headers.ts';

/** In this order. */
export const stylesheets = ['page', 'board', 'forms', 'lists', 'figures', 'cards', 'workings'].map(
  (name) => `${name}.css`,
);

/** What may be fetched, and as what. */
const files: Record<string, string> = {
  ...Object.fromEntries(stylesheets.map((name) => [name, 'text/css; charset=utf-8'])),
  'icon.svg': 'image/svg+xml',
  'admin.js': 'text/javascript; charset=utf-8',
};

/** The stylesheets and the script of the pages; nothing in them is anybody's, so nobody need be signed in. */
export async function adminAsset(c: Context): Promise<Response> {
  const name = c.req.param('file') ?? '';
  const type = Object.hasOwn(files, name) ? files[name]! : null;
  if (!type) throw new HTTPException(404);
  const content = await readFile(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  return c.body(content, 200, { ...headers, 'content-type': type, 'cache-control': 'no-cache' });
}
