import { expect, test } from 'vitest';
import { timetable } from '../../../jobs.ts';
import { judgeTicks, type Tick } from './ticks.ts';

const minuteMs = 60_000;
const at = (minute: number) => new Date(minute * minuteMs);
const ran = (name: string, ...minutes: number[]): Tick[] =>
  minutes.map((minute) => ({ name, ranAt: at(minute), isDone: true }));

/** Every job but one as it should be in ten minutes: with each that it is due. */
function othersThan(name: string): Tick[] {
  return timetable
    .filter((job) => job.name !== name)
    .flatMap((job) =>
      ran(job.name, ...[1, 2, 3, 4, 5, 6, 7, 8, 9].filter((n) => n === 1 || job.everyMs < minuteMs)),
    );
}

const judged = (name: string, ...minutes: number[]) =>
  judgeTicks([...othersThan(name), ...ran(name, ...minutes)], { from: at(0), to: at(10) });

test.each<[string, string, number[], object]>([
  ['a job that ran in its time is neither', 'digests', [1, 2, 3, 4, 5, 6, 7, 8, 9], {}],
  ['a job that never ran is late', 'digests', [], { late: ['digests after 600000 ms'] }],
  ['so is one of a day', 'forget sessions', [], { late: ['forget sessions after 600000 ms'] }],
  [
    'one that ran first after three heartbeats',
    'forget codes',
    [3],
    { late: ['forget codes after 180000 ms'] },
  ],
  ['one that was left out', 'digests', [1, 2, 6, 8], { late: ['digests after 240000 ms'] }],
  ['one that stopped', 'digests', [1, 3, 5], { late: ['digests after 300000 ms'] }],
  ['one that ran too soon is early', 'forget codes', [1, 9], { early: ['forget codes after 480000 ms'] }],
])('%s', (_, name, minutes, expected) => {
  expect(judged(name, ...minutes)).toMatchObject({ early: [], late: [], unfinished: [], ...expected });
});

test('in a run of less than two heartbeats nothing is late', () => {
  expect(judgeTicks([], { from: at(0), to: at(2) })).toMatchObject({ count: 0, late: [] });
});

test('a turn that was taken and not done is unfinished', () => {
  const ticks = [{ name: 'digests', ranAt: at(1), isDone: false }];
  expect(judgeTicks(ticks, { from: at(0), to: at(1) })).toMatchObject({ unfinished: ['digests'] });
});

test('a job whose every turn is taken and none done is late; one that was killed in one turn is not', () => {
  const turns = ran('digests', 1, 2, 3, 4, 5, 6, 7, 8, 9);
  const whole = { from: at(0), to: at(10) };
  const failed = turns.map((tick) => ({ ...tick, isDone: false }));
  expect(judgeTicks([...othersThan('digests'), ...failed], whole).late).toEqual(['digests after 600000 ms']);
  const cut = turns.map((tick, index) => ({ ...tick, isDone: index !== 4 }));
  expect(judgeTicks([...othersThan('digests'), ...cut], whole).late).toEqual([]);
});
