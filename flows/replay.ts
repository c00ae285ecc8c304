import { assertEvent, assign, emit, setup } from 'xstate';
import type { ReplayingEvent } from '../domain/effects/organizer.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { text } from '../domain/text.ts';
import * as ask from './questions/replay.ts';
import { saying } from './telling.ts';

/** What is remembered of messages to be sent again. */
export interface Context {
  communityId: string;
  words: string;
  number: number | null;
  upTo: number;
  count: number;
  name: string;
}

const replaying = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | ReplayingEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: { isSure: ({ event }) => event.type === 'member.answered' && event.answer === 'yes' },
  delays: { anHour: 60 * 60 * 1_000 },
});

const sayTold = replaying.enqueueActions(({ event, enqueue }) => {
  assertEvent(event, 'told');
  for (const effect of saying(event)) enqueue.emit(effect);
});

const machine = replaying.createMachine({
  id: 'replay',
  context: ({ input: { communityId, argument } }) => ({
    communityId: communityId!,
    words: argument,
    number: null,
    upTo: 0,
    count: 0,
    name: '',
  }),
  initial: 'weighing',
  on: {
    'member.cancelled': { target: '.ended', actions: emit({ type: 'say', text: text('common.cancelled') }) },
  },
  states: {
    weighing: {
      entry: emit(({ context: { communityId, words } }) => ({ type: 'replay.weigh', communityId, words })),
      on: {
        'replay.weighed': {
          target: 'asking',
          actions: assign(({ event: { type: _, ...weighed } }) => weighed),
        },
        told: { target: 'ended', actions: sayTold },
      },
    },
    asking: {
      meta: { ask: ask.isSure },
      after: { anHour: 'ended' },
      on: {
        'member.answered': [
          { guard: 'isSure', target: 'sendingAgain' },
          { target: 'ended', actions: emit({ type: 'say', text: text('common.cancelled') }) },
        ],
      },
    },
    sendingAgain: {
      entry: emit(({ context: { communityId, number, upTo, count } }) => ({
        type: 'replay.make',
        communityId,
        number,
        upTo,
        count,
      })),
      on: { told: { target: 'ended', actions: sayTold } },
    },
    ended: { type: 'final' },
  },
});

/** What could not be delivered is sent again. */
export const replay: Flow = {
  name: 'replay',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    { words: ['replay', 'reenviar'], takes: 'words', permission: 'delivery.replay', about: 'replay.about' },
  ],
};
