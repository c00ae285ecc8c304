import { emit, setup } from 'xstate';
import type { RequestsEvent } from '../domain/effects/approval.ts';
import type { Effect } from '../domain/effects.ts';
import type { Flow, FlowInput } from '../domain/flow.ts';
import { mannersOf } from '../domain/manners.ts';
import { type TextRef, text } from '../domain/text.ts';

interface Context {
  channel: string;
  communityId: string | null;
  communityName: string;
}

const machine = setup({
  types: {
    context: {} as Context,
    events: {} as RequestsEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
  },
}).createMachine({
  id: 'pending',
  context: ({ input: { who, communityId } }) => ({
    channel: who.channel,
    communityId,
    communityName: who.current?.communityName ?? '',
  }),
  initial: 'listing',
  states: {
    listing: {
      entry: emit(({ context }) => ({ type: 'requests.list', communityId: context.communityId! })),
      on: {
        'requests.listed': {
          target: 'listed',
          actions: emit(({ context, event }) => ({ type: 'say', text: requestList(event, context) })),
        },
      },
    },
    listed: { type: 'final' },
  },
});

/** Who waits, by number, and how to answer on this channel. */
export function requestList(
  { requests, count }: RequestsEvent,
  { channel, communityName: community }: Pick<Context, 'channel' | 'communityName'>,
): TextRef {
  const first = requests[0];
  if (!first) return text('requests.none', { community });
  const { number } = first;
  const list = requests.map((one) => `${one.number}: ${one.who}`).join('\n');
  const [yes, no] = typedVotes(channel, number);
  return text('requests.list', {
    count,
    community,
    list: count > requests.length ? `${list}\n…` : list,
    yes,
    no,
  });
}

/** How a request is answered yes or no on this channel. */
export const typedVotes = (channel: string, number: number) =>
  mannersOf(channel).hasSlash
    ? ([`/approve ${number}`, `/reject ${number}`] as const)
    : ([text('approval.typedYes', { number }), text('approval.typedNo', { number })] as const);

export const pending: Flow = {
  name: 'pending',
  version: 1,
  machine,
  upgrades: {},
  commands: [
    {
      words: ['pending', 'pendientes'],
      takes: 'nothing',
      permission: 'approval.see',
      about: 'requests.about',
    },
  ],
};
