import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

export const forum: Flow = {
  name: 'forum',
  version: 1,
  machine: telling('forum', ({ communityId, argument }) => ({
    type: 'forum.make',
    communityId: communityId!,
    name: argument,
  })),
  upgrades: {},
  commands: [{ words: ['forum', 'foro'], takes: 'words', permission: 'forum.see', about: 'forum.about' }],
};
