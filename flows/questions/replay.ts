import type { Question } from '../../domain/flow.ts';
import { text } from '../../domain/text.ts';
import type { Context } from '../replay.ts';

export const isSure = ({ number, count, name }: Context): Question => ({
  text: number === null ? text('replay.askAll', { count }) : text('replay.ask', { number, name }),
  choices: [
    { label: text('common.yes'), answer: 'yes' },
    { label: text('common.no'), answer: 'no' },
  ],
});
