import { type TextRef, text } from '../../../domain/text.ts';
import { texts } from '../../../texts/texts.ts';

/** Why something happened, as a clause: `since messages there were stopped`. */
export function reasonText(reason: string | null): TextRef {
  const key = `reason.${reason}`;
  return text(key in texts ? (key as 'reason.other') : 'reason.other');
}

/** The same for the author: whom somebody does not want to hear is nobody else's business. */
export const reasonForAuthor = (reason: string | null): TextRef =>
  isPrivate(reason) ? text('reason.choice') : reasonText(reason);

export const isPrivate = (reason: string | null) => reason === 'mutedPerson' || reason === 'mutedForum';
