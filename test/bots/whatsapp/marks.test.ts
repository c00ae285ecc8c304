import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal, marked, runsOf } from '../../../bots/whatsapp/marks.ts';
import type { Span } from '../../../domain/channel.ts';

/** Shows the invisible joiner. */
const seen = (text: string) => text.replaceAll('\u2060', '|');

describe('what people typed stays literal', () => {
  it.each([
    ['*hi*', '|*|hi|*|'],
    ['say *hi* now', 'say |*|hi|*| now'],
    ['(_x_)', '(|_|x|_|)'],
    ['~gone~', '|~|gone|~|'],
    ['`code`', '|`|code|`|'],
    ['```code```', '|`|`|`|code|`|`|`|'],
    ['**both**', '|*|*|both|*|*|'],
    ['*_both_*', '|*|_|both|_|*|'],
    ['***', '|*|*|*|'],
    ['a**b**c', 'a|*|*|b|*|*|c'],
    ['a 5* hotel', 'a 5|*| hotel'],
    ['> said he', '|> said he'],
    ['* milk\n- eggs', '|* milk\n|- eggs'],
    ['"*"', '"|*|"'],
  ])('%s', (typed, expected) => {
    expect(seen(literal(typed))).toBe(expected);
  });

  it.each([
    'snake_case_name',
    '2 * 3 * 4',
    'a*b',
    'Пётр_Иванов',
    'https://x.org/_a_/*b*?c=~d~',
    'see http://x.org/*a* there',
    '3 > 2',
    'well-known',
    '',
  ])('%s needs no help', (typed) => {
    expect(literal(typed)).toBe(typed);
  });

  it('whatever it is: nothing is lost, and nothing but joiners is added', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'ab *_~`>-\n.ñ') });
    fc.assert(
      fc.property(typed, (text) => {
        expect(literal(text).replaceAll('\u2060', '')).toBe(text);
      }),
    );
  });

  it('whatever it is: no mark is left where WhatsApp would begin or end something', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'ab *_~`\n.') });
    const begins = /(?<![\p{L}\p{N}\u2060])[*_~`](?=[^\s\u2060])/u;
    const ends = /(?<=[^\s\u2060])[*_~`](?![\p{L}\p{N}\u2060])/u;
    fc.assert(
      fc.property(typed, (text) => {
        const shown = literal(text);
        expect(begins.test(shown) && ends.test(shown)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('our own styles', () => {
  it.each<[Span[], string]>([
    [[{ bold: 'Ana' }, ': hola'], '*Ana*: hola'],
    [['by ', { italic: 'Ana' }], 'by _Ana_'],
    [[{ bold: ' Ana ' }], ' *Ana* '],
    [[{ bold: 'one\n\ntwo' }], '*one*\n\n*two*'],
    [[{ bold: '5*' }, ' hotel'], '*5|*|* hotel'],
    [['pre', { bold: 'fix' }], 'prefix'],
    [[{ bold: 'fix' }, 'ed'], 'fixed'],
    [[{ bold: '' }, 'x'], 'x'],
    [[{ bold: ' ' }], ' '],
    [['*hi* ', { bold: 'Ana' }], '|*|hi|*| *Ana*'],
    [[{ bold: '$& $1' }], '*$& $1*'],
  ])('%j', (body, expected) => {
    expect(seen(marked(runsOf(body)))).toBe(expected);
  });

  it('what WhatsApp cannot carry is cleaned', () => {
    expect(marked(runsOf(['a\0b\ud800']))).toBe('ab\ufffd');
  });
});
