import type { FaultRule } from './faults.ts';

/** A piece of a message with its look. */
export type Piece = string | { bold: string } | { italic: string };

/** A message on the screen of the web chat, as its events tell of it. */
export interface Line {
  id: string;
  number: number;
  revision: number;
  is_mine: boolean;
  is_press: boolean;
  is_read: boolean;
  is_changed: boolean;
  /** Null once it was taken back. */
  body: Piece[] | null;
  choices: { label: string; data: string }[];
  reply_to: string | null;
  sent_at: string;
}

/** What somebody said that was not accepted yet. */
export interface Pending {
  event: 'send_message' | 'press_button' | 'edit_message';
  data: { id: string } & Record<string, unknown>;
  at: string;
}

/** One person's browser: what it keeps over a restart. Plain JSON. */
export interface BrowserState {
  id: string;
  language: 'en' | 'es';
  /** `name=value`; null before the chat was begun. */
  cookie: string | null;
  /** The newest revision it has. */
  last: number;
  lines: Line[];
  pending: Pending[];
}

export interface State {
  browsers: BrowserState[];
  faults: FaultRule[];
  nextNumber: number;
}
