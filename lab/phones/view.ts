import type { Classmate } from '../cast.ts';
import type { List } from '../whatsapp/content.ts';
import type { MailboxView } from './mailbox.ts';
import type { Span } from './spans.ts';

/** A phone as the page draws it. Plain JSON. */
export interface PhoneView extends Pick<Classmate, 'id' | 'channel' | 'language' | 'number' | 'about'> {
  name: string;
  firstName: string;
  messages: BubbleView[];
  /** How many older ones are not sent to the page. */
  earlier: number;
  /** The keyboard below the chat. */
  keyboard: { label: string; asksContact: boolean }[][];
  isStarted: boolean;
  isBlocked: boolean;
  /** Presses of the last while: the bot's notice is shown, an unanswered one lets its button wait. */
  presses: {
    id: string;
    messageId: string;
    data: string;
    isAnswered: boolean;
    notice: string | null;
    isAlert: boolean;
  }[];
  commands: { command: string; description: string }[];
  /** On WhatsApp: three dots, whether the number is hidden, and until when the business may write freely. */
  isTyped?: boolean;
  hidesNumber?: boolean;
  freeUntil?: string | null;
  /** Instead of messages, where one reads mail. */
  mailbox?: MailboxView;
}

export interface BubbleView {
  id: string;
  isMine: boolean;
  /** ISO, by the Lab's clock. */
  at: string;
  kind: string;
  spans: Span[];
  reply: { id: string; author: string; text: string } | null;
  buttons: { label: string; data: string | null; url: string | null }[][];
  isEdited: boolean;
  reactions: string[];
  /** Of a text message. */
  segments: number | null;
  /** Of one's own message: whether the bot has fetched it. */
  isRead: boolean;
  /** What only WhatsApp shows. */
  ticks?: 'sent' | 'delivered' | 'read';
  isForwarded?: boolean;
  header?: string;
  footer?: string;
  /** Served by the Lab, to this page. */
  file?: { url: string; name: string | null };
  list?: List;
  place?: { latitude: number; longitude: number; name?: string; address?: string };
  card?: { name: string; phone: string };
}

/** What a page needs of a long conversation. */
export const shownMessages = 150;
