import type { Flow } from '../domain/flow.ts';
import { isActive } from '../domain/member.ts';
import { telling } from './telling.ts';

export const invite: Flow = {
  name: 'invite',
  version: 1,
  machine: telling('invite', ({ communityId, argument }) => ({
    type: 'invite.manage',
    communityId: communityId!,
    words: argument,
  })),
  upgrades: {},
  commands: [{ words: ['invite', 'invitar'], takes: 'text', isFor: isActive, about: 'invite.about' }],
};
