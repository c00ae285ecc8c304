import type { Question } from '../../domain/flow.ts';
import { text } from '../../domain/text.ts';
import type { Context } from '../confirmMail.ts';

export const isTheirs = ({ excerpt }: Context): Question => ({
  text: text('mail.isYours', { excerpt }),
  choices: [
    { label: text('common.yes'), answer: 'yes' },
    { label: text('common.no'), answer: 'no' },
  ],
});
