import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextSlot } from '../../domain/digestSlot.ts';
import { afterQuiet, isQuiet, readQuietHours, readTimeOfDay, shownTime } from '../../domain/quietHours.ts';
import { minutesOfDay, momentAt, timeOfDay, wallTime } from '../../domain/wallClock.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const hours = (from: number, to: number) => ({ from: from * 60, to: to * 60 });

const zones = ['America/Lima', 'Africa/Lagos', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia'];

describe('quiet hours end', () => {
  test.each([
    [
      'in the morning, across midnight',
      'America/Lima',
      hours(22, 7),
      '2026-03-03T04:30Z',
      '2026-03-03T12:00Z',
    ],
    ['the same after midnight', 'America/Lima', hours(22, 7), '2026-03-03T06:00Z', '2026-03-03T12:00Z'],
    ['at once outside of them', 'America/Lima', hours(22, 7), '2026-03-03T12:00Z', '2026-03-03T12:00Z'],
    [
      'only once their first minute has come',
      'Africa/Lagos',
      hours(22, 7),
      '2026-03-03T20:59Z',
      '2026-03-03T20:59Z',
    ],
    ['from that minute on', 'Africa/Lagos', hours(22, 7), '2026-03-03T21:00Z', '2026-03-04T06:00Z'],
    ['after a siesta', 'Africa/Lagos', hours(13, 15), '2026-03-03T12:30Z', '2026-03-03T14:00Z'],
    ['at midnight itself', 'Africa/Lagos', hours(20, 0), '2026-03-03T21:00Z', '2026-03-03T23:00Z'],
    [
      'on a clock that is 45 minutes off',
      'Asia/Kathmandu',
      hours(22, 7),
      '2026-03-03T18:00Z',
      '2026-03-04T01:15Z',
    ],
    [
      'an hour sooner in the night that loses one',
      'Europe/Berlin',
      hours(22, 7),
      '2026-03-28T22:00Z',
      '2026-03-29T05:00Z',
    ],
    [
      'an hour later in the night that has one more',
      'Europe/Berlin',
      hours(22, 7),
      '2026-10-24T21:00Z',
      '2026-10-25T06:00Z',
    ],
    [
      'when the clock goes on past an end that it leaves out',
      'Europe/Berlin',
      { from: 22 * 60, to: 150 },
      '2026-03-28T22:00Z',
      '2026-03-29T01:00Z',
    ],
    [
      'at the first of two ends',
      'Europe/Berlin',
      { from: 22 * 60, to: 150 },
      '2026-10-24T21:00Z',
      '2026-10-25T00:30Z',
    ],
    [
      'at the second, for what comes after the first',
      'Europe/Berlin',
      { from: 22 * 60, to: 150 },
      '2026-10-25T01:10Z',
      '2026-10-25T01:30Z',
    ],
    [
      'on the far side of a day that was left out',
      'Pacific/Apia',
      hours(22, 7),
      '2011-12-30T09:00Z',
      '2011-12-30T17:00Z',
    ],
    [
      'an hour sooner when Samoa still had summers',
      'Pacific/Apia',
      hours(22, 7),
      '2020-09-26T10:00Z',
      '2020-09-26T17:00Z',
    ],
  ])('%s (%s)', (_when, zone, quiet, now, end) => {
    expect(afterQuiet(quiet, new Date(now), zone).toISOString()).toBe(new Date(end).toISOString());
  });

  test('nobody who has none waits', () => {
    const now = new Date('2026-03-03T04:30Z');
    expect(afterQuiet(null, now, 'America/Lima')).toBe(now);
  });
});

const anyZone = fc.constantFrom(
  ...zones,
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'UTC',
);
const anyMoment = fc
  .date({ min: new Date('2008-01-01T00:00Z'), max: new Date('2030-01-01T00:00Z'), noInvalidDate: true })
  // Half of them near a change of the clocks somewhere, where mistakes live.
  .chain((date) =>
    fc.oneof(
      fc.constant(date),
      fc
        .tuple(
          fc.constantFrom(
            '2026-03-29T01:00Z',
            '2026-10-25T01:00Z',
            '2011-12-30T10:00Z',
            '2021-04-03T14:00Z',
            '2026-03-08T07:00Z',
          ),
          fc.integer({ min: -30 * 60, max: 30 * 60 }),
        )
        .map(([change, minutes]) => new Date(new Date(change).getTime() + minutes * minuteMs)),
    ),
  );
const anyMinute = fc.integer({ min: 0, max: minutesOfDay - 1 });
const anyQuiet = fc
  .tuple(anyMinute, anyMinute)
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from, to }));
const lengthMs = ({ from, to }: { from: number; to: number }) =>
  ((to - from + minutesOfDay) % minutesOfDay) * minuteMs;
const runs = { numRuns: 3_000 };

