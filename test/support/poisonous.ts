import { setup } from 'xstate';
import type { Effect } from '../../domain/effects.ts';
import type { Flow, FlowInput } from '../../domain/flow.ts';

/** A flow, `/poison`, that throws as long as it is not cured. */
export function poisonous(): { flow: Flow; cure: () => void } {
  let isPoisonous = true;
  const machine = setup({ types: { input: {} as FlowInput, emitted: {} as Effect } }).createMachine({
    id: 'poison',
    initial: 'done',
    context: () => {
      if (isPoisonous) throw new Error('poison');
      return {};
    },
    states: { done: { type: 'final' } },
  });
  const commands = [
    {
      words: ['poison'] as [string],
      takes: 'nothing' as const,
      permission: 'help.see' as const,
      about: null,
    },
  ];
  const flow = { name: 'poison', version: 1, machine, upgrades: {}, commands };
  return {
    flow,
    cure() {
      isPoisonous = false;
    },
  };
}
