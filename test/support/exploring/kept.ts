import type { AnyMachineSnapshot } from 'xstate';
import type { StoredState } from '../../../domain/flow.ts';
import { askedIn, nodesOf } from './events.ts';
import type { Walked } from './walk.ts';

/** What a release may leave in the database: a conversation at rest, and the ids of the timers set there. */
export interface Kept extends StoredState {
  timers: string[];
}

/** Enough to have come into a state by different ways. */
const perState = 3;

/** Some situations of each state in which a flow rests. */
export function keptBy({ states }: Walked): Kept[] {
  const counts = new Map<string, number>();
  return [...states.values()].filter(isResting).flatMap((snapshot) => {
    const state = JSON.stringify(snapshot.value);
    const count = (counts.get(state) ?? 0) + 1;
    counts.set(state, count);
    return count <= perState ? [keptOf(snapshot)] : [];
  });
}

/** All else is over within the commit that began it; the conversation of a request asks nobody. */
const isResting = (snapshot: AnyMachineSnapshot) =>
  snapshot.status === 'active' && (askedIn(snapshot) !== null || snapshot.machine.id === 'approval');

const keptOf = (snapshot: AnyMachineSnapshot): Kept => ({
  value: snapshot.value,
  context: snapshot.context,
  timers: nodesOf(snapshot).flatMap((node) => [...node.transitions.keys()].filter(isTimer)),
});

const isTimer = (event: string) => event.startsWith('xstate.after.');
