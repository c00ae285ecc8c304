import type { Flow } from '../domain/flow.ts';
import { telling } from './telling.ts';

export const budget: Flow = {
  name: 'budget',
  version: 1,
  machine: telling('budget', ({ communityId, argument: words }) => ({
    type: 'budget.manage',
    communityId: communityId!,
    words,
  })),
  upgrades: {},
  commands: [
    {
      words: ['budget', 'presupuesto'],
      takes: 'text',
      bareForm:
        /^$|^\D{0,3}\d[\d.,]*\D{0,3}$|^\D{0,3}\d[\d.,]*\D{0,3} (?:at|a) \D{0,3}\d[\d.,]*\D{0,3}$|^(?:none|off|no)$/i,
      permission: 'budget.manage',
      about: 'budget.about',
    },
  ],
};
