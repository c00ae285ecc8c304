import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import type { Mail, MailFile, Person } from './state.ts';
import { threadOf } from './threads.ts';
import type { World } from './world.ts';

/** What SMTP brought. */
export interface Arrived {
  raw: Buffer;
  envelopeFrom: string;
  /** The mailbox it is for. */
  address: string;
}

/** A mail as the mailbox keeps it, not yet put there. @throws {Error} where it is no mail that can be read */
export async function readArrived(world: World, { raw, envelopeFrom, address }: Arrived): Promise<Mail> {
  const email = await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 30 });
  const id = world.newId();
  const [inReplyTo = null] = idsIn(email.inReplyTo);
  const head = {
    messageId: idsIn(email.messageId)[0] ?? `${id}@without-id.invalid`,
    inReplyTo,
    references: idsIn(email.references),
    subject: email.subject ?? '',
  };
  return {
    ...head,
    id,
    address,
    isOwn: false,
    isAutomatic: false,
    threadId: threadOf(head, world.mailsOf(address)) ?? id,
    at: world.nowText(),
    from: peopleIn(email.from ? [email.from] : [])[0] ?? { name: '', address: envelopeFrom },
    to: peopleIn(email.to ?? []),
    replyTo: peopleIn(email.replyTo ?? [])[0] ?? null,
    text: (email.text ?? '').replaceAll('\r\n', '\n').trimEnd(),
    html: email.html ?? null,
    files: email.attachments.map((file) => fileOf(world, file)),
    headers: headersOf(email),
    envelopeFrom,
    isRead: false,
    isTaken: false,
    copies: 1,
    left: null,
  };
}

/** A header by its name, in lower case; the first where there are several. */
export function headerOf({ headers }: Pick<Mail, 'headers'>, name: string): string | null {
  return headers.find((one) => one.name === name)?.value ?? null;
}

const headersOf = ({ headers }: Email) => headers.map(({ key, value }) => ({ name: key, value }));

const idsIn = (header: string | undefined) =>
  [...(header ?? '').matchAll(/<([^<>\s]{1,500})>/g)].map(([, id]) => id!);

function peopleIn(addresses: Address[]): Person[] {
  return addresses
    .flatMap((one) => one.group ?? [one])
    .map(({ name, address }) => ({ name, address: address.toLowerCase() }));
}

function fileOf(world: World, { filename, mimeType, contentId, content }: Attachment): MailFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array);
  return {
    id: world.newId(),
    name: filename ?? 'file',
    mimeType,
    base64: bytes.toString('base64'),
    contentId: contentId?.replace(/[<>]/g, '') ?? null,
  };
}
