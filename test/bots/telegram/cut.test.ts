import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../../bots/telegram/cut.ts';

const limit = 10;

describe('cutting a long text', () => {
  it.each<[label: string, text: string, parts: string[]]>([
    ['short enough', ' as it is ', [' as it is ']],
    ['empty', '', ['']],
    ['between paragraphs', 'One two\n\nthree', ['One two', 'three']],
    ['between lines', 'One two\nthree four', ['One two', 'three four']],
    ['between words', 'one two three', ['one two', 'three']],
    ['just behind a full part', 'ten lettrs next', ['ten lettrs', 'next']],
    ['not so early that the part is half empty', 'a\n\nbcdefghijklm', ['a\n\nbcdefgh', 'ijklm']],
    ['in a word that is too long', 'abcdefghijklm', ['abcdefghij', 'klm']],
    ['not within a surrogate pair', 'abcdefghi😀', ['abcdefghi', '😀']],
    ['with space for days', `${' '.repeat(30)}a${' '.repeat(30)}b`, ['a', 'b']],
  ])('%s', (_, text, parts) => {
    expect(partsOf(text)).toEqual(parts);
  });

  it('loses nothing but white space, and makes no part empty, too long or half a letter', () => {
    const unit = fc.constantFrom('a', 'b', ' ', '\n', '😀');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 80 }), (text) => {
        const parts = partsOf(text);
        expect(parts.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        expect(parts.every((part) => part.length <= limit && !/\p{Surrogate}/u.test(part))).toBe(true);
        if (parts.length > 1) expect(parts.every((part) => part.trim() !== '')).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

function partsOf(text: string): string[] {
  return cut(text, limit).map(({ start, end }) => text.slice(start, end));
}
