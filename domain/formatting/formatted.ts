import { blocksOf } from './blocks.ts';
import { cleaned } from './cleaned.ts';
import { inlineOf } from './inline.ts';

/** Ways to stress words; they nest in any order, the same one never within itself. */
export type Mark = 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler';

/** What a passage is besides its words. `start` and `end` are UTF-16 units of the text, as Telegram counts. */
export type FormatSpan = { start: number; end: number } & (
  | { kind: Mark | 'code' | 'quote' }
  | { kind: 'pre'; language: string | null }
  | { kind: 'link'; url: string }
);

/**
 * What one message says, whatever channel it came from: its words as they are seen, and what is special about which of
 * them. Made by `formatted` only, so that there is one value for what is seen:
 * - spans are sorted (outer ones first) and nest; touching ones of a kind are one
 * - `quote` and `pre` cover whole lines; all others stay within a line, and begin and end with something visible
 * - code holds no marks and no link, `pre` nothing at all, quotes hold no quotes (the rules of Telegram's Bot API)
 * - a link is http, https, mailto or tel, and shows something other than its own address
 */
export interface Formatted {
  text: string;
  spans: FormatSpan[];
}

/**
 * Puts what a channel's parser found into order: spans that cross, lie outside of the text, split a character, or hold what
 * they may not, become what people would have seen. Takes time in proportion to the text and the number of spans.
 */
export function formatted(text: string, spans: readonly FormatSpan[] = []): Formatted {
  const clean = cleaned(text, spans);
  if (clean.spans.length === 0) return clean;
  const blocks = blocksOf(clean.text, clean.spans);
  const inline = inlineOf(clean.text, [...blocks.rest, ...blocks.loose], blocks.pre);
  return { text: clean.text, spans: inOrder([...blocks.quotes, ...blocks.pre, ...inline]) };
}

/** Stable, so that of spans over the same words the outer one, which opened first, stays first. */
const inOrder = (spans: FormatSpan[]) =>
  spans.toSorted((one, other) => one.start - other.start || other.end - one.end);

export const isSame = (one: Formatted, other: Formatted) =>
  one.text === other.text && JSON.stringify(one.spans) === JSON.stringify(other.spans);
