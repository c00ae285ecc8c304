import { expect, inject, test } from 'vitest';
import { planOf } from './plan.ts';
import { rehearse } from './rehearsal.ts';
import sites from './sites.json' with { type: 'json' };
import { violations } from './violations.ts';

/** `SEEDS=7,8,9` runs those; a run that failed is the same run again. */
const seeds = (process.env.SEEDS ?? '1,2,3,4').split(',').map(Number);
const limit = { timeout: 180_000 };
const rehearsed = rehearse(inject('testServer'));

test.for(seeds)(
  'seed %i: crashes and faults lose nothing, and do nothing twice unseen',
  limit,
  async (seed) => {
    expect((await once(seed)).violations).toEqual([]);
  },
);

async function once(seed: number) {
  const { play } = await rehearsed;
  const run = await play(planOf(seed, sites));
  const found = await violations(run);
  await run.stop();
  return { violations: found };
}
