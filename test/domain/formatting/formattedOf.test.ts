import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Span } from '../../../domain/channel.ts';
import { formatted } from '../../../domain/formatting/formatted.ts';
import { formattedOf } from '../../../domain/formatting/formattedOf.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';
import { toMarkdown } from '../../../domain/formatting/toMarkdown.ts';
import { texts } from './messages.ts';

it.each<[string, Span[], string]>([
  ['a plain string is literal', ['*a* ', { bold: 'b' }, ' _c_'], '\\*a\\* **b** \\_c\\_'],
  ['bold and italic', [{ bold: 'a' }, ' ', { italic: 'b' }], '**a** *b*'],
  ['what people formatted', [{ bold: 'Ana' }, '\n', fromMarkdown('`x` **y**')], '**Ana**\n`x` **y**'],
  ['a quote behind words', ['Ana: ', fromMarkdown('> a\n\nb')], 'Ana: \n> a\n\nb'],
  ['words behind a quote', [fromMarkdown('> a'), 'b'], '> a\n\nb'],
  ['a block on lines of its own', ['a\n', fromMarkdown('```\nx\n```'), '\nb'], 'a\n```\nx\n```\nb'],
  ['nothing between words and a quote', ['a', '', { bold: '' }, fromMarkdown('> b')], 'a\n> b'],
  ['nothing at all', [], ''],
])('%s', (_, body, markdown) => {
  expect(toMarkdown(formattedOf(body))).toBe(markdown);
});

it('plain strings are the words they are, whatever they are', () => {
  fc.assert(
    fc.property(fc.array(texts), (typed) => {
      expect(formattedOf(typed).spans).toEqual([]);
      expect(formattedOf(typed).text.length).toBeLessThanOrEqual(formatted(typed.join('')).text.length);
    }),
  );
});
