import { assign, emit, setup } from 'xstate';
import type { ToldEvent } from '../domain/effects/telling.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { type Language, type TextRef, text } from '../domain/text.ts';

interface Context {
  /** As typed, where something was. */
  wanted: Language | null;
}

const names = new Map<string, Language>([
  ['en', 'en'],
  ['english', 'en'],
  ['ingles', 'en'],
  ['inglés', 'en'],
  ['es', 'es'],
  ['spanish', 'es'],
  ['espanol', 'es'],
  ['español', 'es'],
]);

const machine = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | ToldEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
}).createMachine({
  id: 'language',
  context: ({ input }) => ({ wanted: names.get(input.argument.trim().toLowerCase()) ?? null }),
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
        { guard: ({ context }) => context.wanted !== null, target: 'changing' },
        { target: 'askingLanguage' },
      ],
    },
    askingLanguage: {
      meta: {
        ask: () => ({
          text: text('language.ask'),
          choices: [
            { label: { plain: 'English' }, answer: 'en' },
            { label: { plain: 'Español' }, answer: 'es' },
          ],
        }),
      },
      on: {
        'member.answered': {
          target: 'changing',
          actions: assign(({ event }) => ({ wanted: event.answer as Language })),
        },
      },
    },
    changing: {
      entry: emit(({ context }) => ({ type: 'language.set', language: context.wanted! })),
      on: {
        told: {
          target: 'changed',
          actions: emit(({ event }) => ({ type: 'say', text: first(event.texts) })),
        },
      },
    },
    changed: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

const first = (texts: TextRef[]) => texts[0]!;

export const language: Flow = {
  name: 'language',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    { words: ['language', 'idioma'], takes: 'text', permission: 'language.change', about: 'language.about' },
  ],
};
