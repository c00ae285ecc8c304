import { emit, setup } from 'xstate';
import type { CorrectingEvent, MessageName } from '../domain/effects/posting.ts';
import type { Effect } from '../domain/effects.ts';
import type { Flow, FlowInput } from '../domain/flow.ts';
import { typedWord } from '../domain/manners.ts';
import { isActiveAnywhere } from '../domain/member.ts';
import { readMessageText } from '../domain/messageText.ts';
import { type TextRef, text } from '../domain/text.ts';

interface Context {
  channel: string;
  named: MessageName;
  /** Markdown. */
  text: string;
  /** Why these words cannot take the place of the others. */
  problem: TextRef['key'] | null;
}

const machine = setup({
  types: {
    context: {} as Context,
    events: {} as CorrectingEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
  },
  guards: {
    hasProblem: ({ context }) => context.problem !== null,
    hasNoText: ({ context }) => context.text === '',
  },
}).createMachine({
  id: 'edit',
  context: ({ input: { who, number, argument, markdown, repliedMessageId } }) => ({
    channel: who.channel,
    named: { number, messageId: repliedMessageId },
    ...readMessageText({ argument, markdown }),
  }),
  initial: 'understanding',
  states: {
    understanding: {
      always: [
        {
          guard: 'hasProblem',
          target: 'refused',
          actions: emit(({ context }) => ({ type: 'say', text: text(context.problem!) })),
        },
        {
          guard: 'hasNoText',
          target: 'refused',
          actions: emit(({ context }) => ({ type: 'say', text: text('edit.how', example(context)) })),
        },
        { target: 'correcting' },
      ],
    },
    correcting: {
      entry: emit(({ context: { named, text } }) => ({ type: 'message.correct', ...named, text })),
      on: {
        'message.corrected': {
          target: 'corrected',
          actions: emit(({ event }) => ({ type: 'say', text: outcome(event) })),
        },
        'message.missing': {
          target: 'refused',
          actions: emit(({ context, event: { reason } }) => ({
            type: 'say',
            text: reason === 'notYours' ? text('edit.notYours') : text(`message.${reason}`, example(context)),
          })),
        },
      },
    },
    corrected: { type: 'final' },
    refused: { type: 'final' },
  },
});

const example = ({ channel }: Context) => ({ example: `${typedWord('edit', channel)} 12 …` });

/** What was possible, and what is told in another message instead. */
function outcome({ number, noted, isForgotten }: CorrectingEvent & { type: 'message.corrected' }): TextRef {
  if (isForgotten) return text('edit.forgotten', { number });
  return noted > 0 ? text('edit.noted', { number, noted }) : text('edit.done', { number });
}

export const correcting: Flow = {
  name: 'edit',
  version: 1,
  machine,
  upgrades: {},
  commands: [{ words: ['edit', 'editar'], takes: 'number', isFor: isActiveAnywhere, about: 'edit.about' }],
};
