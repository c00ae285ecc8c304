import { expect, test } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { simulate } from './simulate.ts';
import { violations } from './violations.ts';

/** `SEEDS=7,8,9` runs those; a run that failed is the same run again. */
const seeds = (process.env.SEEDS ?? '1,2').split(',').map(Number);
const limit = { timeout: 180_000 };

test.for(seeds)(
  'seed %i: crashes and faults lose nothing, and do nothing twice unseen',
  limit,
  async (seed) => {
    const run = await once(seed, { crashRate: 0.002, faultRate: 0.03 });
    expect({ story: run.story.sentence, violations: run.violations, problems: run.problems }).toEqual({
      story: expect.stringContaining('arrived as a reply'),
      violations: [],
      problems: [],
    });
  },
);

test('the same seed is the same run', limit, async () => {
  const rates = { crashRate: 0.001, faultRate: 0.03 };
  const [one, same, other] = [await once(3, rates), await once(3, rates), await once(4, rates)];
  expect(same.hash).toBe(one.hash);
  expect(other.hash).not.toBe(one.hash);
});

async function once(seed: number, rates: { crashRate: number; faultRate: number }) {
  const run = await simulate({ seed, database: await freshDatabase(), ...rates });
  const { calls, crashes, lost } = run.scheduler.counts;
  process.stdout.write(
    `seed ${seed}: ${calls} calls, ${crashes} crashes (${lost} after the call took effect), ${run.faults.refused} requests refused, ${run.faults.lost} answers lost, log ${run.hash.slice(0, 12)}\n`,
  );
  const found = await violations(run.sql, run.desk);
  await run.stop();
  return { story: run.story, problems: run.problems, violations: found, hash: run.hash };
}
