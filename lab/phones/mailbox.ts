import type { Classmate } from '../cast.ts';
import type { EmailEmulator } from '../email/emulator.ts';
import { wayOutOf } from '../email/leaving.ts';
import { headerOf } from '../email/read.ts';
import type { Absence, Mail, Person } from '../email/state.ts';
import { drawnTypes } from './files.ts';
import { plain } from './telegramPhone.ts';
import type { PhoneView } from './view.ts';

/** A mail program as the page draws it. Plain JSON. */
export interface MailboxView {
  address: string;
  absence: Absence;
  /** That in which something happened last comes first. */
  threads: ThreadView[];
  /** Addresses of lists that have written here. */
  lists: string[];
}

export interface ThreadView {
  id: string;
  subject: string;
  /** Oldest first. */
  mails: MailView[];
}

export interface MailView extends Pick<Mail, 'id' | 'isOwn' | 'isAutomatic' | 'at' | 'isRead' | 'isTaken'> {
  from: Person;
  to: string;
  subject: string;
  /** Where it is shown as text; else it is the page at `body`. */
  text: string | null;
  body: string | null;
  /** How it begins. */
  snippet: string;
  files: { name: string; url: string; isDrawn: boolean }[];
  /** How it lets one leave; the URL of a page that one has to open. */
  leaving: { kind: 'click' | 'mail' | 'page'; url: string | null } | null;
  left: Mail['left'];
}

/** What a page needs of a full mailbox. */
const shownThreads = 50;
const shownLetters = 20_000;

/** A mailbox, as the page draws it. */
export function mailboxView({ mailboxes }: EmailEmulator, member: Classmate): PhoneView {
  const mailbox = mailboxes.of(member.email!);
  const threads = mailbox.threads();
  const mails = mailbox.inbox();
  return {
    ...plain(member),
    messages: [],
    earlier: Math.max(0, threads.length - shownThreads),
    keyboard: [],
    isStarted: threads.length > 0,
    isBlocked: false,
    presses: [],
    commands: [],
    mailbox: {
      address: mailbox.address,
      absence: mailbox.account.absence,
      threads: threads.slice(0, shownThreads).map((thread) => threadView(thread, member.id)),
      lists: listsIn(mails),
    },
  };
}

const threadView = (mails: Mail[], phoneId: string): ThreadView => ({
  id: mails[0]!.threadId,
  subject: mails[0]!.subject,
  mails: mails.map((mail) => mailView(mail, phoneId)),
});

function mailView(mail: Mail, phoneId: string): MailView {
  const { id, isOwn, isAutomatic, at, isRead, isTaken, from, to, subject, text, html, left } = mail;
  const files = `/lab/api/phones/${phoneId}/files`;
  const way = isOwn ? null : wayOutOf(mail);
  return {
    ...{ id, isOwn, isAutomatic, at, isRead, isTaken, from, subject, left },
    to: to.map(({ name, address }) => name || address).join(', '),
    text: html === null ? text.slice(0, shownLetters) : null,
    body: html === null ? null : `/lab/api/phones/${phoneId}/mails/${id}`,
    snippet: text.replace(/\s+/g, ' ').trim().slice(0, 120),
    files: mail.files
      .filter(({ contentId }) => contentId === null || !html?.includes(`cid:${contentId}`))
      .map(({ id: fileId, name, mimeType }) => ({
        name,
        url: `${files}/${fileId}`,
        isDrawn: drawnTypes.includes(mimeType),
      })),
    leaving: way && { kind: way.kind, url: way.kind === 'page' ? way.url : null },
  };
}

function listsIn(mails: Mail[]): string[] {
  const posts = mails.flatMap(
    (mail) => /<mailto:([^<>?\s]+)/i.exec(headerOf(mail, 'list-post') ?? '')?.[1] ?? [],
  );
  return [...new Set(posts)];
}
