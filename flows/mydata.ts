import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

/** All that is kept of whoever asks: it is gathered afterwards, and comes as files. */
export const mydata: Flow = {
  name: 'mydata',
  version: 1,
  machine: telling('mydata', () => ({ type: 'mydata.ask' })),
  upgrades: {},
  commands: [
    { words: ['mydata', 'misdatos'], takes: 'nothing', permission: 'data.export', about: 'mydata.about' },
  ],
};
