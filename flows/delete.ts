import { emit, setup } from 'xstate';
import type { MessageName, TakingBackEvent } from '../domain/effects/posting.ts';
import type { Effect } from '../domain/effects.ts';
import type { Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { typedWord } from '../domain/manners.ts';
import { isActiveAnywhere } from '../domain/member.ts';
import { type TextRef, text } from '../domain/text.ts';

interface Context {
  channel: string;
  named: MessageName;
  /** A sentence that only began like the command: nothing may be taken back by it. */
  hasMoreWords: boolean;
}

const machine = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | TakingBackEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
  },
  guards: {
    hasMoreWords: ({ context }) => context.hasMoreWords,
    isAnothers: ({ event }) => event.type === 'message.takenBack' && event.author !== null,
  },
}).createMachine({
  id: 'delete',
  context: ({ input: { who, number, argument, repliedMessageId } }) => ({
    channel: who.channel,
    named: { number, messageId: repliedMessageId },
    hasMoreWords: number !== null && argument !== '',
  }),
  initial: 'understanding',
  states: {
    understanding: {
      always: [
        {
          guard: 'hasMoreWords',
          target: 'refused',
          actions: emit(({ context: { channel, named } }) => ({
            type: 'say',
            text: text('delete.justNumber', { example: example(channel, named.number!) }),
          })),
        },
        { target: 'takingBack' },
      ],
    },
    takingBack: {
      entry: emit(({ context }) => ({ type: 'message.takeBack', ...context.named })),
      on: {
        'message.takenBack': [
          {
            guard: 'isAnothers',
            target: 'takenBack',
            actions: [
              emit(({ event }) => ({ type: 'say', text: outcome(event) })),
              emit(({ event }) => ({
                type: 'members.tell',
                membershipIds: [event.author!.membershipId],
                text: text('delete.byOrganizer', { number: event.author!.number }),
              })),
            ],
          },
          { target: 'takenBack', actions: emit(({ event }) => ({ type: 'say', text: outcome(event) })) },
        ],
        'message.missing': {
          target: 'refused',
          actions: emit(({ context, event }) => ({
            type: 'say',
            text: text(`message.${event.reason}`, { example: example(context.channel, 12) }),
          })),
        },
      },
    },
    takenBack: { type: 'final' },
    refused: { type: 'final' },
  },
});

const example = (channel: string, number: number) => `${typedWord('delete', channel)} ${number}`;

/** What was possible and what was not. */
function outcome(event: TakingBackEvent & { type: 'message.takenBack' }): TextRef {
  const { number, removable, gone, isForgotten } = event;
  if (isForgotten) return text('delete.done', { number, reach: text('delete.forgotten') });
  if (gone > 0) return text('delete.done', { number, reach: text('delete.exceptTexts', { gone }) });
  return text('delete.done', { number, reach: text(removable > 0 ? 'delete.everywhere' : 'delete.unseen') });
}

export const takingBack: Flow = {
  name: 'delete',
  version: 1,
  machine,
  upgrades: {},
  commands: [
    {
      words: ['delete', 'borrar', 'eliminar'],
      takes: 'number',
      isFor: isActiveAnywhere,
      about: 'delete.about',
    },
  ],
};
