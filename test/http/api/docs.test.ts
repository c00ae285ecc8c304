import { expect, test } from 'vitest';
import { newWorld } from '../../support/world.ts';
import { documented, openApiDocument } from './routes.ts';
import { apiOf } from './support.ts';

test('the documentation shows every route, and runs nothing but its own file', async () => {
  const api = apiOf(await newWorld());
  const ask = (path: string) => api.routes.request(`https://class.example${path}`);
  const page = await ask('/docs');
  const html = await page.text();
  for (const { path } of documented) expect(html).toContain(`<code>${path}</code>`);
  const policy = page.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|https?:/);
  expect(html).not.toMatch(/<script[^>]*>[^<]|https?:\/\//);
  for (const file of ['docs.css', 'docs.js']) expect((await ask(`/docs/${file}`)).status).toBe(200);
  expect(await (await ask('/docs/openapi.json')).json()).toEqual(JSON.parse(JSON.stringify(openApiDocument)));
});

test('the document is OpenAPI 3.1, in snake case, and says who may', () => {
  expect(openApiDocument.openapi).toBe('3.1.0');
  for (const { parameters, permission } of documented) {
    expect(permission).toBeDefined();
    for (const { name } of parameters) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  }
  for (const schema of Object.values(openApiDocument.components.schemas))
    for (const name of Object.keys(schema.properties ?? {})) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
});
