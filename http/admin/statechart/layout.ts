import dagre, { type EdgeLabel, type NodeLabel } from '@dagrejs/dagre';
import { attach } from './attach.ts';
import type { Chart, ChartState, ChartTransition } from './chart.ts';
import { broken, spaced } from './words.ts';

/** A rectangle; `x` and `y` are of its upper left corner. Lengths are pixels at full size. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface PlacedState extends ChartState {
  box: Box;
  /** What it hears without leaving: lines within it. */
  stays: string[];
}

/** An arrow; its label's lines are broken where they would be wide. */
export interface Arrow {
  from: string;
  to: string;
  points: Point[];
  lines: string[];
  label: Box | null;
}

export interface Placed {
  width: number;
  height: number;
  states: PlacedState[];
  arrows: Arrow[];
}

/** How wide a letter is, on average and at most: text is set by the browser, and must fit wherever that is. */
const letter = { state: 7.8, label: 7 };
export const lineHeight = { state: 17, label: 15 };
/** A state's name, and two lines: how many are there, how many left from there. */
export const stateHeight = 58;
/** Room above what is within a state for the name of that state. */
const titleHeight = 20;

/** Gives every state, arrow and label its place, from top to bottom. Pure, and the same for the same chart. */
export function layOut(chart: Chart): Placed {
  const graph = new dagre.graphlib.Graph({ directed: true, compound: true, multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 24, edgesep: 14, ranksep: 28, marginx: 12, marginy: 12 });
  const states = chart.states.map((state) => ({ ...state, stays: staysOf(chart, state) }));
  for (const state of states) graph.setNode(state.id, sizeOf(state));
  for (const { id, within } of states) if (within !== null) graph.setParent(id, within);
  const leaving = chart.transitions.filter(({ from, to }) => from !== to).map(directedIn(chart));
  for (const { edge, lines } of leaving)
    graph.setEdge({ v: edge[0], w: edge[1], name: edge[2] }, sizeOfLabel(lines));
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const placed = states.map((state) => ({ ...state, box: boxOf(graph.node(state.id), state.kind) }));
  const boxes = new Map(placed.map(({ id, box }) => [id, box]));
  const loose = leaving.map(({ from, to, isBack, edge }) => {
    const corners = graph.edge(...edge).points.slice(1, -1);
    return { from, to, corners: isBack ? corners.toReversed() : corners };
  });
  const points = attach(loose, boxes);
  return {
    ...{ width: Math.ceil(width), height: Math.ceil(height) },
    states: placed,
    arrows: leaving.map(({ edge, from, to, lines }, at) => {
      const label = lines.length > 0 ? boxOf(graph.edge(...edge)) : null;
      return { from, to, lines, points: points[at]!, label };
    }),
  };
}

const staysOf = ({ transitions }: Chart, { id }: ChartState): string[] =>
  transitions.filter(({ from, to }) => from === id && to === id).flatMap(({ when }) => when.flatMap(broken));

/**
 * Machines are written in the order in which one goes through them. What leads back against it is laid out the other way
 * round, so that the whole reads downwards: for registration that made 2,000 pixels of 3,200.
 */
function directedIn({ states }: Chart) {
  const order = new Map(states.map(({ id }, at) => [id, at]));
  return ({ from, to, when }: ChartTransition) => {
    const isBack = order.get(from)! > order.get(to)!;
    const edge: [string, string, string] = isBack ? [to, from, 'back'] : [from, to, 'on'];
    return { from, to, edge, isBack, lines: when.flatMap(broken) };
  };
}

const widest = (lines: string[], width: number) => Math.max(0, ...lines.map((one) => one.length * width));

function sizeOf({ kind, name, stays }: Omit<PlacedState, 'box'>): { width: number; height: number } {
  if (kind === 'begin') return { width: 16, height: 16 };
  const own = kind === 'anywhere' ? { least: 92, height: 26 } : { least: 104, height: stateHeight };
  const words = Math.max(spaced(name).length * letter.state, widest(stays, letter.label) + 14) + 28;
  const more = stays.length > 0 ? stays.length * lineHeight.label + 8 : 0;
  return { width: Math.max(own.least, words), height: own.height + more };
}

const sizeOfLabel = (lines: string[]) => ({
  ...{
    width: lines.length > 0 ? widest(lines, letter.label) + 8 : 0,
    height: lines.length * lineHeight.label,
  },
  labelpos: 'c' as const,
});

/** dagre tells where the middle of something is. */
function boxOf(placed: NodeLabel | EdgeLabel, kind?: ChartState['kind']): Box {
  const { x, y, width, height } = placed as Box;
  const box = { x: x - width / 2, y: y - height / 2, width, height };
  return kind === 'group' ? { ...box, y: box.y - titleHeight / 2, height: height + titleHeight / 2 } : box;
}
