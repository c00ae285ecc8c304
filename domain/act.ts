import type { TextRef } from './text.ts';

/**
 * Something a member does by a page or a program instead of by chat: the same flow, begun by the same command, its
 * questions answered beforehand. Sample: `{ membershipId, id: 'k1', flow: 'vote', act: 'approve', number: 7 }`.
 */
export interface Act {
  /** As whom. */
  membershipId: string;
  /** Told by whoever acts, so that the same act twice is one; unique for this member. */
  id: string;
  flow: string;
  /** Told apart by flows with several commands. */
  act?: string;
  number?: number;
  /** What would follow the command's word. */
  argument?: string;
  /** The message it is about. */
  messageId?: string;
  answers?: ActAnswer[];
  correlationId: string;
}

/** What is answered when the flow asks, in the order in which it may ask. */
export interface ActAnswer {
  /** The state that asks. */
  state: string;
  answer: string;
  /** What whoever acts calls it, for when it is no good. */
  field?: string;
  /** Without being asked this, something else would be done than was meant. */
  isNeeded?: true;
}

/** What became of an act. All but `done` left no trace. */
export type ActResult =
  /** The conversation ended so; it may still have said no. */
  | { kind: 'done'; outcome: string; texts: TextRef[]; events: { type: string; [field: string]: unknown }[] }
  /** Done before. */
  | { kind: 'repeated' }
  | { kind: 'notAllowed' }
  /** They said more within an hour than one person may; `text` says when it goes on. */
  | { kind: 'tooMuch'; text: TextRef }
  /** An answer that cannot be one. */
  | { kind: 'badAnswer'; field: string | null; text: TextRef }
  /** Things are not as whoever acts believes: it asked for something else, or did not ask what it should. */
  | { kind: 'conflict' };
