import { expect, test } from 'vitest';
import { isDeeper } from '../../../http/api/jsonDepth.ts';
import { deepJson } from './hostile.ts';

test.each([
  ['nothing', '', false],
  ['three levels', '{"a":[{"b":1}]}', false],
  ['four levels', '{"a":[{"b":[]}]}', true],
  ['neighbours', '[[],[],[],[]]', false],
  ['brackets in a string', '{"a":"[[[[[["}', false],
  ['brackets after a quote in a string', '{"a":"\\"[[[[["}', false],
  ['brackets after a string', '{"a":"\\\\","b":[[[1]]]}', true],
  ['ten thousand', deepJson(), true],
  ['what never closes', '['.repeat(60_000), true],
])('%s', (_what, json, expected) => {
  expect(isDeeper(json, 3)).toBe(expected);
});
