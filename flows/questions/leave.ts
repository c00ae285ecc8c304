import { z } from 'zod';
import type { Question } from '../../domain/flow.ts';
import { memberChoices } from '../../domain/plainChoices.ts';
import { text } from '../../domain/text.ts';
import type { Context } from '../leave.ts';

/** What is asked of who wants to leave. */

export const successor = ({ communityName: community, successors }: Context): Question => ({
  text: text('leaving.askSuccessor', { community }),
  choices: memberChoices(successors),
  answer: z.string().min(1, { error: 'common.textPlease' }),
});

const sentences = {
  member: 'leaving.ask',
  lastOrganizer: 'leaving.ask',
  pending: 'leaving.askPending',
  alone: 'leaving.askAlone',
} as const;

export const confirmation = ({ as, successor: next, communityName: community }: Context): Question => ({
  text: next
    ? text('leaving.askHandOver', { community, name: next.who })
    : text(sentences[as], { community }),
  choices: [
    { label: text('leaving.leave'), answer: 'leave' },
    { label: text('leaving.stay'), answer: 'stay' },
  ],
  answer: yesOrNo,
});

/** People say yes and no to a question in their own way. */
const yesOrNo = z
  .string()
  .transform((typed): string => {
    if (/^(y|yes|s[ií])\W*$/i.test(typed)) return 'leave';
    return /^no?\W*$/i.test(typed) ? 'stay' : '';
  })
  .pipe(z.string().min(1, { error: 'common.chooseOne' }));
