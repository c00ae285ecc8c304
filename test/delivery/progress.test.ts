import { describe, expect, test } from 'vitest';
import type { OpenFanout } from '../../db/fanouts.ts';
import { nextReport } from '../../delivery/progress.ts';

type Confirmation = NonNullable<OpenFanout['confirmation']>;

const shown: Confirmation = {
  id: 'c',
  status: 'sent',
  addressId: 'a',
  channel: 'telegram',
  personId: 'p',
  content: { parts: [] },
  hasOpenEdit: false,
};

function fanout(
  given: Partial<Omit<OpenFanout, 'confirmation'>> & { confirmation?: Partial<Confirmation> | null },
) {
  const { confirmation, ...rest } = given;
  return {
    id: 'f',
    messageId: 'm',
    communityId: 'k',
    number: 5,
    isDeleted: false,
    correlationId: null,
    reportedCount: 0,
    total: 30,
    delivered: 0,
    missed: 0,
    later: 0,
    ...rest,
    confirmation: confirmation === null ? null : { ...shown, ...confirmation },
  } satisfies OpenFanout;
}

const telling = (how: 'edit' | 'line', key: string, params: object, isFinal = true) => ({
  isFinal,
  how,
  progress: { key, params },
});
const silent = { isFinal: true, how: 'silent' };
const canEdit = true;

const cases: { name: string; fanout: OpenFanout; canEdit: boolean; report: unknown }[] = [
  { name: 'waits while nothing has arrived', fanout: fanout({}), canEdit, report: null },
  {
    name: 'tells how many',
    fanout: fanout({ delivered: 12 }),
    canEdit,
    report: telling('edit', 'progress.some', { delivered: 12, total: 30 }, false),
  },
  {
    name: 'does not say the same again',
    fanout: fanout({ delivered: 12, reportedCount: 12 }),
    canEdit,
    report: null,
  },
  {
    name: 'ends with those who get it at their own hours',
    fanout: fanout({ delivered: 27, later: 3 }),
    canEdit,
    report: telling('edit', 'progress.andLater', { delivered: 27, total: 30, later: 3, missed: 0 }),
  },
  {
    name: 'tells of those and of who could not be reached',
    fanout: fanout({ delivered: 20, later: 3, missed: 7 }),
    canEdit: false,
    report: telling('line', 'progress.andLaterPart', { delivered: 20, total: 30, later: 3, missed: 7 }),
  },
  {
    name: 'tells that all have it',
    fanout: fanout({ delivered: 30, reportedCount: 12 }),
    canEdit,
    report: telling('edit', 'progress.all', { total: 30 }),
  },
  {
    name: 'tells the end where the count was told before',
    fanout: fanout({ delivered: 28, missed: 2, reportedCount: 28 }),
    canEdit,
    report: telling('edit', 'progress.part', { delivered: 28, total: 30, missed: 2 }),
  },
  {
    name: 'tells a single reader’s delivery without counting',
    fanout: fanout({ total: 1, delivered: 1 }),
    canEdit,
    report: telling('edit', 'progress.one', undefined as never),
  },
  {
    name: 'waits for an edit that is on its way',
    fanout: fanout({ delivered: 30, confirmation: { hasOpenEdit: true } }),
    canEdit,
    report: null,
  },
  {
    name: 'waits until there is something on the screen to edit',
    fanout: fanout({ delivered: 30, confirmation: { status: 'queued' } }),
    canEdit,
    report: null,
  },
  {
    name: 'says nothing more to an author who cannot be reached',
    fanout: fanout({ delivered: 3, confirmation: { status: 'failed' } }),
    canEdit,
    report: silent,
  },
  {
    name: 'says nothing where nothing was confirmed',
    fanout: fanout({ confirmation: null }),
    canEdit,
    report: silent,
  },
  { name: 'says nothing where nobody reads', fanout: fanout({ total: 0 }), canEdit, report: silent },
  {
    name: 'says nothing of a message that was taken back',
    fanout: fanout({ isDeleted: true, delivered: 3 }),
    canEdit,
    report: silent,
  },
  {
    name: 'sends no text message in between',
    fanout: fanout({ delivered: 12 }),
    canEdit: false,
    report: null,
  },
  {
    name: 'sends one text message at the end',
    fanout: fanout({ delivered: 29, missed: 1 }),
    canEdit: false,
    report: telling('line', 'progress.part', { delivered: 29, total: 30, missed: 1 }),
  },
];

describe('an author', () => {
  test.each(cases)('$name', ({ fanout, canEdit, report }) => {
    expect(nextReport(fanout, { canEdit })).toEqual(report);
  });
});
