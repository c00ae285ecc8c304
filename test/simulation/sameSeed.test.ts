import { expect, inject, test } from 'vitest';
import { planOf } from './plan.ts';
import { rehearse } from './rehearsal.ts';
import sites from './sites.json' with { type: 'json' };

/* A file of its own, as `npm run simulate` is a process of its own: what ran before in one leaves traces. */

const rehearsed = rehearse(inject('testServer'));

test('the same seed is the same run', { timeout: 180_000 }, async () => {
  const [one, same, other] = [await hashOf(5), await hashOf(5), await hashOf(3)];
  expect(same).toBe(one);
  expect(other).not.toBe(one);
  expect(await hashOf(3)).toBe(other);
});

async function hashOf(seed: number): Promise<string> {
  const { play } = await rehearsed;
  return (await play(planOf(seed, sites))).run.hash;
}
