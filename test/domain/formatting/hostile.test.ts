import { describe, expect, it } from 'vitest';
import { toHtml as toMail } from '../../../bots/email/formatting.ts';
import { fromHtml } from '../../../bots/email/readHtml.ts';
import { fromEntities, toHtml } from '../../../bots/telegram/formatting.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';
import { plainText } from '../../../domain/formatting/plainText.ts';
import { toMarkdown } from '../../../domain/formatting/toMarkdown.ts';
import { fromMarks } from '../../../domain/formatting/whatsapp/fromMarks.ts';
import { toMarks } from '../../../domain/formatting/whatsapp/toMarks.ts';

const most = 65_536;
const full = (piece: string) => piece.repeat(Math.ceil(most / piece.length)).slice(0, most);

/** What makes careless parsers slow: each 64 kB long, most of them nested 10,000 deep and more. */
const hostile = [
  ...[
    '*',
    '_',
    '`',
    '~',
    '|',
    '>',
    '> ',
    '[',
    '](',
    '[a](b',
    '![',
    '<',
    '<a ',
    '<!--',
    '&',
    '\\',
    '#',
    '\n',
    ' ',
    '\t',
    '\u2060',
  ],
  ...[
    '*a ',
    '_a ',
    '**a_b*',
    '~~a ',
    'a~~ ',
    '||a',
    '<u>',
    '<b><i>',
    '</u>',
    '> a\n\n',
    '```\n',
    '``` ',
    '`a',
    'a*b_\n',
    '*a* ',
    'https://',
  ],
  ...['(', '\ud83d', '\ude00', '\u202e', '> > a\n', '-\n', '1. ', 'a'],
].map(full);

/** Far more than it takes, so that only what is not linear fails on a slow machine. */
const seconds = (count: number) => count * 1_000;

function timed(act: () => void): number {
  const start = performance.now();
  act();
  return performance.now() - start;
}

describe('64 kB of whatever is hard to read', () => {
  it.each(hostile)('%.12j as Markdown', (text) => {
    const tookMs = timed(() => {
      const message = fromMarkdown(text);
      expect(fromMarkdown(toMarkdown(message))).toEqual(message);
      plainText(text);
    });
    expect(tookMs).toBeLessThan(seconds(5));
  });

  it.each(hostile)('%.12j as WhatsApp marks', (text) => {
    expect(timed(() => void toMarks(fromMarks(text)))).toBeLessThan(seconds(3));
  });

  it.each([
    ...hostile,
    ...[
      '<div>',
      '<b>',
      '</b>',
      '<p style="',
      '<li>',
      '<ol><li>',
      '<blockquote>',
      '<a href=x>',
      '&#x',
      '<table><tr><td>',
      '<pre>',
    ].map(full),
  ])('%.12j as HTML', (text) => {
    expect(timed(() => void toMail(fromHtml(text)))).toBeLessThan(seconds(3));
  });

  it('with 10,000 entities that cross', () => {
    const types = [
      'bold',
      'italic',
      'underline',
      'strikethrough',
      'spoiler',
      'code',
      'pre',
      'blockquote',
      'text_link',
    ];
    const entities = Array.from({ length: 10_000 }, (_, at) => ({
      type: types[at % types.length]!,
      offset: (at * 7919) % most,
      length: (at * 104_729) % 9_000,
      url: `https://x.org/${at}`,
    }));
    for (const text of [full('word and '), full('a\n'), full('😀')]) {
      const tookMs = timed(() => {
        const message = fromEntities(text, entities);
        toHtml(message);
        toMarks(message);
        toMail(message);
        toMarkdown(message);
      });
      expect(tookMs).toBeLessThan(seconds(8));
    }
  });
});
