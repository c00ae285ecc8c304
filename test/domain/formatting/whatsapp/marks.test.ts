import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatted } from '../../../../domain/formatting/formatted.ts';
import { fromMarkdown } from '../../../../domain/formatting/fromMarkdown.ts';
import { plainMarkdown, toMarkdown } from '../../../../domain/formatting/toMarkdown.ts';
import { carried } from '../../../../domain/formatting/whatsapp/carried.ts';
import { fromMarks } from '../../../../domain/formatting/whatsapp/fromMarks.ts';
import { toMarks } from '../../../../domain/formatting/whatsapp/toMarks.ts';
import { casesOf } from '../corpus.ts';
import { messages, texts } from '../messages.ts';

/** Shows the invisible joiner. */
const seen = (text: string) => text.replaceAll('\u2060', '|');

describe('a message on WhatsApp', () => {
  it('comes back with all that WhatsApp can hold of it', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(fromMarks(toMarks(message))).toEqual(carried(message));
      }),
      { numRuns: 5_000 },
    );
  });

  it('keeps every word that was typed', () => {
    fc.assert(
      fc.property(texts, (typed) => {
        const message = formatted(typed);
        // A message of blanks alone, a byte order mark among them, is no message.
        const words = (text: string) => seen(text).replaceAll('|', '').trim();
        expect(words(toMarks(message))).toBe(words(message.text));
      }),
    );
  });

  it.each([
    ['**Ana**: hola', '*Ana*: hola'],
    ['***a***', '*_a_*'],
    ['**one**\n\n**two**', '*one*\n\n*two*'],
    ['~~a~~ `b` <u>c</u> ||d||', '~a~ `b` c d'],
    ['[Ana](https://x.org/_a_)', 'Ana (https://x.org/_a_)'],
    ['> a\n> **b**\n\nc', '> a\n> *b*\nc'],
    ['```ts\na\nb\n```', '```a\nb```'],
    ['- milk\n- eggs\n1. one', '- milk\n- eggs\n1. one'],
    ['pre**fix**', 'prefix'],
  ])('%s is shown as %s', (markdown, marks) => {
    expect(toMarks(fromMarkdown(markdown))).toBe(marks);
  });
});

describe('what people typed stays literal on WhatsApp', () => {
  it.each([
    ['*hi*', '|*|hi|*|'],
    ['(_x_)', '(|_|x|_|)'],
    ['~gone~', '|~|gone|~|'],
    ['```code```', '|`|`|`|code|`|`|`|'],
    ['**both**', '|*|*|both|*|*|'],
    ['> said he', '|> said he'],
    ['a 5* hotel', 'a 5|*| hotel'],
    ['snake_case_name', 'snake_case_name'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['Пётр_Иванов', 'Пётр_Иванов'],
    ['https://x.org/_a_/*b*?c=~d~', 'https://x.org/_a_/*b*?c=~d|~|'],
    ['3 > 2', '3 > 2'],
    ['* milk', '* milk'],
  ])('%s', (typed, shown) => {
    expect(seen(toMarks(fromMarkdown(plainMarkdown(typed))))).toBe(shown);
  });
});

describe('what somebody wrote in WhatsApp', () => {
  it.each([
    ['*bold* _italic_ ~strike~ `code`', '**bold** *italic* ~~strike~~ `code`'],
    ['*_both_*', '**_both_**'],
    ['*a _b* c_', '**a _b** c_'],
    ['```one\ntwo```', '```\none\ntwo\n```'],
    ['see ```this``` here', 'see `this` here'],
    ['> a\n> b\nc', '> a\n> b\n\nc'],
    ['>no blank', '> no blank'],
    ['* a *', '* a *'],
    ['a*b*c', 'a\\*b\\*c'],
    ['*a\nb*', '\\*a\nb\\*'],
    ['**a**', '\\*\\*a\\*\\*'],
    ['`*a*`', '`*a*`'],
    ['*', '*'],
    ['``````', '\\`\\`\\`\\`\\`\\`'],
    ['*https://x.org/_a_*', '**https://x.org/\\_a\\_**'],
    ['- a\n- *b*', '- a\n- **b**'],
  ])('%s is kept as %s', (typed, markdown) => {
    expect(toMarkdown(fromMarks(typed))).toBe(markdown);
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(texts, (typed) => {
        const message = fromMarks(typed);
        expect(fromMarkdown(toMarkdown(message))).toEqual(message);
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Where the published expectation is not ours, and why. */
const differently: Record<number, string> = {
  7: 'a star is a bullet on WhatsApp too',
  15: 'a line below the words is text, as in every messenger',
  16: 'a line below the words is text, as in every messenger',
  17: 'code is not bold, since Telegram has no such thing',
  21: 'words and address say enough of an image',
  25: 'a mail address needs no second one behind it',
  28: 'references are text',
  32: 'numbers are as they were typed',
  33: 'bullets are as they were typed',
  35: 'boxes are as they were typed',
  39: 'quotes hold no quotes',
  41: 'a line of marks is text',
  42: 'a line of marks is text',
  43: 'tags without a meaning are text',
  44: 'tags without a meaning are text',
  45: '&amp; is a character reference in Markdown',
  48: 'what is literal has joiners',
  69: 'no mark is shown that begins or ends within a word',
};

describe('pairs that others publish', () => {
  it.each(casesOf<[string]>('whatsapp-markdown-to-whatsapp-rtf', differently))(
    '$label',
    ({ args: [markdown], expected }) => {
      expect(toMarks(fromMarkdown(markdown)).replace('.com/)', '.com)')).toBe(expected);
    },
  );
});
