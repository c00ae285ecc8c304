import type { FaultRule } from './faults.ts';

/** All the emulator knows, as plain JSON, so that it survives restarts. */
export interface State {
  version: 1;
  /** What a paired browser shows to be let in again; null where none is paired. */
  session: string | null;
  /** By phone number, E.164. */
  people: Record<string, Person>;
  /** By WhatsApp's id of the chat. */
  chats: Record<string, ChatState>;
  faults: FaultRule[];
  nextNumber: number;
}

/** Somebody with WhatsApp on a phone. */
export interface Person {
  phone: string;
  name: string;
  /** WhatsApp's hidden id of them, without its `@lid`. */
  lid: string;
  /** What they are known by to others: the number, the hidden id, or the hidden id alone, which leads to no number. */
  shows: 'number' | 'lid' | 'lid only';
  /** Reached at once; else what is sent to them waits with one tick. */
  isOnline: boolean;
}

export interface ChatState {
  id: string;
  /** Of a group; null between two. */
  name: string | null;
  /** Phone numbers of a group's people besides us; null between two. */
  members: string[] | null;
  unreadCount: number;
  /** Oldest first. */
  messages: Message[];
}

export interface Media {
  mimetype: string;
  filename: string | null;
  base64: string;
}

/** https://docs.wwebjs.dev/global.html#MessageAck */
export type Ack = -1 | 0 | 1 | 2 | 3 | 4;

export interface Message {
  id: string;
  /** The phone number of who wrote it; null for ours. */
  author: string | null;
  /** As WhatsApp names it: chat, image, ptt, vcard, location. */
  type: string;
  /** The words; of a file the caption. */
  body: string;
  /** ISO. */
  at: string;
  ack: Ack;
  quotedId: string | null;
  media: Media | null;
  /** Fields that only this type has. */
  more: Record<string, unknown>;
  isEdited: boolean;
  isRevoked: boolean;
  /** By phone number; ours is `me`. */
  reactions: Record<string, string>;
}

export const emptyState = (): State => ({
  version: 1,
  session: null,
  people: {},
  chats: {},
  faults: [],
  nextNumber: 1,
});
