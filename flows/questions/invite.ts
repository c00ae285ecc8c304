import { z } from 'zod';
import type { Question } from '../../domain/flow.ts';
import { text } from '../../domain/text.ts';
import type { TextKey } from '../../texts/texts.ts';
import type { Context } from '../invite.ts';

/** What limiting an invite asks. There are no choices: their numbers would be mistaken for the answer. */

export const uses = ({ code }: Context): Question => ({
  text: text('invite.askUses', { code }),
  answer: upTo(10_000, 'invite.badUses'),
});

export const days = ({ code }: Context): Question => ({
  text: text('invite.askDays', { code }),
  answer: upTo(366, 'invite.badDays'),
});

function upTo(most: number, problem: TextKey) {
  return (
    z
      .string()
      // One number and nothing that would make it another: neither -3 nor 1,000 nor 2-3.
      .transform((typed) => /^[^\d-]*(\d+)[^\d]*$/.exec(typed.normalize('NFKC'))?.[1] ?? '')
      .pipe(z.string().refine((number) => number !== '' && Number(number) <= most, { error: problem }))
  );
}
