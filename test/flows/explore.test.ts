import { describe, expect, test } from 'vitest';
import {
  type AnyMachineSnapshot,
  type AnyTransitionDefinition,
  getInitialMicrosteps,
  getMicrosteps,
  initialTransition,
} from 'xstate';
import { getAdjacencyMap, getShortestPaths } from 'xstate/graph';
import type { ChannelName } from '../../domain/channel.ts';
import type { Flow, FlowInput, Question } from '../../domain/flow.ts';
import type { Who } from '../../domain/member.ts';
import { flows } from '../../flows/registry.ts';
import { samples } from '../support/samples.ts';

/*
 * Every machine is walked by all that can happen to it: good and bad answers, back, cancel, each answer an effect may
 * get, each timer. A transition of the definition that is never taken, or a state from which no end can be reached, is
 * a mistake in one or the other.
 */

const belonging = (
  status: 'active' | 'pending' | 'suspended' | 'rejected' | 'expired',
  role: 'member' | 'organizer' = 'member',
) => ({
  membershipId: `m-${status}`,
  communityId: `c-${status}`,
  communityName: `Class ${status}`,
  role,
  status,
});
const places = {
  guest: [],
  member: [belonging('active')],
  organizer: [belonging('active', 'organizer'), belonging('pending')],
  pending: [belonging('pending')],
  suspended: [belonging('suspended')],
  rejected: [belonging('rejected')],
  expired: [belonging('expired')],
};

/** The two that differ most with every situation; the others with those that most people are in. */
const channelsFor = (place: string): ChannelName[] =>
  place === 'guest' || place === 'member' ? ['telegram', 'sms', 'whatsapp', 'email'] : ['telegram', 'sms'];

/** What somebody types there: in full on the two channels that differ most, the rest is the same machine. */
const isTried = (channel: ChannelName, argument: string, number: number | null) =>
  channel === 'telegram' ||
  channel === 'sms' ||
  (number === null && ['', 'K7QM-2XRD', 'Hello all'].includes(argument));

/** Everybody, on every channel, with the ways of typing each command. */
function inputsOf(flow: Flow): object[] {
  if (flow.name === 'approval') {
    return [true, false].map((isNumberHandedOn) => ({
      approvalId: 'a1',
      number: 7,
      membershipId: 'm9',
      communityId: 'c1',
      isNumberHandedOn,
    }));
  }
  const acts = [...new Set([null, 'spoke', ...flow.commands.map(({ act }) => act ?? null)])];
  return Object.entries(places).flatMap(([place, belongings]) =>
    channelsFor(place).flatMap((channel) =>
      acts.flatMap((act) =>
        [
          '',
          'K7QM-2XRD',
          'limit',
          'es',
          'Hello everybody, here I am',
          'Hello all',
          'Class active',
          'ana@class.example',
          'x'.repeat(4_100),
        ]
          .filter((argument) => argument !== 'K7QM-2XRD' || place === 'guest' || place === 'member')
          .flatMap((argument) =>
            [null, 12].flatMap((number) =>
              (isTried(channel, argument, number) ? [null, 'x1'] : []).map((repliedMessageId): FlowInput => {
                const current = belongings[0] ?? null;
                const who: Who = {
                  addressId: 'd1',
                  channel,
                  personId: current ? 'p1' : null,
                  phoneId: channel === 'sms' ? 'd1' : null,
                  language: 'en',
                  belongings,
                  current,
                };
                const communityId = current?.communityId ?? 'c0';
                const isMailed =
                  flow.name === 'posting' && channel === 'email' && argument.startsWith('Hello');
                return {
                  ...{ who, communityId, act, number, argument, repliedMessageId },
                  isInterrupting: false,
                  ...(isMailed && { forum: 'general' }),
                };
              }),
            ),
          ),
      ),
    ),
  );
}

/** Events that say nothing but that they happened. */
const plainEvents = /^(member\.(wentBack|cancelled)|xstate\.after.*)$/;

