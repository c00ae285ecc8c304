import { expect, inject, test } from 'vitest';
import type { Broken } from './broken.ts';
import { planOf } from './plan.ts';
import { rehearse } from './rehearsal.ts';
import sites from './sites.json' with { type: 'json' };

const rehearsed = rehearse(inject('testServer'));

/** The first seeds that notice, as `npm run simulate -- --broken dedupe` finds them. */
test.for<[Broken, number, RegExp]>([
  ['dedupe', 2, /events in the inbox/],
  ['lease', 1, /at the same time/],
  ['status', 9, /a status went from/],
])(
  'a product without its %s is noticed by seed %i',
  { timeout: 180_000 },
  async ([broken, seed, sentence]) => {
    const { play } = await rehearsed;
    const { found } = await play(planOf(seed, sites), { broken });
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  },
);
