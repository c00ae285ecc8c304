import { expect, test } from 'vitest';
import { refusals } from '../../domain/refusals.ts';
import { fakeClock } from '../support/clock.ts';

test('who is refused a thousand times makes one line a minute, with how many they were', () => {
  const clock = fakeClock();
  const lines: object[] = [];
  const note = refusals(
    { clock, log: { warn: (fields: object) => void lines.push(fields) } as never },
    'refused',
  );
  for (let n = 0; n < 1_000; n++) note({ status: '404' });
  expect(lines).toEqual([{ status: '404', count: 1 }]);
  clock.advance(60_000);
  note({ status: '503' });
  note({ status: '503' });
  expect(lines).toEqual([
    { status: '404', count: 1 },
    { status: '503', count: 1_000 },
  ]);
});
