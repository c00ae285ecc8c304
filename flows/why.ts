import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

export const why: Flow = {
  name: 'why',
  version: 1,
  machine: telling('why', ({ number }) => ({ type: 'why.find', number })),
  upgrades: {},
  commands: [
    { words: ['why', 'porque'], takes: 'number', permission: 'message.explain', about: 'why.about' },
  ],
};
