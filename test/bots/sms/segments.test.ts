import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preferGsm } from '../../../bots/sms/gsm.ts';
import { segmentsOf } from '../../../bots/sms/segments.ts';
import { encoded } from '../../../lab/twilio/encoding.ts';

const GSM = 'GSM-7';
const UCS = 'UCS-2';

describe('segments of a text', () => {
  it.each([
    ['nothing', '', GSM, 1, 0],
    ['160 letters', 'a'.repeat(160), GSM, 1, 160],
    ['161 letters', 'a'.repeat(161), GSM, 2, 161],
    ['306 letters', 'a'.repeat(306), GSM, 2, 306],
    ['307 letters', 'a'.repeat(307), GSM, 3, 307],
    ['80 euro signs', '€'.repeat(80), GSM, 1, 160],
    ['an escaped sign across the border', `${'a'.repeat(152)}[${'a'.repeat(152)}`, GSM, 3, 306],
    ['line breaks', 'a\r\nb', GSM, 1, 4],
    ['letters of the alphabet', 'ñÑüÜäöÆÇßéèìòùà¿¡ΔΩ', GSM, 1, 19],
    ['an acute a', 'papá', UCS, 1, 4],
    ['a lower-case ç', 'ç', UCS, 1, 1],
    ['an escape itself', '\x1b', UCS, 1, 1],
    ['70 units', 'я'.repeat(70), UCS, 1, 70],
    ['71 units', 'я'.repeat(71), UCS, 2, 71],
    ['134 units', 'я'.repeat(134), UCS, 2, 134],
    ['67 emoji, 33 to a segment', '😀'.repeat(67), UCS, 3, 134],
  ])('%s', (_, text, encoding, segments, units) => {
    expect(segmentsOf(text)).toEqual({ encoding, segments, units });
  });

  it('are the same by the emulator’s own count, for any text', () => {
    const gsm = fc.string({ unit: fc.constantFrom(...'aZ9 ñé€[]^{}~|\\\n@Δ'), maxLength: 500 });
    const any = fc.string({ unit: 'binary', maxLength: 300 });
    const emoji = fc.string({ unit: fc.constantFrom('a', 'я', '😀', '👩‍👩‍👧'), maxLength: 200 });
    fc.assert(
      fc.property(fc.oneof(gsm, any, emoji), (text) => {
        const { encoding, segments } = segmentsOf(text);
        expect({ encoding, segments }).toEqual(encoded(text));
      }),
    );
  });
});

describe('plain typography', () => {
  it.each([
    ['“Hello” – she said… it’s 5 o‘clock', '"Hello" - she said... it\'s 5 o\'clock'],
    ['a\u00a0b\u2009c\td', 'a b c d'],
    ['soft\u00adhyphen\ufeff', 'softhyphen'],
    ['• one\u2028• two', '* one\n* two'],
    ['«año» ‹x› 1⁄2', '"año" <x> 1/2'],
  ])('%s becomes GSM-7', (text, plain) => {
    expect(preferGsm(text)).toBe(plain);
    expect(segmentsOf(plain).encoding).toBe(GSM);
  });

  it.each(['“papá”', '“hi” 😀', 'Привет…', 'piñata – ça va', '漢字—', 'col·lega…'])(
    '%s stays as it is: a letter has no plain form',
    (text) => expect(preferGsm(text)).toBe(text),
  );

  it('never touches a letter or a number', () => {
    const typographic = fc.string({ unit: fc.constantFrom(...'aé1ñ—…“’ ·ʼ½') });
    const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');
    fc.assert(
      fc.property(fc.oneof(typographic, fc.string({ unit: 'grapheme' })), (text) => {
        expect(letters(preferGsm(text))).toBe(letters(text));
      }),
    );
  });
});
