import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

export const quiet: Flow = {
  name: 'quiet',
  version: 1,
  machine: telling('quiet', ({ argument: words }) => ({ type: 'quiet.set', words })),
  upgrades: {},
  commands: [
    {
      words: ['quiet', 'silencio'],
      takes: 'text',
      bareForm: /^$|^(?:(?:from|de|desde)\s)?\D{0,4}\d{1,2}\D.{0,20}\d|^(?:none|off|no)$/i,
      permission: 'quiet.set',
      about: 'quiet.about',
    },
  ],
};
