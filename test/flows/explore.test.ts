import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AnyTransitionDefinition } from 'xstate';
import { flows } from '../../flows/registry.ts';
import { everyChannel } from '../support/everyChannel.ts';
import { definedIn, leavesOf } from '../support/exploring/definition.ts';
import { askedIn, eventsIn, nodesOf } from '../support/exploring/events.ts';
import { type Kept, keptBy } from '../support/exploring/kept.ts';
import { walk } from '../support/exploring/walk.ts';
import { samples } from '../support/samples.ts';

/*
 * Every machine is walked by all that can happen to it: good and bad answers, back, cancel, each answer an effect may
 * get, each timer. A transition of the definition that is never taken, or a state from which no end can be reached, is
 * a mistake in one or the other.
 */

const label = (one: AnyTransitionDefinition) =>
  `${one.source.key} --${one.eventType || 'always'}--> ${one.target?.map(({ key }) => key).join() ?? '(stays)'}`;

describe.each(flows.map((flow) => [flow.name, flow] as const))('%s', (_name, flow) => {
  const walked = walk(flow, everyChannel);
  const { taken, states, edges, steps } = walked;
  const snapshots = [...states.values()];
  const waiting = snapshots.filter((snapshot) => snapshot.status === 'active' && askedIn(snapshot));

  test('every transition of the definition is taken', () => {
    const defined = definedIn(flow);
    process.stdout.write(
      `${flow.name}: ${leavesOf(flow).length} states, ${defined.length} transitions, ${steps} steps over ${states.size} situations\n`,
    );
    expect(defined.filter((one) => !taken.has(one)).map(label)).toEqual([]);
  });

  test('every state of the definition is reached', () => {
    const reached = new Set(snapshots.flatMap(nodesOf));
    const passed = new Set([...taken].flatMap(({ source, target }) => [source, ...(target ?? [])]));
    const missing = leavesOf(flow).filter((node) => !reached.has(node) && !passed.has(node));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  test('from every situation an end can be reached', () => {
    const ends = [...states].filter(([, { status }]) => status === 'done').map(([key]) => key);
    const canEnd = new Set(ends);
    for (let grew = true; grew; ) {
      const more = [...edges].filter(
        ([key, next]) => !canEnd.has(key) && [...next].some((one) => canEnd.has(one)),
      );
      for (const [key] of more) canEnd.add(key);
      grew = more.length > 0;
    }
    expect([...states].filter(([key]) => !canEnd.has(key)).map(([, { value }]) => value)).toEqual([]);
    expect(ends.length).toBeGreaterThan(0);
  });

  test('every state that waits for a person understands cancel, and can be asked again after help', () => {
    for (const snapshot of waiting) {
      expect(snapshot.can({ type: 'member.cancelled' }), String(snapshot.value)).toBe(true);
      expect(askedIn(snapshot)?.text, String(snapshot.value)).toBeDefined();
    }
  });

  test('what it leaves in the database is kept for later releases (KEEP_STATES=, see keptStates.test.ts)', () => {
    const file = new URL(`../fixtures/states/${flow.name}.${flow.version}.json`, import.meta.url);
    const kept = new Set(
      (JSON.parse(readFileSync(file, 'utf8')) as Kept[]).map(({ value }) => JSON.stringify(value)),
    );
    expect(keptBy(walked).filter(({ value }) => !kept.has(JSON.stringify(value)))).toEqual([]);
  });

  test('no situation of a person stands still without asking something', () => {
    if (flow.name === 'approval') return;
    const mute = snapshots.filter((snapshot) => snapshot.status === 'active' && !askedIn(snapshot));
    const deaf = mute.filter((snapshot) => !eventsIn(snapshot).some(({ type }) => type in samples));
    expect(deaf.map(({ value }) => value)).toEqual([]);
  });
});
