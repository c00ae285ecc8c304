import type { StoredState } from '../../domain/flow.ts';
import type { Who } from '../../domain/member.ts';
import type { SuppressionKind } from '../../domain/suppression.ts';

/** A conversation as it stands in its row. */
export interface Conversation extends StoredState {
  id: string;
  flow: string;
  version: number;
  status: 'active' | 'parked' | 'done';
  addressId: string | null;
  communityId: string | null;
  step: number;
  timerSequence: number;
  /** Where it waited before its last move, and what moved it: of one that is over, where and how it was left. */
  waitedIn?: string;
  movedBy?: string;
}

/** All that the engine must know to handle what one address said; read under that address's lock. */
export interface Situation {
  who: Who;
  /** The one that waits for an answer. */
  foreground: Conversation | null;
  /** The latest parked first. */
  parked: Conversation[];
  /** Something of this lane already waits in the inbox, so that what comes now waits behind it. */
  hasWaiting: boolean;
  /** It waits only because it came too fast. */
  isHeldBack: boolean;
  /** Why nothing may be written to the address; null where it may. */
  stoppedHow: SuppressionKind | null;
}
