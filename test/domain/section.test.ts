import { expect, test } from 'vitest';
import { sectionIfAny } from '../../domain/answers.ts';

test.each([
  'none',
  'No',
  'no.',
  'n/a',
  '-',
  '???',
  'I don’t know',
  "don't remember",
  'ninguna',
  'no sé',
  'nada',
])('%s is no house or section', (typed) => expect(sectionIfAny.parse(typed)).toBe(''));

test.each(['Blue', 'B', '7', 'North', 'Nonesuch', 'No. 4', 'Norte'])('%s is one', (typed) =>
  expect(sectionIfAny.parse(typed)).toBe(typed),
);
