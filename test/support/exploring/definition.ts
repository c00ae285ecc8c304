import type { AnyTransitionDefinition } from 'xstate';
import type { Flow } from '../../../domain/flow.ts';

/** Every transition that a machine's definition has. */
export function definedIn({ machine }: Flow): AnyTransitionDefinition[] {
  return allNodes(machine.root).flatMap((node) => [
    ...[...node.transitions.values()].flat(),
    ...(node.always ?? []),
  ]);
}

/** The states somebody can be in, without those that only hold others. */
export const leavesOf = ({ machine }: Flow) =>
  allNodes(machine.root).filter((node) => node.type === 'atomic' || node.type === 'final');

type StateNode = AnyTransitionDefinition['source'];
const allNodes = (node: StateNode): StateNode[] => [node, ...Object.values(node.states).flatMap(allNodes)];