const typedAnswers = [
  'Ana Lima',
  '1998',
  'Blue',
  '+14155550123',
  '123456',
  'ana@class.example',
  'Lima',
  'hello there',
  'rehearse',
  '3',
];

/** What may happen in a state: the engine lets only what answers its question through. */
function eventsIn(snapshot: AnyMachineSnapshot): { type: string }[] {
  const question = questionOf(snapshot);
  const types = [...new Set(nodesOf(snapshot).flatMap((node) => [...node.transitions.keys()]))];
  return types.flatMap((type): { type: string }[] => {
    if (type === 'member.answered')
      return question ? answersTo(question).map((answer) => ({ type, answer })) : [];
    if (type === 'member.sharedContact')
      return [true, false].map((isOwn) => ({ type, phone: '+14155550123', isOwn }));
    if (type === 'member.startedAgain') {
      return ['K7QM-2XRD', 'AAAA-AAAA', ''].map((argument) => ({ type, argument }));
    }
    if (plainEvents.test(type)) return [{ type }];
    const known = (samples as Record<string, { type: string }[]>)[type];
    if (!known) throw new Error(`test/support/samples.ts has no sample of ${type}`);
    return known;
  });
}

function answersTo({ choices = [], answer }: Question): string[] {
  const typed = typedAnswers.flatMap((words) => {
    const read = answer?.safeParse(words);
    return read?.success ? [read.data] : [];
  });
  return [...choices.map((choice) => choice.answer), ...typed];
}

function questionOf(snapshot: AnyMachineSnapshot): Question | null {
  for (const meta of Object.values(snapshot.getMeta())) {
    if (meta && typeof meta === 'object' && 'ask' in meta)
      return (meta as { ask(c: unknown): Question }).ask(snapshot.context);
  }
  return null;
}

const nodesOf = (snapshot: AnyMachineSnapshot) =>
  (snapshot as unknown as { _nodes: AnyTransitionDefinition['source'][] })._nodes;

/** Words that decide what comes next; of all others it only matters whether there are any. */
const deciding = new Set([
  'standing',
  'act',
  'as',
  'changing',
  'setting',
  'channel',
  'verdict',
  'outcome',
  'code',
]);

/** What kind of situation this is: the state, and of the context what can make a difference. */
function kindOf(snapshot: AnyMachineSnapshot): string {
  return JSON.stringify([snapshot.value, simplified(snapshot.context)]);
}

function simplified(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return Math.min(value.length, 2);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, inner]) => simplified(inner, name));
  }
  // What is not a code has no digit in it.
  if (key === 'code' && typeof value === 'string') return /\d/.test(value) ? 2 : value.length > 0;
  if (typeof value === 'string' && !deciding.has(key)) return value !== '';
  return typeof value === 'number' ? value > 0 : value;
}

function walk(flow: Flow) {
  const machine = flow.machine;
  const taken = new Set<AnyTransitionDefinition>();
  const states = new Map<string, AnyMachineSnapshot>();
  const edges = new Map<string, Set<string>>();
  let paths = 0;
  const begun = new Set<string>();
  for (const input of inputsOf(flow)) {
    for (const one of takenAtFirst(flow, input)) taken.add(one);
    const beginning = kindOf(initialTransition(machine, input as never)[0] as AnyMachineSnapshot);
    if (begun.has(beginning)) continue;
    begun.add(beginning);
    const options = { input, events: eventsIn, serializeState: kindOf, limit: 20_000 } as never;
    for (const [key, { state, transitions }] of Object.entries(getAdjacencyMap(machine, options))) {
      states.set(key, state as AnyMachineSnapshot);
      const next = edges.get(key) ?? new Set();
      for (const { event, state: after } of Object.values(transitions) as {
        event: { type: string };
        state: AnyMachineSnapshot;
      }[]) {
        next.add(kindOf(after));
        for (const one of takenBy(flow, state as AnyMachineSnapshot, event)) taken.add(one);
      }
      edges.set(key, next);
    }
    paths += getShortestPaths(machine, options).length;
  }
  return { taken, states, edges, paths };
}

