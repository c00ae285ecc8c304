import { expect, test } from 'vitest';
import { skippableClock } from '../skippableClock.ts';
import { fakeClock } from './support/clock.ts';

const hourMs = 3_600_000;

test('what is skipped over is called in order, each at its own moment', () => {
  const clock = skippableClock(fakeClock('2026-03-02T09:00:00Z'));
  const calls: string[] = [];
  const note = (name: string) => () => void calls.push(`${name} ${clock.now().toISOString().slice(11, 16)}`);
  clock.after(2 * hourMs, note('second'));
  clock.after(hourMs, note('first'));
  clock.after(3 * hourMs, note('not yet'));
  const cancel = clock.after(hourMs, note('cancelled'));
  cancel();

  clock.skip(2.5 * hourMs);
  expect(calls).toEqual(['first 10:00', 'second 11:00']);
  expect(clock.now().toISOString()).toBe('2026-03-02T11:30:00.000Z');
  expect(clock.aheadMs).toBe(2.5 * hourMs);
});

test('after a skip what is left waits so much less', () => {
  const real = fakeClock();
  const clock = skippableClock(real);
  let calls = 0;
  clock.after(3 * hourMs, () => calls++);
  clock.skip(2 * hourMs);
  real.advance(hourMs - 1);
  expect(calls).toBe(0);
  real.advance(1);
  expect(calls).toBe(1);
  clock.skip(10 * hourMs);
  expect(calls).toBe(1);
});

test('a loop that sets itself up again is called once in a skip, and then goes on', () => {
  const real = fakeClock();
  const clock = skippableClock(real);
  let calls = 0;
  const loop = () =>
    void clock.after(1_000, () => {
      calls++;
      loop();
    });
  loop();
  clock.skip(7 * 24 * hourMs);
  expect(calls).toBe(1);
  real.advance(0);
  expect(calls).toBe(2);
  real.advance(1_000);
  expect(calls).toBe(3);
});

test('what a skipped call cancels is not called', () => {
  const clock = skippableClock(fakeClock());
  let cancel: () => void = () => undefined;
  clock.after(1_000, () => cancel());
  cancel = clock.after(2_000, () => expect.unreachable());
  clock.skip(5_000);
});

test('time never goes back', () => {
  const clock = skippableClock(fakeClock());
  clock.skip(5_000);
  clock.skip(-5_000);
  expect(clock.aheadMs).toBe(5_000);
});
