import type { Classmate } from '../cast.ts';
import type { EmailEmulator } from '../email/emulator.ts';
import type { Mailbox } from '../email/mailbox.ts';
import type { Act } from './acts.ts';

/** Does in a mail program what somebody wants. @throws {Error} with a sentence where that cannot be done just now */
export async function byMail(
  { mailboxes }: EmailEmulator,
  { email }: Pick<Classmate, 'email'>,
  wanted: Act,
): Promise<void> {
  const mailbox = mailboxes.of(email!);
  if (wanted.act === 'compose') await mailbox.compose(wanted, wanted);
  else if (wanted.act === 'reply') await mailbox.reply(wanted.mailId, wanted.text, wanted);
  else if (wanted.act === 'say') await say(mailbox, wanted);
  else if (wanted.act === 'unsubscribe') await mailbox.unsubscribe(wanted.mailId);
  else if (wanted.act === 'read') mailbox.read(wanted.threadId);
  else if (wanted.act === 'autoReply') mailbox.setAbsence(wanted.absence);
  else throw new Error('A mailbox cannot do that.');
}

/** Answers that mail, or the one that came last. */
async function say(
  mailbox: Mailbox,
  { text, replyTo }: { text: string; replyTo?: string | undefined },
): Promise<void> {
  const mailId = replyTo ?? mailbox.inbox().at(-1)?.id;
  if (mailId === undefined) throw new Error('No mail has come yet that could be answered: write one.');
  await mailbox.reply(mailId, text);
}
