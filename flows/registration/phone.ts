import { assertEvent, assign, emit } from 'xstate';
import { mannersOf } from '../../domain/manners.ts';
import { text } from '../../domain/text.ts';
import * as ask from '../questions/registration.ts';
import { registering, say } from './registering.ts';

const sendAgain = registering.emit(({ context }) => ({
  type: 'code.sendAgain',
  phoneId: context.phoneId!,
}));

const sayMismatch = registering.emit(({ event }) => {
  assertEvent(event, 'code.mismatched');
  return { type: 'say', text: text(`code.${event.reason}`, { tries: event.triesLeft }) };
});

const noteSent = registering.assign(({ event }) => {
  assertEvent(event, 'code.sent');
  return { phoneId: event.phoneId, shownPhone: event.shown };
});

const codeSent = { target: 'askingCode', actions: [noteSent, say('registration.codeSent')] } as const;

const sayRefusal = registering.emit(({ context, event }) => {
  assertEvent(event, 'phone.refused');
  const { hasContactButton } = mannersOf(context.channel);
  const instead = text(hasContactButton ? 'phone.byButton' : 'phone.byOther');
  return { type: 'say', text: text(`phone.${event.reason}`, { instead }) };
});

const refused = { target: 'askingPhone', actions: sayRefusal } as const;

/** The proof of a phone number: the one its channel vouches for, one's own shared contact, or a code sent to a typed number. */
export const provingPhone = registering.createStateConfig({
  initial: 'claimingSender',
  states: {
    claimingSender: {
      entry: emit({ type: 'phone.claim', phone: null }),
      on: { 'phone.wanted': { target: 'askingPhone', actions: assign({ isPhoneAsked: true }) } },
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
        'code.sent': codeSent,
        'phone.refused': [
          // The code that was sent before may still be typed.
          { guard: 'hasNumber', target: 'askingCode', actions: say('registration.noMoreCodes') },
          refused,
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
            actions: sendAgain,
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
        'code.mismatched': [
          { guard: ({ event }) => event.reason === 'wrong', target: 'askingCode', actions: sayMismatch },
          { target: 'offeringCode', actions: sayMismatch },
        ],
      },
    },
    offeringCode: {
      meta: { ask: ask.newCode },
      on: {
        'member.answered': [
          {
            guard: ({ event }) => event.answer === 'again',
            target: 'renewingCode',
            actions: sendAgain,
          },
          { target: 'askingPhone' },
        ],
        'member.wentBack': 'askingPhone',
      },
    },
    /** Unlike after `checkingPhone` there is no earlier code that may still be typed. */
    renewingCode: { on: { 'code.sent': codeSent, 'phone.refused': refused } },
  },
  on: {
    'member.sharedContact': [
      {
        guard: ({ event }) => event.isOwn,
        target: '.checkingPhone',
        actions: emit(({ event }) => ({ type: 'phone.claim', phone: event.phone })),
      },
      {
        actions: say(({ channel, phoneId }) =>
          text(
            // The button is there only until a number is known.
            mannersOf(channel).hasContactButton && phoneId === null
              ? 'registration.notYourContact'
              : 'registration.contactIsNoProof',
          ),
        ),
      },
    ],
    'phone.proven': {
      target: 'needingChannel',
      actions: assign(({ event: { phoneId, timeZones, channels } }) => ({ phoneId, timeZones, channels })),
    },
  },
});
