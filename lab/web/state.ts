import type { FaultRule } from './faults.ts';

/** A piece of a line: words, or an element with more in it. */
export type Node = string | { kind: string; url?: string; nodes: Node[] };

/** What stands below each other in a message. */
export type Block =
  | { kind: 'text'; nodes: Node[] }
  | { kind: 'list'; items: Node[][] }
  | { kind: 'pre'; text: string }
  | { kind: 'quote'; blocks: Block[] };

export interface LineFile {
  /** On the server, for whoever has this browser's session. */
  url: string;
  kind: string;
  mime: string;
  name: string | null;
}

/** A message on the screen of the web chat, as its events tell of it. */
export interface Line {
  id: string;
  number: number;
  revision: number;
  is_mine: boolean;
  is_press: boolean;
  is_read: boolean;
  is_changed: boolean;
  /** In plain words; null once it was taken back, as is the body. */
  text: string | null;
  body: Block[] | null;
  files: LineFile[];
  choices: { label: string; data: string }[];
  reply_to: string | null;
  sent_at: string;
}

/** What somebody said that was not accepted yet. */
export interface Pending {
  event: 'send_message' | 'press_button' | 'edit_message';
  data: {
    id: string;
    content?: string;
    reply_to?: string | null;
    /** What uploading them answered. */
    files?: string[];
    [other: string]: unknown;
  };
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
