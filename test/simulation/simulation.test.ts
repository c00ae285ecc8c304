import { expect, inject, test } from 'vitest';
import { planOf } from './plan.ts';
import { rehearse } from './rehearsal.ts';
import sites from './sites.json' with { type: 'json' };

/** `SEEDS=7,8,9` runs those; a run that failed is the same run again. */
const seeds = (process.env.SEEDS ?? '1,2,3,4').split(',').map(Number);
const limit = { timeout: 180_000 };
const rehearsed = rehearse(inject('testServer'));

test.for(seeds)(
  'seed %i: crashes and faults lose nothing, and do nothing twice unseen',
  limit,
  async (seed) => {
    const { play } = await rehearsed;
    expect((await play(planOf(seed, sites))).found).toEqual([]);
  },
);
