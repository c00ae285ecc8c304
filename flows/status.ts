import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

export const status: Flow = {
  name: 'status',
  version: 1,
  machine: telling('status', () => ({ type: 'status.find' })),
  upgrades: {},
  commands: [
    { words: ['status', 'estado'], takes: 'nothing', permission: 'status.see', about: 'status.about' },
  ],
};
