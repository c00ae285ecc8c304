import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../../bots/whatsapp/parts.ts';
import type { Span } from '../../../domain/channel.ts';

const paragraph = (length: number) => 'word '.repeat(length / 5).trim();

describe('a body', () => {
  it.each<[string, Span[], number, number[]]>([
    ['of one message', ['x'.repeat(4096)], 4096, [4096]],
    ['of one unit more', ['x'.repeat(4097)], 4096, [4096, 1]],
    ['of two paragraphs', [`${paragraph(3000)}\n\n${paragraph(3000)}`], 4096, [2999, 2999]],
    ['above buttons', [paragraph(1000)], 1024, [999]],
    ['too long to stand above buttons', [`${paragraph(800)}\n\n${paragraph(800)}`], 1024, [799, 799]],
    ['of nothing', [], 4096, []],
    ['of blanks', [' '.repeat(5000)], 4096, []],
    ['of blanks after a word, above buttons', [`x${' '.repeat(2000)}`], 1024, [1]],
  ])('%s', (_, body, lastLimit, lengths) => {
    expect(partsOf(body, lastLimit).map((part) => part.length)).toEqual(lengths);
  });

  it('keeps its style over a cut, and each part is whole', () => {
    const parts = partsOf([{ bold: paragraph(6000) }]);
    expect(parts).toHaveLength(2);
    for (const part of parts) expect(part).toMatch(/^\*word.*word\*$/);
  });

  it('grows by its marks, and is cut so that all parts fit', () => {
    const parts = partsOf(['*x* '.repeat(2000)]);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4096);
    expect(parts.join(' ').replaceAll('\u2060', '').split(/\s+/).filter(Boolean)).toHaveLength(2000);
  });

  it('cuts no emoji', () => {
    const family = '👨‍👩‍👧‍👦';
    const parts = partsOf([family.repeat(500)]);
    expect(parts.join('')).toBe(family.repeat(500));
    for (const part of parts) expect(part.length % family.length).toBe(0);
  });

  it('whatever it is: every part fits, and no word is lost', () => {
    const piece = fc.string({ unit: fc.constantFrom(...'ab *_\n😀'), maxLength: 9000, size: 'max' });
    const span = fc.oneof(
      piece,
      piece.map((bold) => ({ bold })),
      piece.map((italic) => ({ italic })),
    );
    fc.assert(
      fc.property(fc.array(span, { maxLength: 3 }), fc.constantFrom(1024, 4096), (body, lastLimit) => {
        const parts = partsOf(body, lastLimit);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(4096);
        expect((parts.at(-1) ?? '').length).toBeLessThanOrEqual(lastLimit);
        const letters = (text: string) => text.replace(/[\s*_\u2060]/g, '');
        const said = body.map((one) => (typeof one === 'string' ? one : Object.values(one)[0])).join('');
        expect(letters(parts.join(''))).toBe(letters(said));
      }),
      { numRuns: 60 },
    );
  });
});
