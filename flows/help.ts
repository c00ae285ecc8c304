import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

export const help: Flow = {
  name: 'help',
  version: 1,
  machine: telling('help', ({ isInterrupting }) => ({ type: 'help.find', isInterrupting })),
  upgrades: {},
  commands: [
    { words: ['help', 'menu', 'ayuda'], takes: 'nothing', permission: 'help.see', about: 'help.about' },
  ],
};
