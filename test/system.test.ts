import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realClock, realRandom } from '../system.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a wait longer than setTimeout can count ends when it should', () => {
  const fortyDaysMs = 40 * 24 * 3600 * 1000;
  let called = 0;
  realClock().after(fortyDaysMs, () => called++);
  vi.advanceTimersByTime(fortyDaysMs - 1);
  expect(called).toBe(0);
  vi.advanceTimersByTime(1);
  expect(called).toBe(1);
});

test('a cancelled wait never ends, also after its first month', () => {
  const cancel = realClock().after(40 * 24 * 3600 * 1000, () => expect.unreachable());
  vi.advanceTimersByTime(30 * 24 * 3600 * 1000);
  cancel();
  vi.advanceTimersByTime(30 * 24 * 3600 * 1000);
});

test('chance stays between 0 and 1', () => {
  const random = realRandom();
  for (let i = 0; i < 1000; i++) {
    const fraction = random.fraction();
    expect(fraction).toBeGreaterThanOrEqual(0);
    expect(fraction).toBeLessThan(1);
  }
  expect(random.bytes(32)).toHaveLength(32);
});
