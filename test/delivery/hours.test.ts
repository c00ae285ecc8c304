import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hoursAt } from '../../delivery/hours.ts';
import { nextSlot } from '../../domain/digestSlot.ts';
import { afterQuiet } from '../../domain/quietHours.ts';

const zones = ['America/Lima', 'Africa/Lagos', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia'];
const minute = fc.integer({ min: 0, max: 1439 });
const habits = fc.record({
  zone: fc.constantFrom(...zones),
  quiet: fc.option(
    fc.record({ from: minute, to: minute }).filter(({ from, to }) => from !== to),
    { nil: null },
  ),
  rhythm: fc.record({
    every: fc.constantFrom('day' as const, 'week' as const),
    at: minute,
    weekday: fc.integer({ min: 0, max: 6 }),
  }),
});
// The clocks of Berlin are changed on 2026-03-29 and 2026-10-25.
const moment = fc.date({ min: new Date('2026-03-28'), max: new Date('2026-10-26'), noInvalidDate: true });

describe('the hours of many people', () => {
  test('are those of each of them alone, in whatever order they are asked for', () => {
    fc.assert(
      fc.property(moment, fc.array(habits, { minLength: 1, maxLength: 30 }), (now, people) => {
        const hours = hoursAt(now);
        for (const { zone, quiet, rhythm } of [...people, ...people]) {
          const slot = nextSlot(rhythm, now, zone);
          expect(hours.slot(rhythm, zone)).toEqual(slot);
          expect(hours.awake(quiet, now, zone)).toEqual(afterQuiet(quiet, now, zone));
          expect(hours.awake(quiet, slot, zone)).toEqual(afterQuiet(quiet, slot, zone));
        }
      }),
    );
  });
});
