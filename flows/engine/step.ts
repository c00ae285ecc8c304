import { type AnyMachineSnapshot, initialTransition, transition } from 'xstate';
import { z } from 'zod';
import type { Effect } from '../../domain/effects.ts';
import type { Asking, Flow, FlowInput, Question, StoredState } from '../../domain/flow.ts';

/** What one event made of a conversation: plain data, nothing done yet. */
export interface Stepped {
  stored: StoredState;
  effects: Effect[];
  timers: TimerChange[];
  /** The name of the final state, once there. */
  outcome: string | null;
  /** What the state it rests in asks. */
  question: Question | null;
  /** False where the state had no ear for this event. */
  wasHeard: boolean;
}

export type TimerChange = { set: string; delayMs: number } | { cancel: string };

/** Any event with a type: the machine's own types are checked where it is written. */
export interface AnyEvent {
  type: string;
  [field: string]: unknown;
}

/** Starts a flow: the first state, with the effects of entering it. */
export function begin(flow: Flow, input: FlowInput | object): Stepped {
  const [snapshot, actions] = initialTransition(flow.machine, input);
  return outcome(snapshot, actions, true);
}

/** Takes a stored conversation one event further. @throws what the machine throws, and when it has no such state any more */
export function step(flow: Flow, stored: StoredState, event: AnyEvent): Stepped {
  const before = restore(flow, stored);
  const [after, actions] = transition(flow.machine, before, event);
  return outcome(after, actions, after !== before || actions.length > 0);
}

/** What a stored conversation waits for. */
export function questionOf(flow: Flow, stored: StoredState): Question | null {
  return asked(restore(flow, stored));
}

/** Whether the state has an ear for this event; effects' guards included. */
export function canHear(flow: Flow, stored: StoredState, event: AnyEvent): boolean {
  return restore(flow, stored).can(event);
}

function restore(flow: Flow, stored: StoredState): AnyMachineSnapshot {
  const { value, context } = stored as { value: string; context: object };
  return flow.machine.resolveState({ value, context });
}

function outcome(snapshot: AnyMachineSnapshot, actions: unknown[], wasHeard: boolean): Stepped {
  // XState keeps what a machine threw instead of throwing it.
  if (snapshot.status === 'error') throw snapshot.error;
  return {
    stored: { value: snapshot.value, context: snapshot.context },
    ...sorted(actions),
    outcome: snapshot.status === 'done' ? String(snapshot.value) : null,
    question: asked(snapshot),
    wasHeard,
  };
}

function asked(snapshot: AnyMachineSnapshot): Question | null {
  for (const meta of Object.values(snapshot.getMeta())) {
    if (isAsking(meta)) return meta.ask(snapshot.context);
  }
  return null;
}

const isAsking = (meta: unknown): meta is Asking<unknown> =>
  typeof meta === 'object' && meta !== null && 'ask' in meta;

/** The actions as XState returns them; assigns are already applied, so these three are all that may come. */
const actionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('xstate.emit'), params: z.object({ event: z.custom<Effect>() }) }),
  z.object({ type: z.literal('xstate.raise'), params: z.object({ id: z.string(), delay: z.number() }) }),
  z.object({ type: z.literal('xstate.cancel'), params: z.object({ sendId: z.string() }) }),
]);

function sorted(actions: unknown[]): { effects: Effect[]; timers: TimerChange[] } {
  const effects: Effect[] = [];
  const timers: TimerChange[] = [];
  for (const raw of actions) {
    const action = actionSchema.parse(raw);
    if (action.type === 'xstate.emit') effects.push(action.params.event);
    else if (action.type === 'xstate.cancel') timers.push({ cancel: action.params.sendId });
    else timers.push({ set: action.params.id, delayMs: action.params.delay });
  }
  return { effects, timers };
}
