import { setup } from 'xstate';
import type { Effect } from '../domain/effects.ts';
import type { Flow, FlowInput } from '../domain/flow.ts';

const machine = setup({ types: { input: {} as FlowInput, emitted: {} as Effect } }).createMachine({
  id: 'posting',
  initial: 'done',
  states: { done: { type: 'final' } },
});

export const posting: Flow = { name: 'posting', version: 1, machine, upgrades: {}, commands: [] };
export const reply: Flow = { name: 'reply', version: 1, machine, upgrades: {}, commands: [] };
