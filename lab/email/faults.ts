import type { State } from './state.ts';

/** What can go wrong while a mail is brought to us. Times are of the handed clock. */
export type SmtpFault =
  /** Nothing is accepted: the connection is cut. */
  | { kind: 'refuse' }
  /** Nothing is accepted for now: 450 (too much for this mailbox), or 421 and 451 (RFC 5321 section 4.2.2). */
  | { kind: 'throttle'; code?: 421 | 450 | 451 }
  /** Everything goes well, but late. */
  | { kind: 'delay'; ms: number }
  /** Accepted, and it arrives, but the answer never comes; with `closeAfterMs` the connection is cut then. */
  | { kind: 'lose'; closeAfterMs?: number };

/** What can become of a mail that was accepted: it comes back as a report to MAIL FROM. */
export type BounceFault =
  /** The mailbox is full: 5.2.2. */
  | { kind: 'full' }
  /** There is no such user after all: 5.1.1. */
  | { kind: 'gone' };

/** What can go wrong with mail that people send. */
export type InboundFault =
  /** It comes again, `copies` times (1). */
  | { kind: 'duplicate'; copies?: number }
  /** Somebody else has sent it under this address: neither DKIM nor SPF vouch for it. */
  | { kind: 'forge' };

export type Fault = SmtpFault | BounceFault | InboundFault;

/** A fault and whose mailbox it strikes; without `address` everybody's, without `times` until cleared. */
export interface FaultRule {
  id: number;
  address?: string;
  /** How many more times it strikes. */
  times?: number;
  fault: Fault;
}

/** The fault of one of these kinds that strikes this mailbox now, counted down; none for most. */
export function strike<Kind extends Fault['kind']>(
  state: State,
  address: string,
  ...kinds: Kind[]
): Extract<Fault, { kind: Kind }> | undefined {
  const rule = state.faults.find(
    (one) =>
      (one.address === undefined || one.address === address) && kinds.some((kind) => kind === one.fault.kind),
  );
  if (rule?.times !== undefined && --rule.times <= 0)
    state.faults = state.faults.filter((one) => one !== rule);
  return rule?.fault as Extract<Fault, { kind: Kind }> | undefined;
}
