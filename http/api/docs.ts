import { readFile } from 'node:fs/promises';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { ApiEnv } from './access.ts';
import { DocsPage } from './docsPage.tsx';

/** The OpenAPI 3.1 document, made of the same schemas that check requests. */
export function documentOf(parts: OpenAPIHono<ApiEnv>) {
  parts.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  return parts.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Homeroom',
      version: '1',
      description:
        'Everything that changes something is done by the same conversation as in chat, and answered when it is done. ' +
        'Send an `Idempotency-Key` with what may be sent twice.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
  });
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' };

/** `/docs`: the routes to read and to try, and the document itself. */
export function docsRoutes(parts: OpenAPIHono<ApiEnv>): Hono {
  // Servers start without it: whoever asks first has it made.
  let made: ReturnType<typeof documentOf> | undefined;
  const document = () => {
    made ??= documentOf(parts);
    return made;
  };
  return new Hono()
    .get('/docs', (c) => c.html(`<!doctype html>${DocsPage({ document: document() })}`, 200, headers))
    .get('/docs/openapi.json', (c) => c.json(document() as object, 200, headers))
    .get('/docs/:file{docs\\.(css|js)}', async (c) => {
      const file = c.req.param('file');
      const content = await readFile(new URL(`./assets/${file}`, import.meta.url), 'utf8');
      const type = types[file.split('.')[1] as keyof typeof types];
      return c.body(content, 200, { ...headers, 'content-type': type, 'cache-control': 'no-cache' });
    });
}
