import { emit, setup } from 'xstate';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { text } from '../domain/text.ts';
import * as ask from './questions/confirmMail.ts';

/** What is remembered of a mail whose sender nothing proved: where it is kept, and how it begins. */
export interface Context {
  inboxId: string;
  excerpt: string;
}

const aDayMs = 24 * 60 * 60 * 1_000;

/** Asks the owner of a mailbox whether a mail in their name is theirs. */
const machine = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: { isTheirs: ({ event }) => event.type === 'member.answered' && event.answer === 'yes' },
  delays: { aDay: aDayMs },
}).createMachine({
  id: 'confirmMail',
  context: ({ input: { act, argument } }) => ({ inboxId: act ?? '', excerpt: argument }),
  initial: 'asking',
  states: {
    asking: {
      meta: { ask: ask.isTheirs },
      after: { aDay: 'dropped' },
      on: {
        'member.answered': [
          {
            guard: 'isTheirs',
            target: 'taken',
            actions: emit(({ context }) => ({ type: 'mail.take', inboxId: context.inboxId })),
          },
          { target: 'dropped', actions: emit({ type: 'say', text: text('mail.dropped') }) },
        ],
        'member.cancelled': { target: 'dropped', actions: emit({ type: 'say', text: text('mail.dropped') }) },
      },
    },
    taken: { type: 'final' },
    dropped: { type: 'final' },
  },
});

export const confirmMail: Flow = { name: 'confirmMail', version: 1, machine, upgrades: {}, commands: [] };
