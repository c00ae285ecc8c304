import { assertEvent, assign, emit, setup } from 'xstate';
import type { FoundMember, OrganizerEvent } from '../domain/effects/organizer.ts';
import type { ForgettingEvent, HandingOn } from '../domain/effects/privacy.ts';
import type { ToldEvent } from '../domain/effects/telling.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { type TextRef, text } from '../domain/text.ts';
import * as ask from './questions/forget.ts';
import { saying } from './telling.ts';

export interface Context {
  /** Who organizes what after them. */
  handedOn: HandingOn[];
  /** The community that somebody has to organize next, and who could. */
  next: { communityId: string; community: string; successors: FoundMember[] };
  messages: number;
  /** Their names, in a row. */
  communities: string;
  /** A name, as typed. */
  words: string;
}

const nowhere = { communityId: '', community: '', successors: [] };

const forgetting = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | ForgettingEvent | OrganizerEvent | ToldEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  delays: { patience: 86_400_000 },
});

const say = (sentence: TextRef['key'] | ((context: Context) => TextRef)) =>
  forgetting.emit(({ context }) => ({
    type: 'say',
    text: typeof sentence === 'string' ? text(sentence) : sentence(context),
  }));

const sayTold = forgetting.enqueueActions(({ event, enqueue }) => {
  assertEvent(event, 'told');
  for (const effect of saying(event)) enqueue.emit(effect);
});

const handOn = ({ handedOn, next }: Context, { membershipId, name }: FoundMember): HandingOn[] => [
  ...handedOn,
  { communityId: next.communityId, community: next.community, successorId: membershipId, name },
];

/** Being forgotten: asked twice, as nothing brings it back, and with the keys handed on where nobody else holds them. */
const machine = forgetting.createMachine({
  id: 'forget',
  context: { handedOn: [], next: nowhere, messages: 0, communities: '', words: '' },
  initial: 'weighing',
  on: { 'member.cancelled': { target: '.kept', actions: say('forgetting.kept') } },
  states: {
    weighing: {
      entry: emit(({ context: { handedOn } }) => ({ type: 'forgetting.weigh', handedOn })),
      on: {
        'forgetting.weighed': [
          {
            guard: ({ event }) => event.next !== null,
            target: 'askingSuccessor',
            actions: assign(({ event: { next, messages, communities } }) => ({
              ...{ next: next!, messages, communities },
            })),
          },
          {
            target: 'confirming',
            actions: assign(({ event: { messages, communities } }) => ({ messages, communities })),
          },
        ],
        told: { target: 'kept', actions: sayTold },
      },
    },
    askingSuccessor: {
      meta: { ask: ask.successor },
      after: { patience: 'kept' },
      on: {
        'member.answered': [
          {
            guard: ({ context, event }) => successorIn(context, event.answer) !== undefined,
            target: 'weighing',
            actions: assign(({ context, event }) => ({
              handedOn: handOn(context, successorIn(context, event.answer)!),
            })),
          },
          { target: 'finding', actions: assign(({ event }) => ({ words: event.answer })) },
        ],
      },
    },
    finding: {
      entry: emit(({ context: { next, words } }) => ({
        ...{ type: 'member.find', communityId: next.communityId, words, as: 'successor' },
      })),
      on: {
        'member.found': [
          {
            guard: ({ event }) => event.members.length === 1,
            target: 'weighing',
            actions: assign(({ context, event }) => ({ handedOn: handOn(context, event.members[0]!) })),
          },
          {
            guard: ({ event }) => event.members.length > 1,
            target: 'askingSuccessor',
            actions: [
              assign(({ context: { next }, event }) => ({ next: { ...next, successors: event.members } })),
              say('roles.several'),
            ],
          },
          {
            target: 'askingSuccessor',
            actions: say(({ next: { community }, words: search }) =>
              text('leaving.nobody', { community, search }),
            ),
          },
        ],
      },
    },
    confirming: {
      meta: { ask: ask.confirmation },
      after: { patience: 'kept' },
      on: {
        'member.answered': [
          { guard: ({ event }) => event.answer === 'forget', target: 'confirmingAgain' },
          { target: 'kept', actions: say('forgetting.kept') },
        ],
      },
    },
    confirmingAgain: {
      meta: { ask: ask.secondConfirmation },
      after: { patience: 'kept' },
      on: {
        'member.answered': [
          { guard: ({ event }) => event.answer === 'forget', target: 'forgetting' },
          { target: 'kept', actions: say('forgetting.kept') },
        ],
        'member.wentBack': 'confirming',
      },
    },
    forgetting: {
      entry: emit(({ context: { handedOn } }) => ({ type: 'forgetting.go', handedOn })),
      on: {
        'forgetting.done': {
          target: 'forgotten',
          actions: [
            emit({ type: 'waiting.giveUp' }),
            emit(({ event: { type: _, ...what } }) => ({
              type: 'say',
              text: text('forgetting.receipt', what),
            })),
            assign({ handedOn: [], next: nowhere, communities: '', words: '' }),
          ],
        },
        'forgetting.changed': {
          target: 'weighing',
          actions: [assign({ handedOn: [] }), say('leaving.changed')],
        },
      },
    },
    forgotten: { type: 'final' },
    kept: { type: 'final' },
  },
});

const successorIn = ({ next }: Context, id: string) =>
  next.successors.find(({ membershipId }) => membershipId === id);

export const forget: Flow = {
  name: 'forget',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    {
      words: ['forget'],
      takes: 'words',
      bareForm: /^me\W*$/i,
      bare: 'forgetting.typed',
      permission: 'data.forget',
      about: 'forgetting.about',
    },
    { words: ['forgetme', 'olvidame'], takes: 'nothing', permission: 'data.forget', about: null },
  ],
};
