import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

export const members: Flow = {
  name: 'members',
  version: 1,
  machine: telling('members', ({ communityId, argument }) => ({
    type: 'members.list',
    communityId: communityId!,
    search: argument.trim(),
  })),
  upgrades: {},
  commands: [
    { words: ['members', 'miembros'], takes: 'words', permission: 'member.see', about: 'members.about' },
  ],
};
