import { assign, emit, enqueueActions, setup } from 'xstate';
import type { FoundMember, LeavingEvent, OrganizerEvent } from '../domain/effects/organizer.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { type TextRef, text } from '../domain/text.ts';
import * as ask from './questions/leave.ts';

export interface Context {
  communityId: string;
  communityName: string;
  as: (LeavingEvent & { type: 'leaving.weighed' })['as'];
  /** Who could take over. */
  successors: FoundMember[];
  successor: FoundMember | null;
  /** A name, as typed. */
  words: string;
}

const leaving = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | LeavingEvent | OrganizerEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: { isLastOrganizer: ({ context }) => context.as === 'lastOrganizer' },
});

const say = (sentence: TextRef['key'] | ((context: Context) => TextRef)) =>
  leaving.emit(({ context }) => ({
    type: 'say',
    text: typeof sentence === 'string' ? text(sentence) : sentence(context),
  }));

/** Going, with one's request taken back where one waits, and the keys handed on where one is the last to hold them. */
const machine = leaving.createMachine({
  id: 'leave',
  context: ({ input: { who, communityId } }) => ({
    communityId: communityId!,
    communityName: who.current?.communityName ?? '',
    as: 'member',
    successors: [],
    successor: null,
    words: '',
  }),
  initial: 'weighing',
  on: { 'member.cancelled': { target: '.stayed', actions: say('leaving.stayed') } },
  states: {
    weighing: {
      entry: emit(({ context }) => ({ type: 'leaving.weigh', communityId: context.communityId })),
      on: {
        'leaving.weighed': [
          {
            guard: ({ event }) => event.as === 'lastOrganizer',
            target: 'askingSuccessor',
            actions: assign(({ event: { as, successors } }) => ({ as, successors, successor: null })),
          },
          { target: 'confirming', actions: assign(({ event: { as } }) => ({ as, successor: null })) },
        ],
      },
    },
    askingSuccessor: {
      meta: { ask: ask.successor },
      on: {
        'member.answered': [
          {
            guard: ({ context, event }) => successorIn(context, event.answer) !== null,
            target: 'confirming',
            actions: assign(({ context, event }) => ({ successor: successorIn(context, event.answer) })),
          },
          { target: 'finding', actions: assign(({ event }) => ({ words: event.answer })) },
        ],
      },
    },
    finding: {
      entry: emit(({ context: { communityId, words } }) => ({
        type: 'member.find',
        communityId,
        words,
        as: 'successor',
      })),
      on: {
        'member.found': [
          {
            guard: ({ event }) => event.members.length === 1,
            target: 'confirming',
            actions: assign(({ event }) => ({ successor: event.members[0]! })),
          },
          {
            guard: ({ event }) => event.members.length > 1,
            target: 'askingSuccessor',
            actions: [assign(({ event }) => ({ successors: event.members })), say('roles.several')],
          },
          {
            target: 'askingSuccessor',
            actions: say(({ communityName: community, words: search }) =>
              text('leaving.nobody', { community, search }),
            ),
          },
        ],
      },
    },
    confirming: {
      meta: { ask: ask.confirmation },
      on: {
        'member.answered': [
          { guard: ({ event }) => event.answer === 'leave', target: 'leaving' },
          { target: 'stayed', actions: say('leaving.stayed') },
        ],
        'member.wentBack': { guard: 'isLastOrganizer', target: 'askingSuccessor' },
      },
    },
    leaving: {
      entry: emit(({ context: { communityId, successor } }) => ({
        type: 'leaving.go',
        communityId,
        successorId: successor?.membershipId ?? null,
      })),
      on: {
        'leaving.done': {
          target: 'left',
          actions: enqueueActions(({ context, event: { successor, elsewhere }, enqueue }) => {
            enqueue.emit({ type: 'say', text: farewell(context, successor) });
            if (elsewhere) enqueue.emit({ type: 'say', text: text('leaving.elsewhere', { elsewhere }) });
          }),
        },
        'leaving.changed': { target: 'weighing', actions: say('leaving.changed') },
      },
    },
    left: { type: 'final' },
    stayed: { type: 'final' },
  },
});

const successorIn = ({ successors }: Context, id: string) =>
  successors.find(({ membershipId }) => membershipId === id) ?? null;

function farewell({ as, communityName: community }: Context, name: string | null): TextRef {
  if (name) return text('leaving.handedOver', { name, community });
  return text(as === 'pending' ? 'leaving.withdrawn' : 'leaving.left', { community });
}

export const leave: Flow = {
  name: 'leave',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    {
      words: ['leave', 'irme', 'abandonar'],
      takes: 'nothing',
      permission: 'community.leave',
      about: 'leaving.about',
    },
  ],
};
