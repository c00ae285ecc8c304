import type { Flow } from '../domain/flow.ts';
import { isOrganizer } from '../domain/member.ts';
import { telling } from './telling.ts';

export const figures: Flow = {
  name: 'figures',
  version: 1,
  machine: telling('figures', ({ communityId }) => ({ type: 'figures.find', communityId: communityId! })),
  upgrades: {},
  commands: [
    {
      words: ['figures', 'stats', 'cifras'],
      takes: 'nothing',
      isFor: isOrganizer,
      about: 'figures.about',
    },
  ],
};
