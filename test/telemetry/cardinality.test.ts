import { Hono } from 'hono';
import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { observed } from '../../http/observed.ts';
import { meters } from '../../telemetry/meters.ts';
import { play } from '../support/story.ts';
import { newWorld } from '../support/world.ts';

/** Every series there is, as name and labels. */
async function seriesOf(registry: Registry): Promise<string[]> {
  const lines = (await registry.metrics()).split('\n');
  return lines.flatMap((line) =>
    /^\w+\{.*\}|^\w+/.exec(line)?.[0] && !line.startsWith('#') ? [line.replace(/ \S+$/, '')] : [],
  );
}

test('a hundred people make as many series as one, and none of them is in a label', async () => {
  const registry = new Registry();
  const world = await newWorld({ observer: meters(registry) });
  const people = Array.from({ length: 101 }, (_, index) => ({ name: `p${index}`, id: 4_000_000 + index }));
  const greet = ({ name, id }: (typeof people)[number]) =>
    play(world, `${name}: telegram ${id} en\n${name}> /start\n${name}~`);
  await greet(people[0]!);
  const withOne = await seriesOf(registry);
  for (const person of people.slice(1)) await greet(person);
  const withAll = await seriesOf(registry);
  expect(withOne.length).toBeGreaterThan(20);
  expect(withAll).toEqual(withOne);
  for (const series of withAll) expect(series).not.toMatch(/\d{5}|p\d+|[0-9a-f]{8}-/);
});

test('paths that strangers make up are one route, and tokens in paths are none', async () => {
  const registry = new Registry();
  const app = new Hono()
    .use(observed(meters(registry)))
    .get('/m/:token', (c) => c.text('file'))
    .use('/api/*', async (c) => c.text('who are you', 401));
  for (let index = 0; index < 100; index++)
    for (const path of [`/m/secret-${index}`, `/wp-login-${index}.php`, `/api/${index}`, `/%00${index}`])
      await app.request(path, { method: index % 2 ? 'GET' : `BREW${index}` });
  const routes = new Set(
    (await seriesOf(registry)).flatMap((series) => /route="([^"]*)"/.exec(series)?.[1] ?? []),
  );
  expect(routes).toEqual(new Set(['/m/:token', 'none']));
  expect(await registry.metrics()).not.toMatch(/secret|BREW|wp-login/);
});
