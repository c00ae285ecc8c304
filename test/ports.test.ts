import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { realPorts } from '../ports.ts';

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-05-01T12:00:30Z') }));
afterEach(() => void vi.useRealTimers());

test('the beat comes with each minute of the clock, and no more once it was ended', async () => {
  const beats: string[] = [];
  const end = realPorts.everyMinute(() => void beats.push(new Date().toISOString().slice(11, 16)));
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  expect(beats).toEqual(['12:01', '12:02', '12:03']);
  await end();
  await vi.advanceTimersByTimeAsync(3 * 60_000);
  expect(beats).toHaveLength(3);
});
