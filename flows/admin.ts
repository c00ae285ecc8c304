import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

/** Signing in without a password: the code that a browser shows is written here, and the answer taken back there. */
export const admin: Flow = {
  name: 'admin',
  version: 1,
  machine: telling('admin', ({ communityId, argument: code }) => ({
    type: 'account.enter',
    communityId,
    code,
  })),
  upgrades: {},
  commands: [
    { words: ['admin'], takes: 'codeOrNothing', permission: 'account.enter', about: 'account.about' },
  ],
};
