import { emailAddress, sixDigits } from '../../domain/answers.ts';
import type { CommandButton } from '../../domain/effects/common.ts';
import type { Question } from '../../domain/flow.ts';
import { text } from '../../domain/text.ts';
import type { Context } from '../email.ts';

/** The address typed with the command, or nothing where it is none. */
export const readEmail = (typed: string): string => emailAddress.safeParse(typed).data ?? '';

/** Leads to the proof of one's own mail address. */
export const mailboxButton: CommandButton = { label: text('mailbox.give'), command: 'email' };

export const address = (): Question => ({ text: text('mailbox.ask'), answer: emailAddress });

export const code = ({ email }: Context): Question => ({
  text: text('registration.askCode', { shown: email }),
  choices: [{ label: text('registration.newCode'), answer: 'again' }],
  answer: sixDigits,
});
