import { withoutArmour } from './armour.ts';
import { beyondQuotes } from './quotes.ts';
import { announcementsApart } from './sameLine.ts';
import { secondOpinion } from './secondOpinion.ts';
import { withoutSignature } from './signature.ts';
import { tidy } from './tidy.ts';

/**
 * What a person wrote in a mail: without the text they answer to, without signature and disclaimer. Lines written
 * between quoted ones are kept, in their order. Empty where nothing of their own is left.
 * @param text a mail's text part, of any length; time grows with its length alone
 */
export function replyOf(text: string): string {
  const lines = announcementsApart(withoutArmour(tidy(text).split('\n')));
  const unquoted = beyondQuotes(lines) ?? lines;
  const own = secondOpinion(unquoted) ?? unquoted;
  return withoutSignature(own)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+/, '')
    .trimEnd();
}
