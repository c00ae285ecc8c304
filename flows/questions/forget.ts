import { z } from 'zod';
import type { Question } from '../../domain/flow.ts';
import { memberChoices } from '../../domain/plainChoices.ts';
import { type TextRef, text } from '../../domain/text.ts';
import type { Context } from '../forget.ts';

/** What is asked of who wants to be forgotten. */

export const successor = ({ next: { community, successors } }: Context): Question => ({
  text: text('forgetting.askSuccessor', { community }),
  choices: memberChoices(successors),
  answer: z.string().min(1, { error: 'common.textPlease' }),
});

export const confirmation = ({ messages, communities, handedOn }: Context): Question =>
  asked(
    text('forgetting.ask', {
      what: messages === 0 ? text('forgetting.whatOfSilent') : text('forgetting.what', { messages }),
      places: communities ? text('forgetting.places', { communities }) : '',
      handed: handedOn.map(({ name, community }) => text('forgetting.handedOn', { name, community })),
    }),
    text('forgetting.goOn'),
  );

export const secondConfirmation = (): Question =>
  asked(text('forgetting.askAgain'), text('forgetting.forget'));

const asked = (question: TextRef, goOn: TextRef): Question => ({
  text: question,
  choices: [
    { label: goOn, answer: 'forget' },
    { label: text('forgetting.keep'), answer: 'keep' },
  ],
  answer: yesOrNo,
});

/** People say yes and no to a question in their own way. */
const yesOrNo = z
  .string()
  .transform((typed): string => {
    if (/^(y|yes|s[ií])\W*$/i.test(typed)) return 'forget';
    return /^no?\W*$/i.test(typed) ? 'keep' : '';
  })
  .pipe(z.string().min(1, { error: 'common.chooseOne' }));
