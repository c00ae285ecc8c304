import { describe, expect, test } from 'vitest';
import type { OpenRow } from '../../db/dueDeliveries.ts';
import { pickDue } from '../../delivery/pick.ts';

const now = new Date('2026-03-02T09:00:00Z');
const seconds = (count: number) => new Date(now.getTime() + count * 1_000);

/** A row of a lane: due `due` seconds from now, tried `tried` seconds ago. */
function row(id: string, { due = 0, tried, status = 'queued' }: Partial<Given> = {}): OpenRow {
  return {
    id,
    position: Number(id),
    addressId: 'a',
    lane: 'post',
    status,
    notBefore: seconds(due),
    attempts: tried === undefined ? 0 : 1,
    attemptedAt: tried === undefined ? null : seconds(-tried),
    isRepeated: false,
  };
}

interface Given {
  due: number;
  tried: number;
  status: OpenRow['status'];
}

const cases: { name: string; rows: OpenRow[]; picked: string[] }[] = [
  { name: 'nothing of an empty lane', rows: [], picked: [] },
  { name: 'all that is due, in order', rows: [row('2'), row('1'), row('3')], picked: ['1', '2', '3'] },
  {
    name: 'what was written first, whatever the clocks made of the ids',
    rows: [
      { ...row('1'), position: 8 },
      { ...row('2'), position: 7 },
    ],
    picked: ['2', '1'],
  },
  {
    name: 'what is older than the numbering first, by its ids',
    rows: [row('7'), { ...row('9'), position: 0 }, { ...row('8'), position: 0 }],
    picked: ['8', '9', '7'],
  },
  {
    name: 'nothing behind one that is being retried',
    rows: [row('1', { due: 5, tried: 1 }), row('2')],
    picked: [],
  },
  {
    name: 'what is behind one that was tried half a minute ago',
    rows: [row('1', { due: 600, tried: 30 }), row('2')],
    picked: ['2'],
  },
  {
    name: 'nothing behind the second one that is being retried',
    rows: [row('1', { due: 600, tried: 40 }), row('2', { due: 600, tried: 10 }), row('3')],
    picked: [],
  },
  {
    name: 'the retried one first when its time has come',
    rows: [row('1', { due: 0, tried: 5 }), row('2')],
    picked: ['1', '2'],
  },
  {
    name: 'what is behind one that waits for its hour',
    rows: [row('1', { due: 28_800 }), row('2')],
    picked: ['2'],
  },
  {
    name: 'one that a dead worker left behind',
    rows: [row('1', { status: 'sending', tried: 40 }), row('2')],
    picked: ['1', '2'],
  },
  {
    name: 'nothing behind one that is uncertain',
    rows: [row('1', { status: 'uncertain', due: 25, tried: 5 }), row('2')],
    picked: [],
  },
  {
    name: 'an uncertain one when it may be asked about',
    rows: [row('1', { status: 'uncertain', due: 0, tried: 30 })],
    picked: ['1'],
  },
];

describe('of a lane is sent', () => {
  test.each(cases)('$name', ({ rows, picked }) => {
    expect(pickDue(rows, now).map(({ id }) => id)).toEqual(picked);
  });
});
