import type { Formatted } from '../domain/formatting/formatted.ts';
import { fromMarkdown } from '../domain/formatting/fromMarkdown.ts';

/** Longer than the messages that are on their way to many at one time. */
const mostRemembered = 200;

/** Memory, not state: what a text means never changes, whichever message it is. */
const remembered = new Map<string, Formatted>();

/** Reads a stored message; one on its way to ten thousand members, which for each is read from the database, only once. */
export function readMessage(markdown: string): Formatted {
  const known = remembered.get(markdown);
  if (known) return known;
  const message = fromMarkdown(markdown);
  if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value!);
  remembered.set(markdown, message);
  return message;
}
