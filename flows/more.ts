import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

/** What a digest did not show: its next messages, or with a number one of them as a whole. */
export const more: Flow = {
  name: 'more',
  version: 1,
  machine: telling('more', ({ number }) => ({ type: 'digest.more', number })),
  upgrades: {},
  // A digest that shows only part says how to get the rest.
  commands: [{ words: ['more', 'mas'], takes: 'number', permission: 'digest.unfold', about: null }],
};
