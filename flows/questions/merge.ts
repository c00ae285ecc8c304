import type { Question } from '../../domain/flow.ts';
import { text } from '../../domain/text.ts';
import type { Context } from '../merge.ts';

export const isSure = ({ mergedWho, keptWho }: Context): Question => ({
  text: text('merge.ask', { merged: mergedWho, kept: keptWho }),
  choices: [
    { label: text('common.yes'), answer: 'yes' },
    { label: text('common.no'), answer: 'no' },
  ],
});
