/** Which of our addresses a mail was sent to. */
export type MailTarget =
  /** The Reply-To of something this person got from us: `reply+TOKEN@`. */
  | { kind: 'reply'; personId: string }
  /** The link below one message of a digest: `r12+TOKEN@`; the number is this person's own for it. */
  | { kind: 'replyTo'; personId: string; number: number }
  /** Ends all mail to this person, or guest's address: `leave+TOKEN@`. The token is the proof, whoever sends it. */
  | { kind: 'unsubscribe'; personId: string }
  /** A token that is not ours, or no longer valid; the sender should be told once. */
  | { kind: 'refused'; reason: 'forged' | 'expired' }
  | { kind: 'forum'; name: string }
  | { kind: 'join' | 'link'; code: string }
  /** The address in `From` of what we send. */
  | { kind: 'main' };

/** A file that came with a mail; its bytes are read from the stored mail when they are needed. */
export interface MailAttachment {
  /** Place among the mail's attachments. */
  index: number;
  name: string | null;
  /** As the sender claims it; not to be believed. */
  claimedType: string;
  bytes: number;
  /** Shown within the text. */
  isInline: boolean;
  contentId: string | null;
}

/** What only a mail tells of something said. */
export interface Mail {
  target: MailTarget;
  subject: string | null;
  /** Whether DMARC holds for the domain in From, so that the sender is who they say. */
  isAligned: boolean;
  attachments: MailAttachment[];
}

/** What only a mail says besides its text. */
export interface MailHead {
  subject: string;
  /** Whose words it carries, shown as its sender; null where the bot speaks. */
  author: string | null;
  /** Who may answer to it, a person or a guest's address: bound into the Reply-To token. */
  personId: string | null;
  /** Message-IDs of the conversation so far, oldest first, as `providerIds` hold them. */
  references: string[];
  /** The forum whose post this is; its name is the local part of its address. */
  forum: { name: string; title: string } | null;
}
