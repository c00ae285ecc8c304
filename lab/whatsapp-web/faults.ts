import type { State } from './state.ts';

/** What can go wrong with a message that the browser sends. */
export type Fault =
  /** WhatsApp Web itself gives up, with this error; nothing is sent. */
  | { kind: 'refuse'; error?: string }
  /** It stays with the mark of a failed message (ack -1). */
  | { kind: 'fail' }
  /** It arrives, and the browser never hears so. */
  | { kind: 'lose' }
  /** A file cannot be uploaded. */
  | { kind: 'upload' };

/** A fault and how many more times it strikes; without `times` until cleared. */
export interface FaultRule {
  id: number;
  times?: number;
  fault: Fault;
}

/** The fault of one of these kinds that strikes now, counted down; none for most. */
export function strike<Kind extends Fault['kind']>(
  state: State,
  ...kinds: Kind[]
): Extract<Fault, { kind: Kind }> | undefined {
  const rule = state.faults.find(({ fault }) => kinds.some((kind) => kind === fault.kind));
  if (rule?.times !== undefined && --rule.times <= 0)
    state.faults = state.faults.filter((one) => one !== rule);
  return rule?.fault as Extract<Fault, { kind: Kind }> | undefined;
}
