import {
  type AnyMachineSnapshot,
  type AnyTransitionDefinition,
  getInitialMicrosteps,
  getMicrosteps,
} from 'xstate';
import type { Flow } from '../../../domain/flow.ts';
import { nodesOf } from './events.ts';

/** The transitions an event takes, those without an event that follow included. */
export function takenBy(
  { machine }: Flow,
  state: AnyMachineSnapshot,
  event: { type: string },
): AnyTransitionDefinition[] {
  const first = machine.getTransitionData(state, event) as AnyTransitionDefinition[];
  const steps = getMicrosteps(machine, state, event as never).map(([after]) => after as AnyMachineSnapshot);
  return [...first, ...eventless(machine, steps, event)];
}

/** Those that a beginning takes by itself. */
export function takenAtFirst({ machine }: Flow, input: object): AnyTransitionDefinition[] {
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
