import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

/** How a group is tied to a forum; in the group itself the engine hears the word (flows/engine/group.ts). */
export const mirror: Flow = {
  name: 'mirror',
  version: 1,
  machine: telling('mirror', () => ({ type: 'mirror.explain' })),
  upgrades: {},
  commands: [
    { words: ['mirror', 'espejo'], takes: 'words', permission: 'group.mirror', about: 'mirror.about' },
  ],
};

/** What strangers said in a mirrored group: carried on, or left there. */
export const holds: Flow = {
  name: 'holds',
  version: 1,
  machine: telling('holds', ({ communityId, act, number }) => ({
    type: 'hold.settle',
    communityId: communityId!,
    number: number ?? 0,
    isCarried: act === 'carry',
  })),
  upgrades: {},
  commands: [
    { words: ['carry', 'llevar'], takes: 'number', permission: 'group.mirror', about: null, act: 'carry' },
    { words: ['leaveout', 'dejar'], takes: 'number', permission: 'group.mirror', about: null, act: 'leave' },
  ],
};
