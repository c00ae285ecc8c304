import type { Flow } from '../domain/flow.ts';
import { anyone } from '../domain/member.ts';
import { telling } from './telling.ts';

export const help: Flow = {
  name: 'help',
  version: 1,
  machine: telling('help', ({ isInterrupting }) => ({ type: 'help.find', isInterrupting })),
  upgrades: {},
  commands: [{ words: ['help', 'menu', 'ayuda'], takes: 'nothing', isFor: anyone, about: 'help.about' }],
};
