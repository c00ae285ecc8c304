import type { Content } from './content.ts';
import type { FaultRule } from './faults.ts';
import type { Template } from './templates.ts';

/**
 * How far a message has come (https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status).
 * One of a person's own is `delivered` once the webhook was answered, and `read` once the business marked it so.
 */
export type Status = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

/** Somebody on WhatsApp. Plain JSON: moments are ISO strings. */
export interface Person {
  /** Digits of the number, without plus: also the key of the person here. */
  waId: string;
  name: string;
  /** Business-scoped: stays when the number is hidden (https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids). */
  userId: string;
  parentUserId: string;
  username: string | null;
  /** The business is told the ids, and no number. */
  hidesNumber: boolean;
  hasBlocked: boolean;
  /** The last thing they said to us: it opens 24 hours in which we may write freely. */
  lastSaidAt: string | null;
  typingUntil: string | null;
  /** The open conversation of each category. */
  conversations: Record<string, { id: string; expiresAt: string }>;
}

/** A message in either direction. */
export interface Message {
  /** wamid. */
  id: string;
  waId: string;
  isFromBusiness: boolean;
  at: string;
  content: Content;
  /** The message that this one quotes, or whose button was pressed. */
  contextId: string | null;
  forwarded: 'once' | 'often' | null;
  status: Status;
  errorCode: number | null;
  callbackData: string | null;
  /** `service`, or the category of the template. */
  category: string;
  /** What will become of it, soonest first. */
  ahead: Step[];
  reactions: { business: string | null; person: string | null };
  editedAt: string | null;
  revokedAt: string | null;
}

/** A change of status to come, and the statuses then reported. */
export interface Step {
  at: string;
  status: Status;
  reports: Status[];
}

/** A file that was uploaded, or that a person sent. */
export interface MediaFile {
  id: string;
  mimeType: string;
  fileName: string | null;
  base64: string;
  expiresAt: string;
}

/** A webhook that was not answered with 200 yet. */
export interface PendingEvent {
  /** They go in this order. */
  number: number;
  /** Whose events come one after the other; of templates there is one lane for all. */
  lane: string;
  /** What a message of this id becomes once the webhook was answered. */
  deliversId: string | null;
  payload: unknown;
  attempts: number;
  firstTriedAt: string | null;
  notBefore: string;
  /** Held back until the next one of its lane. */
  isOvertaken: boolean;
  /** How often it is delivered again after it was. */
  extraDeliveries: number;
}

/** All the emulator knows, so that it survives restarts. */
export interface State {
  people: Person[];
  /** Oldest first. */
  messages: Message[];
  media: MediaFile[];
  templates: Template[];
  events: PendingEvent[];
  faults: FaultRule[];
  nextNumber: number;
}

export const emptyState = (): State => ({
  people: [],
  messages: [],
  media: [],
  templates: [],
  events: [],
  faults: [],
  nextNumber: 1,
});
