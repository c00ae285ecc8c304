import type { AnyStateMachine, StateNode } from 'xstate';
import { whenOf } from './words.ts';

/** A state as it is drawn. */
export interface ChartState {
  /** `awaiting.vouches` for a state within a state, as conversations keep it. */
  id: string;
  name: string;
  /** The state around it; null at the top. */
  within: string | null;
  /** `begin` is no state: the dot where it starts. `anywhere` stands for all states within the one around it. */
  kind: 'begin' | 'anywhere' | 'asking' | 'step' | 'group' | 'end';
}

/** An arrow. Transitions between the same two states share one, a line for each. */
export interface ChartTransition {
  from: string;
  to: string;
  /** When it is taken; empty for the first. */
  when: string[];
}

/** A machine as a picture of it needs it. */
export interface Chart {
  states: ChartState[];
  transitions: ChartTransition[];
}

/** Draws nothing yet: which states a machine has, and what leads from one to another. Pure. */
export function chartOf(machine: AnyStateMachine): Chart {
  const nodes = statesWithin(machine.root);
  const found = [machine.root, ...nodes].flatMap((node) => transitionsOf(node));
  const begun: Found = { from: beginId, to: idOf(firstIn(machine.root)), when: '' };
  const transitions = merged([begun, ...found]);
  const anywhere = [machine.root, ...nodes].filter((node) =>
    transitions.some(({ from }) => from === anywhereIn(node)),
  );
  return {
    states: [
      { id: beginId, name: '', within: null, kind: 'begin' },
      ...anywhere.map(anywhereState),
      ...nodes.map(stateOf),
    ],
    transitions,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: what a machine knows of its events is of no matter here
type Node = StateNode<any, any>;

const beginId = '(begin)';

/** Where an arrow stands that leaves a state from wherever in it one is. */
const anywhereIn = (node: Node) => (node.path.length === 0 ? '(anywhere)' : `${idOf(node)}.(anywhere)`);

const idOf = (node: Node): string => node.path.join('.');

const statesWithin = (node: Node): Node[] =>
  Object.values(node.states).flatMap((inner: Node) => [inner, ...statesWithin(inner)]);

/** Where one is after entering a state. */
function firstIn(node: Node): Node {
  const [first] = node.type === 'compound' ? (node.initial.target ?? []) : [];
  return first ? firstIn(first as Node) : node;
}

const around = (node: Node): string | null =>
  node.parent && node.parent.path.length > 0 ? idOf(node.parent) : null;

function stateOf(node: Node): ChartState {
  const name = node.path.at(-1)!;
  return { id: idOf(node), name, within: around(node), kind: kindOf(node) };
}

function kindOf(node: Node): ChartState['kind'] {
  if (node.type === 'final') return 'end';
  if (node.type === 'compound') return 'group';
  return node.meta && 'ask' in node.meta ? 'asking' : 'step';
}

function anywhereState(node: Node): ChartState {
  const within = node.path.length === 0 ? null : idOf(node);
  return { id: anywhereIn(node), name: '', within, kind: 'anywhere' };
}

interface Found {
  from: string;
  to: string;
  when: string;
}

/** One without a target stays where it is. */
function transitionsOf(node: Node): Found[] {
  const from = node.type === 'compound' ? anywhereIn(node) : idOf(node);
  const heard = [...node.transitions.values()];
  return [...heard, ...(node.always ? [node.always] : [])].flatMap((candidates) =>
    candidates.map((one, place) => {
      const [target] = one.target ?? [];
      const to = target ? idOf(firstIn(target as Node)) : from;
      return { from, to, when: whenOf(one, { isLast: place > 0 && !one.guard, machine: node.machine }) };
    }),
  );
}

function merged(found: Found[]): ChartTransition[] {
  const arrows = new Map<string, ChartTransition>();
  for (const { from, to, when } of found) {
    const known = arrows.get(`${from} ${to}`);
    if (!known) arrows.set(`${from} ${to}`, { from, to, when: when ? [when] : [] });
    else if (!known.when.includes(when)) known.when.push(when);
  }
  return [...arrows.values()];
}
