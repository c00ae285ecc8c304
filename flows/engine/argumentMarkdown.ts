import type { Said } from '../../domain/channel.ts';
import { formatted } from '../../domain/formatting/formatted.ts';
import { fromMarkdown } from '../../domain/formatting/fromMarkdown.ts';
import { joined, slice } from '../../domain/formatting/slice.ts';
import { toMarkdown } from '../../domain/formatting/toMarkdown.ts';
import { storable } from '../../domain/storable.ts';

/** What was typed, with its formatting where it has any. */
type Typed = Pick<Said & { kind: 'text' }, 'text' | 'markdown'>;

/**
 * The formatting of what stands behind a command. Marks count as letters in the words of some channels, and are none in what
 * they mean: so it is the command before them that is looked for, and where that is formatted itself, nothing is.
 * @param argument the end of what was typed
 */
export function argumentMarkdown({ text, markdown }: Typed, argument: string): { markdown?: string } {
  if (markdown === undefined || argument === '') return {};
  if (argument === storable(text)) return { markdown };
  const head = storable(text).trimEnd().slice(0, -argument.length);
  const message = fromMarkdown(markdown);
  if (!message.text.startsWith(head)) return {};
  return { markdown: toMarkdown(slice(message, head.length, message.text.length)) };
}

/** Words before what was typed, literally. */
export const behind = (words: string, { markdown }: Typed): { markdown?: string } =>
  markdown === undefined ? {} : { markdown: toMarkdown(joined([formatted(words), fromMarkdown(markdown)])) };
