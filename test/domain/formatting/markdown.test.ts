import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatted } from '../../../domain/formatting/formatted.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';
import { plainMarkdown, toMarkdown } from '../../../domain/formatting/toMarkdown.ts';
import { storable } from '../../../domain/storable.ts';
import { messages, texts } from './messages.ts';

const seen = (text: string) => storable(text).replace(/^\uFEFF+/, '');

describe('what people type without formatting', () => {
  it('keeps the brackets of an address that looks like no tag', () => {
    const typed = '<1ana@x.org>';
    expect(fromMarkdown(plainMarkdown(typed)).text).toBe(typed);
  });

  it('comes back exactly, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ unit: 'binary' })), (typed) => {
        expect(fromMarkdown(plainMarkdown(typed))).toEqual({ text: seen(typed), spans: [] });
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a message', () => {
  it('is the same again when it was kept as Markdown', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(fromMarkdown(toMarkdown(message))).toEqual(message);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is in order already', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(formatted(message.text, message.spans)).toEqual(message);
      }),
      { numRuns: 3_000 },
    );
  });
});
