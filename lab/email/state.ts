import type { FaultRule } from './faults.ts';
import type { Letter } from './letter.ts';

/**
 * How a mailbox answers while its owner is away: politely, as RFC 3834 asks (programs and lists get no answer, a person
 * one in four days), or to everything, as some old servers do.
 */
export type Absence = 'off' | 'polite' | 'blunt';

/** Somebody's mailbox. Plain JSON: moments are ISO strings. */
export interface Account {
  /** In lower case: also the key here. */
  address: string;
  name: string;
  language: 'en' | 'es';
  absence: Absence;
  /** When whom was last told of the absence. */
  toldAt: Record<string, string>;
}

/** A file in a mail. */
export interface MailFile {
  id: string;
  name: string;
  mimeType: string;
  base64: string;
  /** Without its brackets; where the HTML shows it. */
  contentId: string | null;
}

/** A mail in a mailbox, one's own or one that came. Ids stand without their brackets. */
export interface Mail {
  id: string;
  /** Of the mailbox it lies in. */
  address: string;
  isOwn: boolean;
  /** Written by the mailbox while its owner is away, or to unsubscribe. */
  isAutomatic: boolean;
  threadId: string;
  at: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  from: Person;
  to: Person[];
  replyTo: Person | null;
  subject: string;
  /** What its author wrote: of one's own without what is quoted below. */
  text: string;
  html: string | null;
  files: MailFile[];
  /** In the order in which they stand, names in lower case; of mail that came. */
  headers: { name: string; value: string }[];
  /** MAIL FROM; empty for reports. */
  envelopeFrom: string;
  isRead: boolean;
  /** Of one's own: whether the webhook has taken it. */
  isTaken: boolean;
  /** The same Message-ID came so often. */
  copies: number;
  /** What was done to leave the list. */
  left: 'asked' | 'done' | null;
}

export interface Person {
  name: string;
  address: string;
}

/** A mail to us on its way to the webhook. */
export interface PendingPost {
  /** They go in this order. */
  number: number;
  /** Whose mails come one after the other. */
  lane: string;
  letter: Letter;
  /** The mail in somebody's mailbox that this is. */
  mailId: string | null;
  attempts: number;
  firstTriedAt: string | null;
  notBefore: string;
  /** How often it is posted again after it was taken. */
  extraPosts: number;
}

/** All the emulator knows, so that it survives restarts. */
export interface State {
  accounts: Account[];
  /** Oldest first. */
  mails: Mail[];
  posts: PendingPost[];
  faults: FaultRule[];
  nextNumber: number;
}

export const emptyState = (): State => ({ accounts: [], mails: [], posts: [], faults: [], nextNumber: 1 });
