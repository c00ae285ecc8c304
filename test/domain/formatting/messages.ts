import fc from 'fast-check';
import { type FormatSpan, type Formatted, formatted } from '../../../domain/formatting/formatted.ts';

const marks = ['bold', 'italic', 'underline', 'strike', 'spoiler', 'code', 'quote'] as const;

/** Words, blanks, breaks, every sign of Markdown, Telegram and WhatsApp, emoji, right-to-left text, halves of pairs. */
export const texts = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('a', 'word', 'Ana', ' ', ' ', '\n', 'ñ', '1', '.', ',') },
      { weight: 3, arbitrary: fc.constantFrom(...'*_~`|<>&[]()\\#!-+=.:"\'/@'.split('')) },
      fc.constantFrom(
        '**',
        '||',
        '~~',
        '```',
        '> ',
        '\n> ',
        '1. ',
        '- ',
        '# ',
        '  ',
        '\n\n',
        '\t',
        '</u>',
        '<u>',
        '&lt;',
      ),
      fc.constantFrom(
        '😀',
        '👩‍👧',
        'שלום',
        '\u202e',
        '\u200f',
        '\ud83d',
        '\ude00',
        '\u00a0',
        '\u2060',
        '\ufeff',
        '\r\n',
        '\0',
      ),
      fc.constantFrom('https://x.org/_a_/*b*', 'ana@x.org', 'https://x.org/a?b=1&copy=2', '[a](http://b.c)'),
    ),
    { maxLength: 24 },
  )
  .map((pieces) => pieces.join(''));

const urls = fc.constantFrom(
  'https://x.org/',
  'https://x.org/a(b)c_d*e',
  'http://xn--mnchen-3ya.de/?q=1&r=%20"',
  'mailto:ana@x.org',
  'tel:+34600111222',
  'javascript:alert(1)',
);

/** Spans wherever they fall: crossing, out of range, splitting characters. */
export const spansOf = (length: number): fc.Arbitrary<FormatSpan[]> => {
  const place = fc.tuple(fc.integer({ min: -2, max: length + 2 }), fc.integer({ min: 0, max: length + 2 }));
  const span = place.chain(([start, size]): fc.Arbitrary<FormatSpan> => {
    const at = { start, end: start + size };
    return fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...marks).map((kind) => ({ kind, ...at })) },
      fc
        .constantFrom(null, 'ts', 'c++', 'a b')
        .map((language) => ({ kind: 'pre' as const, language, ...at })),
      urls.map((url) => ({ kind: 'link' as const, url, ...at })),
    );
  });
  return fc.array(span, { maxLength: 5 });
};

/** Any message there can be. */
export const messages: fc.Arbitrary<Formatted> = texts.chain((text) =>
  spansOf(text.length).map((spans) => formatted(text, spans)),
);
