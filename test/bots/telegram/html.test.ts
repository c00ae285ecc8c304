import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carried, fromEntities } from '../../../bots/telegram/formatting.ts';
import { longestMessage, type Part, render } from '../../../bots/telegram/html.ts';
import type { Span } from '../../../domain/channel.ts';
import { formattedOf } from '../../../domain/formatting/formattedOf.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';
import { toMarkdown } from '../../../domain/formatting/toMarkdown.ts';
import { messages } from '../../domain/formatting/messages.ts';
import { readAsBot, readAsTelegram } from './telegramParser.ts';

describe('text as Telegram HTML', () => {
  it.each<[label: string, body: Span[], html: string]>([
    ['plain', ['Hello'], 'Hello'],
    ['bold and italic', [{ bold: 'Ana' }, ': ', { italic: 'hm' }], '<b>Ana</b>: <i>hm</i>'],
    ['what looks like HTML', ['<b>1 & 2</b> &lt;'], '&lt;b&gt;1 &amp; 2&lt;/b&gt; &amp;lt;'],
    ['quotes', [`"it's"`], `&quot;it's&quot;`],
    ['marks of Markdown', ['_a_ *b* `c` [d](e)'], '_a_ *b* `c` [d](e)'],
    ['a null character', ['a\0b'], 'ab'],
    ['half a surrogate pair', ['a\uDE00'], 'a'],
    [
      'what people formatted',
      ['x ', fromMarkdown('**a** [b](https://x.org)')],
      'x <b>a</b> <a href="https://x.org/">b</a>',
    ],
    ['a quote, on its own lines', ['x ', fromMarkdown('> a'), ' y'], 'x \n<blockquote>a</blockquote>\n y'],
    ['an empty span', [{ bold: '' }, 'a'], 'a'],
  ])('%s', (_, body, html) => {
    expect(render(body)).toEqual([{ html, text: expect.any(String) }]);
  });

  it('is read by Telegram as the same text and entities, whatever people write', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const [part, ...others] = render(body, Number.MAX_SAFE_INTEGER);
        expect(others).toEqual([]);
        const { text, entities } = readAsBot(part!.html);
        expect(text).toBe(part!.text);
        expect(toMarkdown(fromEntities(text, entities))).toBe(toMarkdown(carried(formattedOf(body))));
      }),
      { numRuns: 500 },
    );
  });

  it('is read by Telegram part by part, where it is long', () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 2, max: 12 }), (body, limit) => {
        const parts = render(body, limit);
        for (const part of parts) expect(readAsTelegram(part.html)).toMatchObject({ text: part.text });
        expect(parts.every((part) => part.text.length <= limit)).toBe(true);
        expect(letters(parts)).toBe(letters(render(body, Number.MAX_SAFE_INTEGER)));
        expect(letters(parts, 'bold')).toBe(letters(render(body, Number.MAX_SAFE_INTEGER), 'bold'));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a bold passage bold on both sides of a cut', () => {
    const [first, second, ...others] = render([{ bold: 'word '.repeat(1_000).trim() }]);
    expect(others).toEqual([]);
    expect(first!.text.length).toBeGreaterThan(longestMessage / 2);
    for (const part of [first!, second!]) expect(part.html).toBe(`<b>${part.text}</b>`);
  });
});

/** Words, marks, emoji, right-to-left text, and whatever breaks a parser. */
const texts = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.string({ unit: fc.constantFrom(...'<>&;"\'/b \n😀\uD83D\uDE00\0#x=lt'), maxLength: 20 }),
  },
  fc.constantFrom(
    '<b>',
    '</b>',
    '&lt;',
    '&#55357;',
    '&amp',
    '<a href="tg://user?id=1">',
    'שלום',
    '/start',
    '@homeroom',
  ),
);

const bodies: fc.Arbitrary<Span[]> = fc.array(
  fc.oneof(
    texts,
    texts.map((bold) => ({ bold })),
    texts.map((italic) => ({ italic })),
    messages,
  ),
  { maxLength: 6 },
);

/** All that can be seen, or of that only what is formatted in one way. */
function letters(parts: Part[], only?: string): string {
  return parts
    .map(({ html }) => readAsTelegram(html))
    .map((read) => {
      if ('error' in read) throw new Error(read.error);
      if (!only) return read.text;
      const passages = read.entities.filter(({ type }) => type === only);
      return passages.map(({ offset, length }) => read.text.slice(offset, offset + length)).join('');
    })
    .join('')
    .replaceAll(/\s/g, '');
}
