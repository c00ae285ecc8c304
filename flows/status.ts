import type { Flow } from '../domain/flow.ts';
import { anyone } from '../domain/member.ts';
import { telling } from './telling.ts';

export const status: Flow = {
  name: 'status',
  version: 1,
  machine: telling('status', () => ({ type: 'status.find' })),
  upgrades: {},
  commands: [{ words: ['status', 'estado'], takes: 'nothing', isFor: anyone, about: 'status.about' }],
};
