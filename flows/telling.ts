import { enqueueActions, setup } from 'xstate';
import type { ChoosingEffect } from '../domain/effects/choosing.ts';
import type { LinkingEffect } from '../domain/effects/linking.ts';
import type { OrganizerEffect } from '../domain/effects/organizer.ts';
import type { TellingEffect, ToldEvent } from '../domain/effects/telling.ts';
import type { Effect } from '../domain/effects.ts';
import type { FlowInput } from '../domain/flow.ts';

type Asked =
  | TellingEffect
  | ChoosingEffect
  | LinkingEffect
  | Extract<
      OrganizerEffect,
      {
        type:
          | 'merge.undo'
          | 'merge.answer'
          | 'mirror.explain'
          | 'hold.settle'
          | 'failures.list'
          | 'figures.find';
      }
    >;

/**
 * The machine of a command that is one question to the database and one answer: it never waits for anybody.
 * @param ask what the command asks, from how it was typed
 */
export function telling(id: string, ask: (input: FlowInput) => Asked) {
  return setup({
    types: {
      context: {} as { effect: Asked },
      events: {} as ToldEvent,
      input: {} as FlowInput,
      emitted: {} as Effect,
    },
  }).createMachine({
    id,
    context: ({ input }) => ({ effect: ask(input) }),
    initial: 'asking',
    states: {
      asking: {
        entry: enqueueActions(({ context, enqueue }) => enqueue.emit(context.effect)),
        on: {
          told: {
            target: 'told',
            actions: enqueueActions(({ event, enqueue }) => {
              for (const effect of saying(event)) enqueue.emit(effect);
            }),
          },
        },
      },
      told: { type: 'final' },
    },
  });
}

/** What was found, to be said, with the buttons of what may be done next. */
export const saying = ({ texts, buttons = [] }: ToldEvent): Effect[] =>
  texts.map((text, index) => ({ type: 'say', text, buttons: index === 0 ? buttons : [] }));
