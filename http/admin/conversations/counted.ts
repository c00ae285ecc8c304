import type { ConversationCount } from '../../../db/admin/conversations.ts';
import { stateName } from '../../../domain/stateName.ts';
import type { StateCount } from '../statechart/drawing.tsx';

/** How the conversations of one flow stand, added up. */
export interface FlowCount {
  running: number;
  /** Begun lately and over. */
  over: number;
  /** Of these, left by their person or ended by time. */
  left: number;
}

/** By flow. */
export function countsByFlow(counts: ConversationCount[]): Map<string, FlowCount> {
  const flows = new Map<string, FlowCount>();
  for (const { flow, isOver, isLeft, count } of counts) {
    const sum = flows.get(flow) ?? { running: 0, over: 0, left: 0 };
    flows.set(flow, sum);
    if (!isOver) sum.running += count;
    else sum.over += count;
    if (isLeft) sum.left += count;
  }
  return flows;
}

/**
 * Of one flow by state: how many are in it, or came to it where it is an ending, and how many were left in it. States of
 * earlier versions are among them under the names they had.
 */
export function countsByState(counts: ConversationCount[], flow: string): Map<string, StateCount> {
  const states = new Map<string, StateCount>();
  const at = (state: string) => {
    const known = states.get(state) ?? { here: 0, left: 0 };
    states.set(state, known);
    return known;
  };
  for (const one of counts.filter((count) => count.flow === flow)) {
    // One that was abandoned has its last state still: there it was left, not there it is.
    const state = stateName(one.value);
    if (!(one.isOver && one.waitedIn === state)) at(state).here += one.count;
    if (one.isLeft && one.waitedIn) at(one.waitedIn).left += one.count;
  }
  return states;
}
