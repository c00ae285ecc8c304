import { expect, test } from 'vitest';
import { localTime } from '../../domain/localTime.ts';

test('a moment is written as people write it, in their language and by their clock', () => {
  const moment = new Date('2026-11-21T08:04:00Z');
  expect(localTime(moment, 'America/New_York', 'en')).toBe('Nov 21, 03:04');
  expect(localTime(moment, 'America/Lima', 'es')).toBe('21 nov, 03:04');
  expect(localTime(moment, 'Pacific/Auckland', 'en')).toBe('Nov 21, 21:04');
});
