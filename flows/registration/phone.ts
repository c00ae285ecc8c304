import { assign, emit } from 'xstate';
import { text } from '../../domain/text.ts';
import * as ask from '../questions/registration.ts';
import { registering, say } from './registering.ts';

/** The proof of a phone number: a text's own sender, one's own shared contact, or a code sent to a typed number. */
export const provingPhone = registering.createStateConfig({
  initial: 'choosingProof',
  states: {
    choosingProof: {
      always: [{ guard: 'isTexting', target: 'claimingSender' }, { target: 'askingPhone' }],
    },
    claimingSender: {
      entry: emit({ type: 'phone.claim', phone: null }),
    },
    askingPhone: {
      meta: { ask: ask.phone },
      entry: assign({ phoneId: null }),
      on: {
        'member.answered': {
          target: 'checkingPhone',
          actions: emit(({ event }) => ({ type: 'code.send', phone: event.answer })),
        },
        'member.wentBack': '#registration.askingSection',
      },
    },
    checkingPhone: {
      on: {
        'code.sent': {
          target: 'askingCode',
          actions: assign(({ event }) => ({ phoneId: event.phoneId, shownPhone: event.shown })),
        },
        'phone.refused': [
          // The code that was sent before may still be typed.
          { guard: 'hasNumber', target: 'askingCode', actions: say('registration.noMoreCodes') },
          {
            target: 'askingPhone',
            actions: emit(({ event }) => ({ type: 'say', text: text(`phone.${event.reason}`) })),
          },
        ],
      },
    },
    askingCode: {
      meta: { ask: ask.code },
      on: {
        'member.answered': [
          {
            guard: ({ event }) => event.answer === 'again',
            target: 'checkingPhone',
            actions: emit(({ context }) => ({ type: 'code.sendAgain', phoneId: context.phoneId! })),
          },
          { guard: ({ event }) => event.answer === 'other', target: 'askingPhone' },
          {
            target: 'checkingCode',
            actions: emit(({ context, event }) => ({
              type: 'code.check',
              phoneId: context.phoneId!,
              code: event.answer,
            })),
          },
        ],
        'member.wentBack': 'askingPhone',
      },
    },
    checkingCode: {
      on: {
        'code.mismatched': {
          target: 'askingCode',
          actions: emit(({ event }) => ({
            type: 'say',
            text: text(`code.${event.reason}`, { tries: event.triesLeft }),
          })),
        },
      },
    },
  },
  on: {
    'member.sharedContact': [
      {
        guard: ({ event }) => event.isOwn,
        target: '.checkingPhone',
        actions: emit(({ event }) => ({ type: 'phone.claim', phone: event.phone })),
      },
      { actions: say('registration.notYourContact') },
    ],
    'phone.proven': {
      target: 'needingChannel',
      actions: assign(({ event: { phoneId, timeZones, channels } }) => ({ phoneId, timeZones, channels })),
    },
  },
});
