import type { ResponseParameters } from './refusal.ts';
import type { State } from './state.ts';

/** What can go wrong with a call the bot makes. Times are of the handed clock. */
export type CallFault =
  /** Nothing is accepted: the connection is cut, or `status` (500, 502) is all that comes back. */
  | { kind: 'refuse'; status?: number }
  /** 429 with `retry_after` seconds; nothing is accepted. */
  | { kind: 'throttle'; retryAfter: number }
  /** Nothing is accepted, and these are the words. */
  | { kind: 'answer'; code: number; description: string; parameters?: ResponseParameters }
  /** Everything goes well, but late. */
  | { kind: 'delay'; ms: number }
  /** Accepted, stored and shown, but the answer never comes; with `closeAfterMs` the connection is cut then. */
  | { kind: 'lose'; closeAfterMs?: number };

/** What can go wrong with an update on its way to the bot. */
export type UpdateFault =
  /** Delivered again, `copies` times (1). */
  | { kind: 'duplicate'; copies?: number }
  /** Held back until the next update has overtaken it, five seconds at most. */
  | { kind: 'reorder' };

/** A fault and where it strikes; without `method`, `chatId` or `times` it strikes everywhere, until cleared. */
export interface FaultRule {
  id: number;
  /** A method (`sendMessage`), or for an update its kind (`message`, `callback_query`). */
  method?: string;
  chatId?: number;
  /** How many more times it strikes. */
  times?: number;
  fault: CallFault | UpdateFault;
}

const ON_UPDATES = ['duplicate', 'reorder'];

/** The fault that strikes this call, counted down; none for most. */
export function outbound(
  state: State,
  call: { method: string; chatId: number | null },
): CallFault | undefined {
  const rule = strike(state, call, (one) => !ON_UPDATES.includes(one.fault.kind));
  return rule?.fault as CallFault | undefined;
}

export function inbound(state: State, update: { method: string; chatId: number }): UpdateFault | undefined {
  const rule = strike(state, update, (one) => ON_UPDATES.includes(one.fault.kind));
  return rule?.fault as UpdateFault | undefined;
}

/** `getUpdates` is struck only where it is named: a knob for everything means what the bot does to people. */
function strike(
  state: State,
  at: { method: string; chatId: number | null },
  isKind: (rule: FaultRule) => boolean,
): FaultRule | undefined {
  const rule = state.faults.find((one) => {
    const isHere = one.chatId === undefined || one.chatId === at.chatId;
    const isMethod = one.method
      ? one.method.toLowerCase() === at.method.toLowerCase()
      : at.method !== 'getUpdates';
    return isKind(one) && isMethod && isHere;
  });
  if (rule?.times !== undefined && --rule.times <= 0) {
    state.faults = state.faults.filter((one) => one !== rule);
  }
  return rule;
}
