import { z } from 'zod';
import type { TextKey } from '../texts/texts.ts';
import { storable } from './storable.ts';

const problem = (key: TextKey) => ({ error: key });

/** What is carried to others: their own words, kept as they are. */
export const messageText = z
  .string()
  .transform((typed) => storable(typed).trim())
  .pipe(z.string().min(1, problem('posting.empty')).max(4_000, problem('posting.tooLong')));

/** What was handed in with the command: taken as it is, or the key of the sentence that says why not. */
export function readMessageText(typed: string): { text: string; problem: TextKey | null } {
  if (storable(typed).trim() === '') return { text: '', problem: null };
  const read = messageText.safeParse(typed);
  return read.success
    ? { text: read.data, problem: null }
    : { text: '', problem: read.error.issues[0]!.message as TextKey };
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
