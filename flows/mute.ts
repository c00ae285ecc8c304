import type { Flow } from '../domain/flow.ts';
import { bareMute } from '../domain/mute.ts';
import { telling } from './telling.ts';

/** Silence: for hours, or from a person or a forum. */
export const mute: Flow = {
  name: 'mute',
  version: 1,
  machine: telling('mute', ({ communityId, argument: words, repliedMessageId: messageId }) => ({
    type: 'mute.set',
    communityId: communityId!,
    words,
    messageId,
  })),
  upgrades: {},
  commands: [
    {
      words: ['mute', 'silenciar'],
      takes: 'text',
      bareForm: bareMute,
      permission: 'mute.set',
      about: 'mute.about',
    },
  ],
};

/** The end of it. */
export const unmute: Flow = {
  name: 'unmute',
  version: 1,
  machine: telling('unmute', ({ communityId, argument: words, repliedMessageId: messageId }) => ({
    type: 'mute.end',
    communityId: communityId!,
    words,
    messageId,
  })),
  upgrades: {},
  commands: [
    {
      words: ['unmute', 'reactivar'],
      takes: 'text',
      bareForm: bareMute,
      permission: 'mute.set',
      // MUTE says how it ends.
      about: null,
    },
  ],
};
