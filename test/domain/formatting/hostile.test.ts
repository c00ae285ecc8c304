import { describe, expect, it } from 'vitest';
import { toHtml as toMail } from '../../../bots/email/formatting.ts';
import { fromHtml } from '../../../bots/email/readHtml.ts';
import { fromEntities, toHtml } from '../../../bots/telegram/formatting.ts';
import { isSame } from '../../../domain/formatting/formatted.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';
import { toMarkdown } from '../../../domain/formatting/toMarkdown.ts';
import { fromMarks } from '../../../domain/formatting/whatsapp/fromMarks.ts';
import { toMarks } from '../../../domain/formatting/whatsapp/toMarks.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const most = 65_536;
const full = (piece: string, length = most) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

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
];

/** Ten times what it takes, so that what is not linear fails, and only that. */
const seconds = (count: number) => count * 1_000;

describe('64 kB of whatever is hard to read', () => {
  it.each(hostile)('%j as Markdown, also as long and as marked as it is still read', async (piece) => {
    const tookMs = await cpuTime(() => {
      for (const length of [2_000, 19_999, most]) {
        const message = fromMarkdown(full(piece, length));
        expect(isSame(fromMarkdown(toMarkdown(message)), message)).toBe(true);
      }
    });
    expect(tookMs).toBeLessThan(seconds(20));
  });

  it.each(hostile)('%j as WhatsApp marks', async (piece) => {
    expect(await cpuTime(() => toMarks(fromMarks(full(piece))))).toBeLessThan(seconds(10));
  });

  it.each([
    ...hostile,
    ...'<div>|<b>|</b>|<p style="|<li>|<ol><li>|<blockquote>|<a href=x>|&#x|<table><tr><td>|<pre>'.split('|'),
  ])('%j as HTML', async (piece) => {
    expect(await cpuTime(() => toMail(fromHtml(full(piece))))).toBeLessThan(seconds(10));
  });

  it('with 10,000 entities that cross', async () => {
    const types = 'bold italic underline strikethrough spoiler code pre blockquote text_link'.split(' ');
    const entities = Array.from({ length: 10_000 }, (_, at) => ({
      type: types[at % types.length]!,
      offset: (at * 7919) % most,
      length: (at * 104_729) % 9_000,
      url: `https://x.org/${at}`,
    }));
    for (const text of [full('word and '), full('a\n'), full('😀')]) {
      const tookMs = await cpuTime(() => {
        const message = fromEntities(text, entities);
        toHtml(message);
        toMarks(message);
        toMail(message);
        toMarkdown(message);
      });
      expect(tookMs).toBeLessThan(seconds(20));
    }
  });
});
