import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

export const community: Flow = {
  name: 'community',
  version: 1,
  machine: telling('community', ({ communityId, argument: words }) => ({
    type: 'community.manage',
    communityId: communityId!,
    words,
  })),
  upgrades: {},
  commands: [
    {
      words: ['community', 'clase'],
      takes: 'text',
      bareForm: /^$|^(?:name|nombre|language|idioma|time|hora|vouches|avales)\b/i,
      permission: 'community.change',
      about: 'community.about',
    },
  ],
};
