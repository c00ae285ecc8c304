import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

/** What could not be delivered, for organizers. */
export const failures: Flow = {
  name: 'failures',
  version: 1,
  machine: telling('failures', ({ communityId, argument }) => ({
    type: 'failures.list',
    communityId: communityId!,
    words: argument,
  })),
  upgrades: {},
  commands: [
    { words: ['failures', 'fallos'], takes: 'words', permission: 'delivery.see', about: 'failures.about' },
  ],
};
