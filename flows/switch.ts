import { assign, emit, setup } from 'xstate';
import type { ToldEvent } from '../domain/effects/telling.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { plainChoices } from '../domain/plainChoices.ts';
import { text } from '../domain/text.ts';

interface Context {
  communities: { id: string; name: string }[];
  chosen: string | null;
}

const machine = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | ToldEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
}).createMachine({
  id: 'switch',
  context: ({ input: { who, argument } }) => {
    const communities = who.belongings
      .filter(({ status }) => status === 'active' || status === 'pending')
      .map(({ communityId: id, communityName: name }) => ({ id, name }));
    const wanted = argument.trim().toLowerCase();
    const named = communities.filter(({ name }) => wanted !== '' && name.toLowerCase().includes(wanted));
    return { communities, chosen: named.length === 1 ? named[0]!.id : null };
  },
  initial: 'beginning',
  on: {
    'member.cancelled': {
      target: '.cancelled',
      actions: emit({ type: 'say', text: text('common.cancelled') }),
    },
  },
  states: {
    beginning: {
      always: [
        { guard: ({ context }) => context.chosen !== null, target: 'switching' },
        { target: 'askingCommunity' },
      ],
    },
    askingCommunity: {
      meta: {
        ask: ({ communities }) => ({
          text: text('switch.ask'),
          choices: plainChoices(
            communities.map(({ id, name }, at) => ({ label: name, answer: id, apart: `${at + 1}` })),
          ),
        }),
      },
      on: {
        'member.answered': {
          target: 'switching',
          actions: assign(({ event }) => ({ chosen: event.answer })),
        },
      },
    },
    switching: {
      entry: emit(({ context }) => ({ type: 'community.switch', communityId: context.chosen! })),
      on: {
        told: { target: 'switched', actions: emit(({ event }) => ({ type: 'say', text: event.texts[0]! })) },
      },
    },
    switched: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

export const switching: Flow = {
  name: 'switch',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    { words: ['switch', 'comunidad'], takes: 'text', permission: 'community.switch', about: 'switch.about' },
  ],
};
