import { type AnyMachineSnapshot, type AnyTransitionDefinition, initialTransition } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import type { ChannelName } from '../../../domain/channel.ts';
import type { Flow } from '../../../domain/flow.ts';
import { beginningsOf } from './beginnings.ts';
import { definedIn } from './definition.ts';
import { eventsIn } from './events.ts';
import { kindOf } from './kind.ts';
import { takenAtFirst, takenBy } from './taken.ts';

/** Where a machine can get, from every beginning by everything that can happen to it. */
export interface Walked {
  taken: Set<AnyTransitionDefinition>;
  /** One of each kind of situation. */
  states: Map<string, AnyMachineSnapshot>;
  /** The kinds that may follow each. */
  edges: Map<string, Set<string>>;
  /** How many events were tried. */
  steps: number;
}

export function walk(flow: Flow, channels: readonly ChannelName[]): Walked {
  const walked: Walked = { taken: new Set(), states: new Map(), edges: new Map(), steps: 0 };
  for (const input of beginningsOf(flow, channels)) {
    for (const one of takenAtFirst(flow, input)) walked.taken.add(one);
    const first = initialTransition(flow.machine, input as never)[0] as AnyMachineSnapshot;
    if (!walked.edges.has(kindOf(first))) walkFrom(flow, input, walked);
  }
  return walked;
}

function walkFrom(flow: Flow, input: object, walked: Walked): void {
  const { states, edges, taken } = walked;
  const all = definedIn(flow).length;
  // Beginnings soon lead to the same situations: walked from one, they are not walked again from the others.
  const stopWhen = (state: AnyMachineSnapshot) => edges.has(kindOf(state));
  const options = { input, events: eventsIn, serializeState: kindOf, stopWhen, limit: 100_000 } as never;
  for (const [key, { state, transitions }] of Object.entries(getAdjacencyMap(flow.machine, options))) {
    if (edges.has(key)) continue;
    states.set(key, state as AnyMachineSnapshot);
    const next = new Set<string>();
    for (const { event, state: after } of Object.values(transitions) as {
      event: { type: string };
      state: AnyMachineSnapshot;
    }[]) {
      walked.steps += 1;
      next.add(kindOf(after));
      // Looking which rules applied costs as much as the step: only until there is nothing more to find.
      if (taken.size < all)
        for (const one of takenBy(flow, state as AnyMachineSnapshot, event)) taken.add(one);
    }
    edges.set(key, next);
  }
}
