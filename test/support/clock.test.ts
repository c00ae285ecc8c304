import { expect, test } from 'vitest';
import { sleep } from '../../domain/clock.ts';
import { fakeClock } from './clock.ts';
import { seededRandom } from './random.ts';

test('what is due is called in the order of its moment, each at its own time', () => {
  const clock = fakeClock('2026-01-01T00:00:00Z');
  const seen: string[] = [];
  const note = (name: string) => () => seen.push(`${name} ${clock.now().getUTCSeconds()}`);
  clock.after(3000, note('third'));
  clock.after(1000, note('first'));
  clock.after(1000, note('second'));
  clock.after(9000, note('later'));
  clock.advance(5000);
  expect(seen).toEqual(['first 1', 'second 1', 'third 3']);
  expect(clock.now()).toEqual(new Date('2026-01-01T00:00:05Z'));
  expect(clock.waiting).toBe(1);
});

test('what a callback schedules is met within the same advance', () => {
  const clock = fakeClock();
  let ticks = 0;
  const tick = () => {
    ticks++;
    clock.after(1000, tick);
  };
  clock.after(1000, tick);
  clock.advance(10_000);
  expect(ticks).toBe(10);
});

test('a cancelled callback is not called', () => {
  const clock = fakeClock();
  clock.after(1000, () => expect.unreachable())();
  clock.advance(2000);
});

test('a loop of sleeps runs through while promises settle in between', async () => {
  const clock = fakeClock();
  let rounds = 0;
  const loop = (async () => {
    while (rounds < 5) {
      await sleep(clock, 60_000);
      rounds++;
    }
  })();
  await clock.run(300_000);
  await loop;
  expect(rounds).toBe(5);
});

test('the same seed gives the same chance, another seed another', () => {
  const run = (seed: number) => {
    const random = seededRandom(seed);
    return [random.bytes(8).toString('hex'), random.fraction()];
  };
  expect(run(7)).toEqual(run(7));
  expect(run(7)).not.toEqual(run(8));
});
