import { emit, setup } from 'xstate';
import type { RequestsEvent, Verdict, VoteEvent } from '../domain/effects/approval.ts';
import type { CommandButton } from '../domain/effects/common.ts';
import type { Effect } from '../domain/effects.ts';
import type { Flow, FlowInput } from '../domain/flow.ts';
import { text } from '../domain/text.ts';
import { requestList, typedVotes } from './pending.ts';
import { bringPosts, tellClass, welcome } from './welcoming.ts';

interface Context {
  channel: string;
  communityId: string | null;
  communityName: string;
  verdict: Verdict;
  number: number | null;
  reason: string;
}

const voting = setup({
  types: {
    context: {} as Context,
    events: {} as VoteEvent | RequestsEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
  },
  guards: { hasNumber: ({ context }) => context.number !== null },
});

const sayReasonNoted = voting.enqueueActions(({ context, enqueue }) => {
  if (context.reason) enqueue.emit({ type: 'say', text: text('vote.reasonNoted') });
});

const machine = voting.createMachine({
  id: 'vote',
  context: ({ input: { who, act, communityId, number, argument } }) => ({
    channel: who.channel,
    communityId,
    communityName: who.current?.communityName ?? '',
    verdict: act === 'approve' ? 'approve' : 'reject',
    number,
    reason: argument,
  }),
  initial: 'reading',
  states: {
    reading: {
      always: [
        { guard: 'hasNumber', target: 'casting' },
        { target: 'listing', actions: emit({ type: 'say', text: text('vote.which') }) },
      ],
    },
    casting: {
      entry: emit(({ context: { communityId, number, verdict, reason } }) => ({
        type: 'vote.cast',
        communityId: communityId!,
        number: number!,
        verdict,
        reason,
      })),
      on: {
        'vote.counted': {
          target: 'counted',
          actions: [
            emit(({ context, event: { who, decides } }) => ({
              type: 'say',
              text: text(thanks[context.verdict][decides ? 'deciding' : 'counting'], {
                who,
                yes: typedVotes(context.channel, context.number!)[0],
              }),
            })),
            sayReasonNoted,
          ],
        },
        'vote.overruled': {
          target: 'overruled',
          actions: [
            emit(({ event: { who } }) => ({ type: 'say', text: text('vote.letsInAfterAll', { who }) })),
            emit(({ event }) => welcome(newcomerOf(event))),
            emit(({ event }) => bringPosts(newcomerOf(event))),
            emit(({ event }) => tellClass(newcomerOf(event))),
          ],
        },
        'vote.refused': [
          {
            guard: ({ event }) => event.reason === 'unknown',
            target: 'listing',
            actions: emit(({ context }) => ({
              type: 'say',
              text: text('vote.unknown', { number: context.number! }),
            })),
          },
          {
            target: 'refused',
            actions: emit(({ event }) => ({
              type: 'say',
              text: text(`vote.${event.reason}`, 'who' in event ? { who: event.who } : {}),
            })),
          },
        ],
      },
    },
    listing: {
      entry: emit(({ context }) => ({ type: 'requests.list', communityId: context.communityId! })),
      on: {
        'requests.listed': {
          target: 'listed',
          actions: emit(({ context, event }) => ({ type: 'say', text: requestList(event, context) })),
        },
      },
    },
    counted: { type: 'final' },
    overruled: { type: 'final' },
    refused: { type: 'final' },
    listed: { type: 'final' },
  },
});

const thanks = {
  approve: { counting: 'vote.vouched', deciding: 'vote.letsIn' },
  reject: { counting: 'vote.declined', deciding: 'vote.keepsOut' },
} as const;

const newcomerOf = ({ who, place, organizerId }: VoteEvent & { type: 'vote.overruled' }) => ({
  ...place,
  who,
  decidedById: organizerId,
});

/** The buttons under a request; by text message the same is typed. */
export const voteButtons = (number: number): CommandButton[] => [
  { label: text('approval.yes'), command: `approve ${number}`, typed: text('approval.typedYes', { number }) },
  { label: text('approval.no'), command: `reject ${number}`, typed: text('approval.typedNo', { number }) },
];

export const vote: Flow = {
  name: 'vote',
  version: 1,
  machine,
  upgrades: {},
  commands: [
    {
      words: ['approve', 'aprobar', 'yes', 'si'],
      takes: 'number',
      permission: 'approval.vote',
      about: 'vote.aboutApprove',
      bare: 'vote.bareApprove',
      act: 'approve',
    },
    {
      words: ['reject', 'rechazar', 'no'],
      takes: 'number',
      permission: 'approval.vote',
      about: 'vote.aboutReject',
      bare: 'vote.bareReject',
      act: 'reject',
    },
  ],
};
