import { assign, emit, setup } from 'xstate';
import { z } from 'zod';
import type { FoundMember, LeavingEvent, OrganizerEvent } from '../domain/effects/organizer.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { isKnown } from '../domain/member.ts';
import { text } from '../domain/text.ts';

interface Context {
  communityId: string;
  communityName: string;
  as: (LeavingEvent & { type: 'leaving.weighed' })['as'];
  successors: FoundMember[];
  successorId: string | null;
  words: string;
}

const questions = {
  member: 'leaving.ask',
  lastOrganizer: 'leaving.ask',
  pending: 'leaving.askPending',
  alone: 'leaving.askAlone',
} as const;

/** Going, with one's request taken back where one waits, and the keys handed on where one is the last to hold them. */
const machine = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | LeavingEvent | OrganizerEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
}).createMachine({
  id: 'leave',
  context: ({ input: { who, communityId } }) => ({
    communityId: communityId!,
    communityName: who.current?.communityName ?? '',
    as: 'member',
    successors: [],
    successorId: null,
    words: '',
  }),
  initial: 'weighing',
  on: {
    'member.cancelled': { target: '.stayed', actions: emit({ type: 'say', text: text('leaving.stayed') }) },
  },
  states: {
    weighing: {
      entry: emit(({ context }) => ({ type: 'leaving.weigh', communityId: context.communityId })),
      on: {
        'leaving.weighed': [
          {
            guard: ({ event }) => event.as === 'lastOrganizer',
            target: 'askingSuccessor',
            actions: assign(({ event }) => ({ as: event.as, successors: event.successors })),
          },
          { target: 'confirming', actions: assign(({ event }) => ({ as: event.as })) },
        ],
      },
    },
    askingSuccessor: {
      meta: {
        ask: ({ communityName: community, successors }) => ({
          text: text('leaving.askSuccessor', { community }),
          choices: successors.map(({ membershipId, name }) => ({
            label: { plain: name },
            answer: membershipId,
          })),
          answer: z.string().min(1, { error: 'common.textPlease' }),
        }),
      },
      on: {
        'member.answered': [
          {
            guard: ({ context, event }) =>
              context.successors.some(({ membershipId }) => membershipId === event.answer),
            target: 'confirming',
            actions: assign(({ event }) => ({ successorId: event.answer })),
          },
          { target: 'finding', actions: assign(({ event }) => ({ words: event.answer })) },
        ],
      },
    },
    finding: {
      entry: emit(({ context: { communityId, words } }) => ({ type: 'member.find', communityId, words })),
      on: {
        'member.found': [
          {
            guard: ({ event }) => event.members.length === 1,
            target: 'confirming',
            actions: assign(({ event }) => ({ successorId: event.members[0]!.membershipId })),
          },
          {
            guard: ({ event }) => event.members.length > 1,
            target: 'askingSuccessor',
            actions: [
              assign(({ event }) => ({ successors: event.members })),
              emit({ type: 'say', text: text('roles.several') }),
            ],
          },
          {
            target: 'askingSuccessor',
            actions: emit(({ context }) => ({
              type: 'say',
              text: text('members.nobody', { community: context.communityName, search: context.words }),
            })),
          },
        ],
      },
    },
    confirming: {
      meta: {
        ask: ({ as, communityName: community }) => ({
          text: text(questions[as], { community }),
          choices: [
            { label: text('leaving.leave'), answer: 'leave' },
            { label: text('leaving.stay'), answer: 'stay' },
          ],
        }),
      },
      on: {
        'member.answered': [
          { guard: ({ event }) => event.answer === 'leave', target: 'leaving' },
          { target: 'stayed', actions: emit({ type: 'say', text: text('leaving.stayed') }) },
        ],
        'member.wentBack': {
          guard: ({ context }) => context.as === 'lastOrganizer',
          target: 'askingSuccessor',
        },
      },
    },
    leaving: {
      entry: emit(({ context: { communityId, successorId } }) => ({
        type: 'leaving.go',
        communityId,
        successorId,
      })),
      on: {
        'leaving.done': {
          target: 'left',
          actions: emit(({ context: { as, communityName: community }, event }) => ({
            type: 'say',
            text: event.successor
              ? text('leaving.handedOver', { name: event.successor, community })
              : text(as === 'pending' ? 'leaving.withdrawn' : 'leaving.left', { community }),
          })),
        },
        'leaving.changed': {
          target: 'stayed',
          actions: emit({ type: 'say', text: text('leaving.changed') }),
        },
      },
    },
    left: { type: 'final' },
    stayed: { type: 'final' },
  },
});

export const leave: Flow = {
  name: 'leave',
  version: 1,
  machine,
  upgrades: {},
  commands: [{ words: ['leave', 'irme'], takes: 'nothing', isFor: isKnown, about: 'leaving.about' }],
};
