import type { State } from './state.ts';

/** What can go wrong with a request to send. Times are of the handed clock. */
export type SendFault =
  /** Nothing is accepted: the connection is cut, or `status` (500, 503) is all that comes back. */
  | { kind: 'refuse'; status?: number }
  /** Nothing is accepted: 130429 (too many messages), or 131056 (too many to this person), 4, 80007, 131048. */
  | { kind: 'throttle'; code?: number }
  /** Nothing is accepted, and this is the code. */
  | { kind: 'answer'; code: number }
  /** Everything goes well, but late. */
  | { kind: 'delay'; ms: number }
  /** Accepted, and it arrives, but the answer never comes; with `closeAfterMs` the connection is cut then. */
  | { kind: 'lose'; closeAfterMs?: number };

/** What can go wrong with a message that was accepted. */
export type DeliveryFault =
  /** It ends as `failed` with this code. */
  | { kind: 'fail'; code: number }
  /** `delivered` is reported before `sent`. */
  | { kind: 'reorder' };

/** What can go wrong with the webhook of something a person did. */
export type WebhookFault =
  /** It comes again, `copies` times (1). */
  | { kind: 'duplicate'; copies?: number }
  /** It comes after the next one, or five seconds late. */
  | { kind: 'overtake' };

export type Fault = SendFault | DeliveryFault | WebhookFault;

/** A fault and whose messages it strikes; without `waId` everybody's, without `times` until cleared. */
export interface FaultRule {
  id: number;
  waId?: string;
  /** How many more times it strikes. */
  times?: number;
  fault: Fault;
}

/** The fault of one of these kinds that strikes this person now, counted down; none for most. */
export function strike<Kind extends Fault['kind']>(
  state: State,
  waId: string,
  ...kinds: Kind[]
): Extract<Fault, { kind: Kind }> | undefined {
  const rule = state.faults.find(
    (one) => (one.waId === undefined || one.waId === waId) && kinds.some((kind) => kind === one.fault.kind),
  );
  if (rule?.times !== undefined && --rule.times <= 0)
    state.faults = state.faults.filter((one) => one !== rule);
  return rule?.fault as Extract<Fault, { kind: Kind }> | undefined;
}
