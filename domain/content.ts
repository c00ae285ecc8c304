import type { TextRef } from './text.ts';

/** What a delivery says, before it has a language or a channel. Kept as jsonb in its row. */
export interface Content {
  parts: TextRef[];
  choices?: { label: TextRef | { plain: string }; data: string }[];
  /** Buttons that stand for a command; where there are no buttons the reader is told what to type instead. */
  commands?: { label: TextRef; data: string; typed: TextRef | { plain: string } }[];
  contactButton?: TextRef;
  /** Goes as words that the provider approved beforehand, by this name; the parts are the same in our own words. */
  template?: { name: string; parameters: string[] };
  /** The message whose progress this delivery reports, edited in place. */
  confirms?: string;
  /** Files that go with it, by their ids; of a message they are found by the message. */
  files?: string[];
  /** Asks somebody for something: it waits for the end of their quiet hours. */
  isRequest?: true;
  /** The one thing still said to an address that has just stopped. */
  isFarewell?: true;
}

export type DeliveryKind = 'answer' | 'notice' | 'post' | 'digest' | 'edit';
export type DeliveryStatus =
  | 'held'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'uncertain'
  | 'skipped'
  | 'failed'
  | 'dead';
export type Lane = 'answer' | 'post';

/** A delivery as it is planned. */
export interface DeliveryDraft {
  id: string;
  kind: DeliveryKind;
  lane: Lane;
  addressId: string | null;
  channel: string | null;
  personId: string | null;
  communityId: string | null;
  messageId: string | null;
  changesId: string | null;
  /** The one that failed, which this one tries again. */
  replacesId?: string;
  content: Content | null;
  /** `dead` where the budget keeps it from the only way that is left. */
  status: 'queued' | 'held' | 'skipped' | 'dead';
  reason: string | null;
  notBefore: Date;
  /** What the planner decided, where it did: why this way and this moment, for which digest, at what cost. */
  wayReason?: string | null;
  timeReason?: string | null;
  digestAt?: Date | null;
  segments?: number | null;
  /** Ties it to the event that caused it, for the log; null where nobody's word did. */
  correlationId: string | null;
}

/** Answers and what changes them overtake everything else on the way to the same person. */
export const laneOf = (kind: DeliveryKind): Lane =>
  kind === 'answer' || kind === 'edit' ? 'answer' : 'post';
