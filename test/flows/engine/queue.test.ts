import { expect, test } from 'vitest';
import { Doorway } from '../../../flows/engine/queue.ts';

/** Who has entered, where those of a lane were looked at for so many turns; null is turned away. */
async function entered(doorway: Doorway, turns: (number | null)[]): Promise<number[]> {
  const inside: number[] = [];
  const looked = async (n: number) => {
    for (let turn = 0; turn < (turns[n] ?? 3); turn++) await new Promise(setImmediate);
    if (turns[n] === null) throw new Error('turned away');
    return n;
  };
  const passing = turns.map((_, n) => doorway.pass('a lane', looked(n), (one) => void inside.push(one)));
  const outcomes = await Promise.allSettled(passing);
  expect(outcomes.map(({ status }) => status)).toEqual(
    turns.map((one) => (one === null ? 'rejected' : 'fulfilled')),
  );
  return inside;
}

test.each([
  [
    [5, 0, 2],
    [0, 1, 2],
  ],
  [
    [0, 5, 0],
    [0, 1, 2],
  ],
  [
    [null, 0, 1],
    [1, 2],
  ],
  [
    [4, null, 0],
    [0, 2],
  ],
])('looked at for %j turns, they enter as %j', async (turns, inside) => {
  const doorway = new Doorway();
  expect(await entered(doorway, turns)).toEqual(inside);
  expect(await entered(doorway, turns)).toEqual(inside);
});

test('nobody waits for whom another lane keeps', async () => {
  const doorway = new Doorway();
  const inside: string[] = [];
  void doorway.pass('one', new Promise<string>(() => undefined), (who) => inside.push(who));
  await doorway.pass('other', Promise.resolve('she'), (who) => inside.push(who));
  expect(inside).toEqual(['she']);
});
