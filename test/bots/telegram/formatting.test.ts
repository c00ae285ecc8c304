import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  carried,
  type Entity,
  entitiesSchema,
  fromEntities,
  toHtml,
} from '../../../bots/telegram/formatting.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';
import { slice } from '../../../domain/formatting/slice.ts';
import { toMarkdown } from '../../../domain/formatting/toMarkdown.ts';
import { casesOf } from '../../domain/formatting/corpus.ts';
import { messages, texts } from '../../domain/formatting/messages.ts';
import { readAsBot, readAsTelegram } from './telegramParser.ts';

/** Where the published expectation is not ours, and why. */
const differently: Record<number, string> = {
  23: 'marks that cross are not Markdown: nobody reads ~~ between letters and a closing mark as opening',
  25: 'marks of Markdown do not reach over an empty line',
  26: 'a line behind a quote without an empty line between belongs to the quote',
  31: 'marks of Markdown do not reach over an empty line',
};

const runs = { numRuns: 2_000 };

describe('a message on Telegram', () => {
  it('is read by Telegram itself as it was meant, and comes back as it was kept', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const read = readAsBot(toHtml(message));
        expect(toMarkdown(fromEntities(read.text, read.entities))).toBe(toMarkdown(carried(message)));
      }),
      runs,
    );
  });

  it('is read by Telegram in parts, wherever it is cut', () => {
    fc.assert(
      fc.property(messages, fc.nat(40), fc.nat(40), (message, start, size) => {
        const part = slice(message, start, start + size);
        expect(readAsTelegram(toHtml(part))).toMatchObject({ text: carried(part).text });
      }),
      runs,
    );
  });
});

describe("Telegram's entities", () => {
  it.each(casesOf<[string, Entity[]]>('telegram-telegram-to-markdown', differently))(
    '$label: mean what others make of them',
    ({ args: [text, entities], expected }) => {
      expect(fromEntities(text, entities)).toEqual(fromMarkdown(expected));
    },
  );

  it.each<[string, string, Entity[], string]>([
    ['emoji count twice', '😀 hi', [{ type: 'bold', offset: 3, length: 2 }], '😀 **hi**'],
    ['half an emoji is the whole', 'a😀b', [{ type: 'bold', offset: 2, length: 1 }], 'a**😀**b'],
    ['beyond the end', 'abc', [{ type: 'italic', offset: 1, length: 99 }], 'a*bc*'],
    [
      'of no length, or less',
      'abc',
      [
        { type: 'bold', offset: 1, length: 0 },
        { type: 'bold', offset: 2, length: -2 },
      ],
      'abc',
    ],
    ['only blanks', 'a b', [{ type: 'bold', offset: 1, length: 1 }], 'a b'],
    ['a link to a program', 'abc', [{ type: 'text_link', offset: 0, length: 3, url: 'javascript:x' }], 'abc'],
    [
      'what looks after itself',
      '@ana #tag /go',
      [
        { type: 'mention', offset: 0, length: 4 },
        { type: 'hashtag', offset: 5, length: 4 },
      ],
      '@ana #tag /go',
    ],
    ['a block of code within a line', 'a `b` c', [{ type: 'pre', offset: 2, length: 3 }], 'a `` `b` `` c'],
    ['a line break in bold', 'a\nb', [{ type: 'bold', offset: 0, length: 3 }], '**a**\n**b**'],
  ])('%s', (_, text, entities, markdown) => {
    expect(toMarkdown(fromEntities(text, entities))).toBe(markdown);
  });

  it('that are none do no harm', () => {
    expect(entitiesSchema.parse([{ type: 'bold', offset: 0, length: 1 }, { type: 1 }, null, 'x'])).toEqual([
      { type: 'bold', offset: 0, length: 1 },
    ]);
    expect(entitiesSchema.parse('x')).toEqual([]);
  });

  it('may be anything', () => {
    const entity = fc.record({
      type: fc.constantFrom('bold', 'pre', 'code', 'blockquote', 'text_link', 'spoiler', 'url', '__proto__'),
      offset: fc.oneof(fc.integer(), fc.double(), fc.nat(20)),
      length: fc.oneof(fc.integer(), fc.double(), fc.nat(20)),
      url: fc.constantFrom('https://x.org', 'x', 'tg://user?id=1'),
    });
    fc.assert(
      fc.property(texts, fc.array(entity), (text, entities) => {
        const message = fromEntities(text, entities);
        expect(fromMarkdown(toMarkdown(message))).toEqual(message);
      }),
      runs,
    );
  });
});
