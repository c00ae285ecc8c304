import type { Email } from 'postal-mime';
import { type Mailbox, type Purpose, purposeOf } from './address.ts';
import { headersOf } from './read.ts';

/** For each of them a mail is an event of its own, with its files. */
const MOST_PURPOSES = 10;

/**
 * The addresses of ours a mail was sent to, each once. The envelope counts where it is known: headers are the sender's
 * to write. An answer by token is meant for its conversation alone, whoever else of ours stands in Cc.
 */
export function purposesOf(
  email: Email,
  envelopeTo: string[] | undefined,
  { mailbox, now }: { mailbox: Mailbox; now: Date },
): Purpose[] {
  const given = envelopeTo?.length ? envelopeTo : headerRecipients(email);
  const known = new Map<string, Purpose>();
  for (const address of given.slice(0, 100)) {
    const purpose = purposeOf(address, mailbox, now);
    if (purpose) known.set(JSON.stringify(purpose), purpose);
  }
  const purposes = [...known.values()];
  const first = purposes.find(({ kind }) => kind === 'reply' || kind === 'replyTo' || kind === 'unsubscribe');
  if (first) return [first];
  const precise = purposes.filter(({ kind }) => kind !== 'main' && kind !== 'refused');
  return precise.length > 0 ? precise.slice(0, MOST_PURPOSES) : purposes.slice(0, 1);
}

function headerRecipients(email: Email): string[] {
  const delivered = ['delivered-to', 'x-original-to', 'x-forwarded-to'].flatMap((name) =>
    headersOf(email, name),
  );
  const named = [...(email.to ?? []), ...(email.cc ?? [])].flatMap((one) => one.group ?? [one]);
  return [
    ...delivered.map((one) => one.replace(/[<>]/g, '').trim()),
    ...named.map(({ address }) => address ?? ''),
  ];
}
