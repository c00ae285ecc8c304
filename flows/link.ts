import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

/** One person, several channels: a code shown on one is typed on the other. */
export const link: Flow = {
  name: 'link',
  version: 1,
  machine: telling('link', ({ argument }) =>
    argument.trim() === '' ? { type: 'link.offer' } : { type: 'link.take', code: argument },
  ),
  upgrades: {},
  commands: [
    { words: ['link', 'vincular'], takes: 'codeOrNothing', permission: 'channel.link', about: 'link.about' },
  ],
};
