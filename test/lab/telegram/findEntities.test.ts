import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findEntities } from '../../../lab/telegram/findEntities.ts';
import { judgeFound } from './judge.ts';
import { RUNS, SEED } from './markupFuzz.ts';

const asText = (text: string, entities: { type: string; offset: number; length: number }[]) =>
  entities.map((one) => `${one.type} ${text.slice(one.offset, one.offset + one.length)}`);

const WORDS = [
  '/start',
  '/start CODE',
  '/a_b',
  '/cmd@homeroom_bot',
  '/',
  '@homeroom',
  '@ab',
  '@abcd',
  '#tag',
  '#1',
  '#1a',
  '#año',
  'ana@example.org',
  'https://example.org/a?b=c#d',
  'http://a.com:80/x',
  'example.com',
  't.me/x',
  'www.a.de',
  ',',
  '!',
  'ñ',
  '😀',
  '(',
  ')',
  'hello',
  '12',
  'https://example.org.',
  'https://example.org/a,',
];

test('finds in sentences what Telegram finds', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...WORDS), { maxLength: 6 }), (words) => {
      const text = words.join(' ');
      expect(asText(text, findEntities(text))).toEqual(asText(text, judgeFound(text)));
    }),
    { numRuns: RUNS, seed: SEED },
  );
});

test('finds commands, mentions and hashtags where Telegram does, however they stick together', () => {
  const pieces = [
    '/start',
    '/a_b',
    '@homeroom',
    '@ab',
    '#tag',
    '#1',
    '#1a',
    'é',
    'a',
    '1',
    '_',
    ' ',
    '\n',
    '😀',
    '(',
    ',',
    '/',
    '#',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 6 }), (parts) => {
      const text = parts.join('');
      expect(asText(text, findEntities(text))).toEqual(asText(text, judgeFound(text)));
    }),
    { numRuns: RUNS, seed: SEED },
  );
});
