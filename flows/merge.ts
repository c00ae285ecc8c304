import { assertEvent, assign, emit, setup } from 'xstate';
import type { MergingEvent } from '../domain/effects/organizer.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { text } from '../domain/text.ts';
import * as ask from './questions/merge.ts';
import { saying, telling } from './telling.ts';

/** What is remembered of two members who may be one. */
export interface Context {
  communityId: string;
  words: string;
  merged: number;
  kept: number;
  mergedWho: string;
  keptWho: string;
}

const merging = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | MergingEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: { isSure: ({ event }) => event.type === 'member.answered' && event.answer === 'yes' },
  delays: { anHour: 60 * 60 * 1_000 },
});

const sayTold = merging.enqueueActions(({ event, enqueue }) => {
  assertEvent(event, 'told');
  for (const effect of saying(event)) enqueue.emit(effect);
});

const machine = merging.createMachine({
  id: 'merge',
  context: ({ input: { communityId, argument } }) => ({
    communityId: communityId!,
    words: argument,
    merged: 0,
    kept: 0,
    mergedWho: '',
    keptWho: '',
  }),
  initial: 'weighing',
  on: {
    'member.cancelled': { target: '.ended', actions: emit({ type: 'say', text: text('common.cancelled') }) },
  },
  states: {
    weighing: {
      entry: emit(({ context: { communityId, words } }) => ({ type: 'merge.weigh', communityId, words })),
      on: {
        'merge.weighed': {
          target: 'asking',
          actions: assign(({ event: { type: _, ...two } }) => two),
        },
        told: { target: 'ended', actions: sayTold },
      },
    },
    asking: {
      meta: { ask: ask.isSure },
      after: { anHour: 'ended' },
      on: {
        'member.answered': [
          { guard: 'isSure', target: 'making' },
          { target: 'ended', actions: emit({ type: 'say', text: text('common.cancelled') }) },
        ],
      },
    },
    making: {
      entry: emit(({ context: { communityId, merged, kept } }) => ({
        type: 'merge.make',
        communityId,
        merged,
        kept,
      })),
      on: { told: { target: 'ended', actions: sayTold } },
    },
    ended: { type: 'final' },
  },
});

/** Two records of one person become one. */
export const merge: Flow = {
  name: 'merge',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    { words: ['merge', 'unir-registros'], takes: 'words', permission: 'member.merge', about: 'merge.about' },
  ],
};

export const unmerge: Flow = {
  name: 'unmerge',
  version: 1,
  machine: telling('unmerge', ({ communityId, argument }) => ({
    type: 'merge.undo',
    communityId: communityId!,
    words: argument,
  })),
  upgrades: {},
  commands: [{ words: ['unmerge', 'separar'], takes: 'words', permission: 'member.merge', about: null }],
};

/** What somebody says of themselves where an organizer made two records one. */
export const mergeAnswer: Flow = {
  name: 'mergeAnswer',
  version: 1,
  machine: telling('mergeAnswer', ({ argument }) => ({ type: 'merge.answer', words: argument })),
  upgrades: {},
  commands: [
    {
      words: ['both', 'ambos'],
      takes: 'words',
      bareForm: /^(?:yes|no|s[ií])\W*$/i,
      permission: 'merge.answer',
      about: null,
    },
  ],
};
