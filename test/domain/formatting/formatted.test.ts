import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FormatSpan, formatted } from '../../../domain/formatting/formatted.ts';
import { joined, slice } from '../../../domain/formatting/slice.ts';
import { messages } from './messages.ts';

/** A span as `kind start-end`. */
const shown = (spans: FormatSpan[]) =>
  spans.map(({ kind, start, end }) => `${kind} ${start}-${end}`).join(', ');
const span = (
  kind: 'bold' | 'italic' | 'code' | 'quote' | 'strike',
  start: number,
  end: number,
): FormatSpan => ({ kind, start, end });
const link = (start: number, end: number, url = 'https://x.org/'): FormatSpan => ({
  kind: 'link',
  start,
  end,
  url,
});

describe('what parsers find, put into order', () => {
  it.each<[string, string, FormatSpan[], string]>([
    ['touching ones are one', 'abcd', [span('bold', 0, 2), span('bold', 2, 4)], 'bold 0-4'],
    [
      'crossing ones nest',
      'abcdef',
      [span('bold', 0, 4), span('italic', 2, 6)],
      'bold 0-4, italic 2-4, italic 4-6',
    ],
    [
      'a cut mark goes on at the next word',
      'a b c',
      [span('bold', 0, 3), span('strike', 2, 5)],
      'bold 0-3, strike 2-3, strike 4-5',
    ],
    ['links stay whole', 'abcdef', [span('bold', 0, 3), link(2, 6)], 'bold 0-2, link 2-6, bold 2-3'],
    ['blanks are not marked', ' a ', [span('bold', 0, 3)], 'bold 1-2'],
    ['each line by itself', 'a\n\nb', [span('bold', 0, 4)], 'bold 0-1, bold 3-4'],
    [
      'code holds no marks',
      'a b c',
      [span('bold', 0, 5), span('code', 2, 3)],
      'bold 0-1, code 2-3, bold 4-5',
    ],
    ['a link is more than code', 'abc', [link(0, 3), span('code', 0, 3)], 'link 0-3'],
    ['quotes cover lines', 'ab\ncd\nef', [span('quote', 1, 4)], 'quote 0-5'],
    ['neighbouring quotes are one', 'ab\ncd', [span('quote', 0, 2), span('quote', 3, 5)], 'quote 0-5'],
    ['half an emoji is the whole', '😀', [span('bold', 1, 2)], 'bold 0-2'],
    ['out of range', 'abc', [span('bold', -5, 99), span('italic', 7, 9), span('strike', 2, 1)], 'bold 0-3'],
    ['no number', 'abc', [span('bold', Number.NaN, 3), span('italic', 0.5, 2)], ''],
    ['a link to a program', 'abc', [link(0, 3, 'javascript:alert(1)')], ''],
    ['a link of its own address', 'x.org', [link(0, 5)], ''],
  ])('%s', (_, text, spans, expected) => {
    expect(shown(formatted(text, spans).spans)).toBe(expected);
  });

  it('line ends of Windows and what cannot be stored move the spans', () => {
    expect(formatted('a\r\n\0b\ud800c', [span('bold', 4, 7)])).toEqual({
      text: 'a\nbc',
      spans: [span('bold', 2, 4)],
    });
  });

  it('cut anywhere and joined again, it has all its words', () => {
    fc.assert(
      fc.property(messages, fc.nat(40), (message, at) => {
        const parts = [slice(message, 0, at), slice(message, at, message.text.length)];
        if (/[\ud800-\udbff]$/.test(message.text.slice(0, at))) return;
        expect(withoutMarks(joined(parts).text)).toBe(withoutMarks(message.text));
      }),
    );
  });
});

/** A byte order mark that the cut put first is taken for one, and dropped: it was never seen. */
const withoutMarks = (text: string) => text.replaceAll('\ufeff', '');
