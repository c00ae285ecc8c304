import type { State } from './state.ts';

/** What can go wrong with a request to send. Times are of the handed clock. */
export type SendFault =
  /** Nothing is accepted: the connection is cut, or `status` (500, 503) is all that comes back. */
  | { kind: 'refuse'; status?: number }
  /** 429 with code 20429, and a Retry-After header where seconds are given. */
  | { kind: 'throttle'; retryAfter?: number }
  /** Nothing is accepted, and this is Twilio's code. */
  | { kind: 'answer'; code: number }
  /** Everything goes well, but late. */
  | { kind: 'delay'; ms: number }
  /** Accepted, and it arrives, but the answer never comes; with `closeAfterMs` the connection is cut then. */
  | { kind: 'lose'; closeAfterMs?: number };

/** What can go wrong with a message that was accepted. */
export type DeliveryFault =
  /** It ends as `undelivered` with this code. */
  | { kind: 'fail'; code: number }
  /** The callback of `sent` comes after that of `delivered`. */
  | { kind: 'reorder' };

/** What can go wrong with an incoming message: its webhook comes again, `copies` times (1). */
export type WebhookFault = { kind: 'duplicate'; copies?: number };

export type Fault = SendFault | DeliveryFault | WebhookFault;

/** A fault and whose messages it strikes; without `phone` everybody's, without `times` until cleared. */
export interface FaultRule {
  id: number;
  phone?: string;
  /** How many more times it strikes. */
  times?: number;
  fault: Fault;
}

/** The fault of one of these kinds that strikes this phone now, counted down; none for most. */
export function strike<Kind extends Fault['kind']>(
  state: State,
  phone: string,
  ...kinds: Kind[]
): Extract<Fault, { kind: Kind }> | undefined {
  const rule = state.faults.find(
    (one) =>
      (one.phone === undefined || one.phone === phone) && kinds.some((kind) => kind === one.fault.kind),
  );
  if (rule?.times !== undefined && --rule.times <= 0)
    state.faults = state.faults.filter((one) => one !== rule);
  return rule?.fault as Extract<Fault, { kind: Kind }> | undefined;
}
