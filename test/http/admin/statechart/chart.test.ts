import { describe, expect, test } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { flows } from '../../../../flows/registry.ts';
import { replay } from '../../../../flows/replay.ts';
import { chartOf } from '../../../../http/admin/statechart/chart.ts';
import { Drawing } from '../../../../http/admin/statechart/drawing.tsx';
import { type Box, layOut, type Placed } from '../../../../http/admin/statechart/layout.ts';
import { statechartOf } from '../../../../http/admin/statechart/ofFlow.ts';
import { StateTable, TransitionTable } from '../../../../http/admin/statechart/tables.tsx';
import { spaced } from '../../../../http/admin/statechart/words.ts';

const isApart = (one: Box, other: Box) =>
  one.x + one.width <= other.x + 0.5 ||
  other.x + other.width <= one.x + 0.5 ||
  one.y + one.height <= other.y + 0.5 ||
  other.y + other.height <= one.y + 0.5;

const isWithin = (inner: Box, outer: Box) =>
  inner.x >= outer.x - 0.5 &&
  inner.y >= outer.y - 0.5 &&
  inner.x + inner.width <= outer.x + outer.width + 0.5 &&
  inner.y + inner.height <= outer.y + outer.height + 0.5;

type Node = AnyStateMachine['root'];

const nodesIn = (node: Node): Node[] => [
  node,
  ...Object.values(node.states as Record<string, Node>).flatMap(nodesIn),
];

const idsOf = ({ root }: AnyStateMachine) =>
  nodesIn(root)
    .map(({ path }) => path.join('.'))
    .filter(Boolean);

const pairsOf = <T>(all: T[]) =>
  all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other] as const));

const asked = { say: (key: string, params?: object) => `${key}${JSON.stringify(params ?? '')}` } as never;
const words = { title: 'A chart', description: 'In tables below', anywhere: 'in any state' };
const drawn = async (placed: Placed, counts = new Map()) =>
  String(
    await Drawing({
      ...{ placed, counts, ...words },
      here: (count) => `${count} here`,
      left: (count) => `${count} left`,
      ended: (count) => `${count} lately`,
    }),
  );

describe.each(flows.map((flow) => [flow.name, flow] as const))('%s', (_name, { machine }) => {
  const chart = chartOf(machine);
  const placed = layOut(chart);

  test('every state has a place of its own', () => {
    expect(idsOf(machine).filter((id) => !placed.states.some((state) => state.id === id))).toEqual([]);
    const solid = placed.states.filter(({ kind }) => kind !== 'group');
    expect(pairsOf(solid).filter(([one, other]) => !isApart(one.box, other.box))).toEqual([]);
    for (const { within, box } of placed.states) {
      const outer = placed.states.find(({ id }) => id === within);
      if (outer) expect(isWithin(box, outer.box)).toBe(true);
    }
  });

  test('every transition of the machine is an arrow, or a line in the state that it stays in', () => {
    const count = nodesIn(machine.root).flatMap((node) => [
      ...[...node.transitions.values()].flat(),
      ...(node.always ?? []),
    ]).length;
    const lines = chart.transitions.reduce((sum, { when }) => sum + when.length, 0);
    // Those with the same words between the same states are one line.
    expect(lines).toBeLessThanOrEqual(count);
    expect(placed.arrows.length + chart.transitions.filter(({ from, to }) => from === to).length).toBe(
      chart.transitions.length,
    );
    for (const { from, to, when } of chart.transitions.filter((one) => one.from === one.to)) {
      const { stays } = placed.states.find(({ id }) => id === from)!;
      expect([to, stays.join(' ')]).toEqual([from, when.join(' ')]);
    }
  });

  test('arrows stand on the edges of their states, and no label lies on a state', () => {
    const boxOf = (id: string) => placed.states.find((state) => state.id === id)!.box;
    const isOnEdge = ({ y }: { y: number }, box: Box) =>
      [box.y, box.y + box.height].some((edge) => Math.abs(edge - y) < 1);
    for (const { from, to, points } of placed.arrows) {
      expect(isOnEdge(points[0]!, boxOf(from))).toBe(true);
      expect(isOnEdge(points.at(-1)!, boxOf(to))).toBe(true);
    }
    const labels = placed.arrows.flatMap(({ label }) => label ?? []);
    const solid = placed.states.filter(({ kind }) => kind !== 'group');
    expect(labels.filter((label) => solid.some(({ box }) => !isApart(label, box)))).toEqual([]);
    expect(pairsOf(labels).filter(([one, other]) => !isApart(one, other))).toEqual([]);
  });

  test('all of it is within the picture, and named in words beside it', async () => {
    const picture = { x: 0, y: 0, width: placed.width, height: placed.height };
    for (const { box } of placed.states) expect(isWithin(box, picture)).toBe(true);
    const svg = await drawn(placed);
    const tables = `${await StateTable({ asked, chart, counts: new Map() })}${await TransitionTable({ asked, chart })}`;
    for (const id of idsOf(machine)) {
      expect(svg).toContain(`data-state="${id}"`);
      expect(tables).toContain(`>${spaced(id)}<`);
    }
    for (const when of chart.transitions.flatMap((one) => one.when))
      expect(tables).toContain(`>${when.replaceAll('"', '&quot;')}<`);
  });
});

test('a picture says what it is, how many are where, and nothing that a strict policy would refuse', async () => {
  const counts = new Map([
    ['asking', { here: 3, left: 2 }],
    ['ended', { here: 7, left: 0 }],
  ]);
  const svg = await drawn(layOut(chartOf(replay.machine)), counts);
  expect(svg).toMatch(/role="img" aria-labelledby="chart-title chart-about"/);
  for (const part of [
    '<title id="chart-title">A chart</title>',
    '3 here',
    '2 left',
    '7 lately',
    'after 1 hour',
  ])
    expect(svg).toContain(part);
  expect(svg).not.toMatch(/style=|<script|<style|href=/);
});

test('a picture of the same machine is the same again', () => {
  expect(layOut(chartOf(replay.machine))).toEqual(layOut(chartOf(replay.machine)));
});

test('a machine is laid out once, however often somebody looks at it', () => {
  const [one, other] = flows;
  expect(statechartOf(one!.machine)).toBe(statechartOf(one!.machine));
  expect(statechartOf(one!.machine)).not.toBe(statechartOf(other!.machine));
});
