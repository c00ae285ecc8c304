import { expect, test } from 'vitest';
import { inRounds } from '../../bench/rounds.ts';

/** Measures one after the other; an error is a round that fails. */
const measuring = (...rounds: (number | Error)[]) => {
  const next = rounds.values();
  return async () => {
    const figure = next.next().value!;
    if (figure instanceof Error) throw figure;
    return figure;
  };
};

test('who failed in some rounds is shown with how many count, and why', async () => {
  const gone = new Error('the server ended');
  const runs = await inRounds(5, {
    all: measuring(1, 2, 3, 4, 5),
    some: measuring(1, gone, 3, gone, 5),
    none: measuring(gone),
  });
  expect(runs).toEqual([
    { name: 'all', figures: [1, 2, 3, 4, 5], missing: null },
    {
      name: 'some (median of 3 of 5 rounds: the server ended)',
      figures: [1, 3, 5],
      missing: 'the server ended',
    },
    { name: 'none', figures: [], missing: 'the server ended' },
  ]);
});
