import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../bots/sms/split.ts';

const MARK = /^\((\d+)\/(\d+)\) /;
const unmarked = (parts: string[]) =>
  parts.length === 1 ? parts : parts.map((part) => part.replace(MARK, ''));

describe('a long text', () => {
  it('is left alone up to the limit', () => {
    expect(splitText('')).toEqual(['']);
    expect(splitText('a'.repeat(1600))).toEqual(['a'.repeat(1600)]);
  });

  it('is cut at white space and numbered', () => {
    expect(splitText('the quick brown fox jumps over', 18)).toEqual([
      '(1/3) the quick',
      '(2/3) brown fox',
      '(3/3) jumps over',
    ]);
  });

  it('is cut inside a word only where that is longer than a message', () => {
    expect(splitText(`see ${'x'.repeat(20)}`, 16)).toEqual([
      '(1/3) see xxxxxx',
      '(2/3) xxxxxxxxxx',
      '(3/3) xxxx',
    ]);
  });

  it('makes room for a number of two digits', () => {
    const parts = splitText('word '.repeat(40).trim(), 26);
    expect(parts.length).toBeGreaterThan(9);
    expect(parts.every((part) => part.length <= 26)).toBe(true);
    expect(parts[9]).toMatch(/^\(10\/\d\d\) word/);
  });

  it('is never cut through a family of emoji or a letter and its accent', () => {
    const family = '👩‍👩‍👧';
    for (const part of unmarked(splitText(family.repeat(9), 30)))
      expect(part.replaceAll(family, '')).toBe('');
    for (const part of unmarked(splitText('e\u0301'.repeat(30), 21))) expect(part.startsWith('e')).toBe(true);
  });

  it.each([26, 27, 28])('keeps surrogate pairs whole within one endless grapheme (%i)', (limit) => {
    const parts = unmarked(splitText(`👩${'\u200d👩'.repeat(30)}`, limit));
    expect(parts.join('')).toBe(`👩${'\u200d👩'.repeat(30)}`);
    for (const part of parts) expect(part).not.toMatch(/\p{Surrogate}/u);
  });
});

describe('for any text and limit', () => {
  const unit = fc.constantFrom('a', 'bc', ' ', '\n', 'word ', '😀', '👩‍👩‍👧', 'é', '漢');
  const text = fc.string({ unit, maxLength: 300 }).map((value) => value.trim());

  it('every part fits and is numbered, and nothing but white space at the cuts is lost', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 24, max: 120 }), (whole, limit) => {
        const parts = splitText(whole, limit);
        for (const [i, part] of parts.entries()) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).not.toMatch(/\p{Surrogate}/u);
          if (parts.length > 1) expect(part.startsWith(`(${i + 1}/${parts.length}) `)).toBe(true);
        }
        expect(rejoined(whole, unmarked(parts))).toBe(whole);
      }),
    );
  });

  /** Puts the parts back, each with the white space that stood before it. */
  function rejoined(whole: string, parts: string[]): string {
    let joined = '';
    for (const part of parts) joined += /^\s*/.exec(whole.slice(joined.length))![0] + part.trimStart();
    return joined;
  }
});
