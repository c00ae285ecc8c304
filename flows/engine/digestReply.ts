import type { Said } from '../../domain/channel.ts';
import type { Who } from '../../domain/member.ts';
import { text } from '../../domain/text.ts';
import { argumentMarkdown } from './argumentMarkdown.ts';
import { slashWord, steeringWord, typedCommand } from './command.ts';
import { type Meaning, type Routes, start } from './meaning.ts';

/**
 * An answer to a digest, which holds several messages: it says which by beginning with its number, else that is asked.
 * Null where it is a command, which means the same wherever it is said.
 * @param number of one message in the digest, for the example
 */
export function digestReply(
  routes: Routes,
  who: Who,
  { said, number, given = {} }: { said: Said & { kind: 'text' }; number: number; given?: Partial<Given> },
): Meaning | null {
  const isCommand =
    slashWord(said.text) !== null ||
    steeringWord(said.text) !== null ||
    typedCommand(said.text, routes.flows, false) !== null;
  if (isCommand) return null;
  const [, named, words = ''] = /^\s*#?(\d{1,9})(?!\w)\s*[:.,)-]?\s*([\s\S]*)$/.exec(said.text) ?? [];
  const hasWords = words !== '' || given.files !== undefined;
  if (!named || !hasWords) return { kind: 'explain', text: text('digest.which', { number }) };
  return start(routes.replying, who, {
    ...given,
    number: Number(named),
    argument: words,
    ...argumentMarkdown(said, words),
  });
}

type Given = Parameters<typeof start>[2];
