import type { AnyStateMachine } from 'xstate';
import { type Chart, chartOf } from './chart.ts';
import { layOut, type Placed } from './layout.ts';

/** Memory, not state: what a machine is never changes, and laying out a large one takes a third of a second. */
const drawn = new WeakMap<AnyStateMachine, { chart: Chart; placed: Placed }>();

/** The statechart of a machine and where everything in it has its place: made once. */
export function statechartOf(machine: AnyStateMachine): { chart: Chart; placed: Placed } {
  const known = drawn.get(machine);
  if (known) return known;
  const chart = chartOf(machine);
  const made = { chart, placed: layOut(chart) };
  drawn.set(machine, made);
  return made;
}