/** The transitions an event takes, those without an event that follow included. */
function takenBy(
  { machine }: Flow,
  state: AnyMachineSnapshot,
  event: { type: string },
): AnyTransitionDefinition[] {
  const first = machine.getTransitionData(state, event) as AnyTransitionDefinition[];
  const steps = getMicrosteps(machine, state, event as never).map(([after]) => after as AnyMachineSnapshot);
  return [...first, ...eventless(machine, steps, event)];
}

function takenAtFirst({ machine }: Flow, input: object): AnyTransitionDefinition[] {
  const steps = getInitialMicrosteps(machine, input as never).map(([after]) => after as AnyMachineSnapshot);
  return eventless(machine, steps, { type: 'xstate.init' });
}

/** Between two microsteps without an event, the first rule of the state whose guard lets it pass decided. */
function eventless(machine: Flow['machine'], steps: AnyMachineSnapshot[], event: { type: string }) {
  return steps.slice(0, -1).flatMap((before): AnyTransitionDefinition[] => {
    const rules = nodesOf(before).flatMap((node) => node.always ?? []);
    const decided = rules.find(({ guard }) => passes(machine, guard, { context: before.context, event }));
    return decided ? [decided] : [];
  });
}

type GuardCall = (args: { context: unknown; event: unknown }, params: unknown) => boolean;

function passes(
  machine: Flow['machine'],
  guard: unknown,
  args: { context: unknown; event: unknown },
): boolean {
  if (guard === undefined) return true;
  if (typeof guard === 'function') return (guard as GuardCall)(args, undefined);
  const { type, params } =
    typeof guard === 'string'
      ? { type: guard, params: undefined }
      : (guard as { type: string; params: unknown });
  return (machine.implementations.guards as Record<string, GuardCall>)[type]!(args, params);
}

const label = (one: AnyTransitionDefinition) =>
  `${one.source.key} --${one.eventType || 'always'}--> ${one.target?.map(({ key }) => key).join() ?? '(stays)'}`;

function definedIn({ machine }: Flow): AnyTransitionDefinition[] {
  return allNodes(machine.root).flatMap((node) => [
    ...[...node.transitions.values()].flat(),
    ...(node.always ?? []),
  ]);
}

type StateNode = AnyTransitionDefinition['source'];
const allNodes = (node: StateNode): StateNode[] => [node, ...Object.values(node.states).flatMap(allNodes)];

/** The states somebody can be in, without those that only hold others. */
const leavesOf = ({ machine }: Flow) =>
  allNodes(machine.root).filter((node) => node.type === 'atomic' || node.type === 'final');

describe.each(flows.map((flow) => [flow.name, flow] as const))('%s', (_name, flow) => {
  const { taken, states, edges, paths } = walk(flow);
  const snapshots = [...states.values()];
  const waiting = snapshots.filter((snapshot) => snapshot.status === 'active' && questionOf(snapshot));

  test('every transition of the definition is taken', () => {
    const defined = definedIn(flow);
    process.stdout.write(
      `${flow.name}: ${leavesOf(flow).length} states, ${defined.length} transitions, ${paths} shortest paths over ${states.size} situations\n`,
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
      expect(questionOf(snapshot)?.text, String(snapshot.value)).toBeDefined();
    }
  });

  test('no situation of a person stands still without asking something', () => {
    if (flow.name === 'approval') return;
    const mute = snapshots.filter((snapshot) => snapshot.status === 'active' && !questionOf(snapshot));
    const deaf = mute.filter((snapshot) => !eventsIn(snapshot).some(({ type }) => type in samples));
    expect(deaf.map(({ value }) => value)).toEqual([]);
  });
});
