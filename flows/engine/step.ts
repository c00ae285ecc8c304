import {
  type AnyActor,
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type ExecutableActionObject,
} from 'xstate';
import type { Effect } from '../../domain/effects.ts';
import type { Asking, Flow, FlowInput, Question, StoredState } from '../../domain/flow.ts';

/** What one event made of a conversation: plain data, nothing done yet. */
export interface Stepped {
  stored: StoredState;
  effects: Effect[];
  timers: TimerChange[];
  /** The name of the final state, once there. */
  outcome: string | null;
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
  const { scope, actions } = collecting(flow.machine);
  return outcome(flow.machine.getInitialSnapshot(scope, input as never), actions, true);
}

/** Takes a stored conversation one event further. @throws what the machine throws, and when it has no such state any more */
export function step(flow: Flow, stored: StoredState, event: AnyEvent): Stepped {
  const before = restore(flow, stored);
  const { scope, actions } = collecting(flow.machine);
  const after = flow.machine.transition(before, event, scope);
  return outcome(after, actions, after !== before || actions.length > 0);
}

/** What a stored conversation waits for. @throws when the machine has no such state any more */
export function questionOf(flow: Flow, stored: StoredState): Question | null {
  return askingOf(flow, stored)?.ask(stored.context) ?? null;
}

const askings = new WeakMap<AnyStateMachine, Map<string, Asking<unknown> | null>>();

/** What the machine says of the state; restoring it each time would cost as much as a step. */
function askingOf(flow: Flow, stored: StoredState): Asking<unknown> | null {
  const ofMachine = askings.get(flow.machine) ?? new Map<string, Asking<unknown> | null>();
  askings.set(flow.machine, ofMachine);
  const state = JSON.stringify(stored.value);
  const known = ofMachine.get(state);
  if (known !== undefined) return known;
  const asking = Object.values(restore(flow, stored).getMeta()).find(isAsking) ?? null;
  ofMachine.set(state, asking);
  return asking;
}

const isAsking = (meta: unknown): meta is Asking<unknown> =>
  typeof meta === 'object' && meta !== null && 'ask' in meta;

function restore(flow: Flow, { value, context }: StoredState): AnyMachineSnapshot {
  return flow.machine.resolveState({ value: value as string, context });
}

/**
 * What XState's `transition` does, without the actor it builds for each call to lend the machine a scope: building one
 * runs the machine's beginning each time and took half of a step's 55 us. Ours is built once a machine.
 */
function collecting(machine: AnyStateMachine): { scope: AnyActorScope; actions: ExecutableActionObject[] } {
  const actions: ExecutableActionObject[] = [];
  const self = inertActorOf(machine);
  const scope: AnyActorScope = {
    self,
    system: self.system,
    id: '',
    sessionId: '',
    logger: () => undefined,
    defer: () => undefined,
    emit: () => undefined,
    stopChild: () => undefined,
    actionExecutor: (action) => void actions.push(action),
  };
  return { scope, actions };
}

/** Memory, not state: what a machine is never changes. */
const inertActors = new WeakMap<AnyStateMachine, AnyActor>();

/** Never started, and never told anything: only what the type of a scope asks for. */
function inertActorOf(machine: AnyStateMachine): AnyActor {
  const known = inertActors.get(machine) ?? createActor(machine);
  inertActors.set(machine, known);
  return known;
}

function outcome(
  snapshot: AnyMachineSnapshot,
  actions: ExecutableActionObject[],
  wasHeard: boolean,
): Stepped {
  // XState keeps what a machine threw instead of throwing it.
  if (snapshot.status === 'error') throw snapshot.error;
  return {
    stored: { value: snapshot.value, context: snapshot.context },
    ...sorted(actions),
    outcome: snapshot.status === 'done' ? String(snapshot.value) : null,
    wasHeard,
  };
}

/** The actions as XState returns them; assigns are already applied, so these three are all that may come. */
function sorted(actions: ExecutableActionObject[]): { effects: Effect[]; timers: TimerChange[] } {
  const effects: Effect[] = [];
  const timers: TimerChange[] = [];
  for (const { type, params } of actions) {
    if (type === 'xstate.emit') effects.push((params as { event: Effect }).event);
    else if (type === 'xstate.cancel') timers.push({ cancel: (params as { sendId: string }).sendId });
    else if (type === 'xstate.raise') timers.push(timerOf(params as { id: string; delay: number }));
    else throw new Error(`a machine may only emit effects and wait, not ${type}`);
  }
  return { effects, timers };
}

const timerOf = ({ id, delay }: { id: string; delay: number }): TimerChange => ({ set: id, delayMs: delay });
