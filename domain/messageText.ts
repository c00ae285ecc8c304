import { z } from 'zod';
import type { TextKey } from '../texts/texts.ts';
import type { FlowInput } from './flow.ts';
import { type Formatted, formatted } from './formatting/formatted.ts';
import { fromMarkdown } from './formatting/fromMarkdown.ts';
import { plain } from './formatting/plainText.ts';
import { slice } from './formatting/slice.ts';
import { toMarkdown } from './formatting/toMarkdown.ts';

/** What a message may hold, addresses of links included, as whoever reads it by text message sees them. */
const longestText = 4_000;

/** Markdown that is carried to others: their own words, with their formatting. What counts is what people see of it. */
export const messageText = z.string().transform((markdown, checked): string => {
  const whole = fromMarkdown(markdown);
  const message = trimmed(whole);
  const problem = problemOf(message);
  if (problem) checked.addIssue({ code: 'custom', message: problem });
  return message === whole ? markdown : toMarkdown(message);
});

/** What was handed in with the command: taken as it is, as Markdown, or the key of the sentence that says why not. */
export function readMessageText({ argument, markdown }: Pick<FlowInput, 'argument' | 'markdown'>): {
  text: string;
  problem: TextKey | null;
} {
  const message = trimmed(markdown === undefined ? formatted(argument) : fromMarkdown(markdown));
  const problem = problemOf(message);
  if (problem) return { text: '', problem: problem === 'posting.empty' ? null : problem };
  return { text: toMarkdown(message), problem: null };
}

function trimmed(message: Formatted): Formatted {
  const words = message.text.trim();
  if (words === message.text) return message;
  const start = message.text.length - message.text.trimStart().length;
  return slice(message, start, start + words.length);
}

function problemOf(message: Formatted): TextKey | null {
  if (message.text === '') return 'posting.empty';
  return plain(message).length > longestText ? 'posting.tooLong' : null;
}

/** The first `most` characters; a character of two units is never cut in half, as Postgres refuses halves in JSON. */
export const shortened = (text: string, most: number) => [...text].slice(0, most).join('');

/** The beginning of a text, in one line, cut at a word where that is near. */
export function excerpt(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const cut = shortened(line, most - 1);
  const word = cut.lastIndexOf(' ');
  return `${word > most / 2 ? cut.slice(0, word) : cut}…`;
}