describe('in every zone, at every hour', () => {
  test('what comes after quiet hours is never in them, and never before', () => {
    fc.assert(
      fc.property(anyQuiet, anyMoment, anyZone, (quiet, now, zone) => {
        const end = afterQuiet(quiet, now, zone);
        expect(isQuiet(quiet, end, zone)).toBe(false);
        expect(end.getTime()).toBeGreaterThanOrEqual(now.getTime());
      }),
      runs,
    );
  });

  test('nobody waits longer than their quiet hours last, and the hour that a clock shows twice', () => {
    fc.assert(
      fc.property(anyQuiet, anyMoment, anyZone, (quiet, now, zone) => {
        const waitedMs = afterQuiet(quiet, now, zone).getTime() - now.getTime();
        expect(waitedMs).toBeLessThanOrEqual(lengthMs(quiet) + hourMs);
      }),
      runs,
    );
  });

  test('the minute before the end is quiet', () => {
    fc.assert(
      fc.property(anyQuiet, anyMoment, anyZone, (quiet, now, zone) => {
        const end = afterQuiet(quiet, now, zone);
        if (end > now) expect(isQuiet(quiet, new Date(end.getTime() - 1), zone)).toBe(true);
      }),
      runs,
    );
  });

  test('a wall clock read at a moment shows that moment, or the same an hour before', () => {
    fc.assert(
      fc.property(anyMoment, anyZone, (moment, zone) => {
        const found = momentAt(wallTime(moment, zone), zone);
        expect(wallTime(found, zone)).toBe(wallTime(moment, zone));
        expect(found.getTime()).toBeLessThanOrEqual(moment.getTime());
      }),
      runs,
    );
  });

  test('a day’s digest is due within a day and an hour, a week’s within a week and a day, both later than now', () => {
    fc.assert(
      fc.property(anyMinute, fc.integer({ min: 0, max: 6 }), anyMoment, anyZone, (at, weekday, now, zone) => {
        const day = nextSlot({ every: 'day', at, weekday }, now, zone);
        const week = nextSlot({ every: 'week', at, weekday }, now, zone);
        expect(day.getTime()).toBeGreaterThan(now.getTime());
        expect(week.getTime()).toBeGreaterThanOrEqual(day.getTime());
        expect(day.getTime() - now.getTime()).toBeLessThanOrEqual(25 * hourMs);
        expect(week.getTime() - now.getTime()).toBeLessThanOrEqual(8 * 24 * hourMs);
      }),
      runs,
    );
  });

  test('a digest comes at its hour and on its day, unless the clock leaves that out', () => {
    fc.assert(
      fc.property(anyMinute, fc.integer({ min: 0, max: 6 }), anyMoment, anyZone, (at, weekday, now, zone) => {
        const slot = nextSlot({ every: 'week', at, weekday }, now, zone);
        const isLeftOut = timeOfDay(slot, zone) !== at * minuteMs;
        if (isLeftOut)
          expect(wallTime(slot, zone) - wallTime(new Date(slot.getTime() - 1), zone)).toBeGreaterThan(1);
        else expect(new Date(wallTime(slot, zone)).getUTCDay()).toBe(weekday);
      }),
      runs,
    );
  });
});

describe('a digest is due', () => {
  const daily = { every: 'day' as const, at: 18 * 60, weekday: 0 };
  const friday = { every: 'week' as const, at: 18 * 60, weekday: 5 };
  test.each([
    ['today', daily, 'America/Lima', '2026-03-03T15:00Z', '2026-03-03T23:00Z'],
    [
      'tomorrow, where it is that minute now',
      daily,
      'America/Lima',
      '2026-03-03T23:00Z',
      '2026-03-04T23:00Z',
    ],
    ['tomorrow, where today’s is over', daily, 'Europe/Berlin', '2026-03-28T18:00Z', '2026-03-29T16:00Z'],
    [
      'when the clock goes on',
      { ...daily, at: 150 },
      'Europe/Berlin',
      '2026-03-28T18:00Z',
      '2026-03-29T01:00Z',
    ],
    [
      'at the first of two such times',
      { ...daily, at: 150 },
      'Europe/Berlin',
      '2026-10-24T18:00Z',
      '2026-10-25T00:30Z',
    ],
    [
      'tomorrow at the first again, past the second',
      { ...daily, at: 150 },
      'Europe/Berlin',
      '2026-10-25T00:45Z',
      '2026-10-26T01:30Z',
    ],
    ['on Friday', friday, 'Asia/Kathmandu', '2026-03-03T15:00Z', '2026-03-06T12:15Z'],
    [
      'in a week, where this Friday’s is over',
      friday,
      'Asia/Kathmandu',
      '2026-03-06T12:15Z',
      '2026-03-13T12:15Z',
    ],
    [
      'with the first moment of Saturday, where there is no Friday',
      friday,
      'Pacific/Apia',
      '2011-12-28T12:00Z',
      '2011-12-30T10:00Z',
    ],
    [
      'as the next day begins, where one is left out',
      daily,
      'Pacific/Apia',
      '2011-12-30T04:00Z',
      '2011-12-30T10:00Z',
    ],
  ])('%s (%#)', (_when, rhythm, zone, now, slot) => {
    expect(nextSlot(rhythm, new Date(now), zone).toISOString()).toBe(new Date(slot).toISOString());
  });
});

describe('typed times', () => {
  test.each([
    ['22-7', '22:00 to 07:00'],
    ['22:30 - 7.15', '22:30 to 07:15'],
    ['from 10pm to 7am', '22:00 to 07:00'],
    ['de 22 a 7', '22:00 to 07:00'],
    ['de las 22 hasta las 7', '22:00 to 07:00'],
    ['12am-12pm', '00:00 to 12:00'],
    ['0–24', null],
    ['22-22', null],
    ['22', null],
    ['25-7', null],
    ['22:60-7', null],
    ['13pm-7', null],
    ['22-7 please', null],
  ])('%s', (typed, shown) => {
    const read = readQuietHours(typed);
    expect(read && `${shownTime(read.from)} to ${shownTime(read.to)}`).toBe(shown);
  });

  test.each([
    ['7', 420],
    ['at 7:30 pm', 1_170],
    ['a las 18h30', 1_110],
    ['24', 0],
    ['seven', null],
    ['7:3', null],
  ])('%s', (typed, minutes) => expect(readTimeOfDay(typed)).toBe(minutes));
});
