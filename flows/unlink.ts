import { assertEvent, assign, emit, setup } from 'xstate';
import type { AddressesEvent } from '../domain/effects/linking.ts';
import type { ToldEvent } from '../domain/effects/telling.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent, Question } from '../domain/flow.ts';
import { typedWord } from '../domain/manners.ts';
import { plainChoices } from '../domain/plainChoices.ts';
import { text } from '../domain/text.ts';
import { saying } from './telling.ts';

interface Context {
  addresses: AddressesEvent['addresses'];
  chosen: string;
  channel: string;
}

const whichOne = ({ addresses }: Context): Question => ({
  text: text('unlink.ask'),
  choices: [
    ...plainChoices(addresses.map(({ id, label }, at) => ({ label, answer: id, apart: `${at + 1}` }))),
    { label: text('unlink.none'), answer: 'none' },
  ],
});

const unlinking = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | AddressesEvent | ToldEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  delays: { aDay: 24 * 60 * 60 * 1_000 },
});

const sayTold = unlinking.enqueueActions(({ event, enqueue }) => {
  assertEvent(event, 'told');
  for (const effect of saying(event)) enqueue.emit(effect);
});

const machine = unlinking.createMachine({
  id: 'unlink',
  context: ({ input }) => ({ addresses: [], chosen: '', channel: input.who.channel }),
  initial: 'looking',
  on: {
    'member.cancelled': {
      target: '.cancelled',
      actions: emit({ type: 'say', text: text('common.cancelled') }),
    },
  },
  states: {
    looking: {
      entry: emit({ type: 'addresses.find' }),
      on: {
        'addresses.found': [
          {
            guard: ({ event }) => event.addresses.length === 0,
            target: 'unlinked',
            actions: emit(({ context }) => ({
              type: 'say',
              text: text('unlink.onlyOne', { leave: typedWord('leave', context.channel) }),
            })),
          },
          { target: 'askingWhich', actions: assign(({ event }) => ({ addresses: event.addresses })) },
        ],
      },
    },
    askingWhich: {
      meta: { ask: whichOne },
      after: { aDay: 'forgotten' },
      on: {
        'member.answered': [
          {
            guard: ({ event }) => event.answer === 'none',
            target: 'cancelled',
            actions: emit({ type: 'say', text: text('common.cancelled') }),
          },
          { target: 'unlinking', actions: assign(({ event }) => ({ chosen: event.answer })) },
        ],
      },
    },
    unlinking: {
      entry: emit(({ context }) => ({ type: 'address.unlink', addressId: context.chosen })),
      on: { told: { target: 'unlinked', actions: sayTold } },
    },
    unlinked: { type: 'final' },
    forgotten: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

export const unlink: Flow = {
  name: 'unlink',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    { words: ['unlink', 'desvincular'], takes: 'nothing', permission: 'channel.unlink', about: null },
  ],
};
