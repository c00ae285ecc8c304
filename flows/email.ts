import { assertEvent, assign, emit, setup } from 'xstate';
import type { MailboxEvent } from '../domain/effects/linking.ts';
import type { PhoneEvent } from '../domain/effects/registration.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { text } from '../domain/text.ts';
import * as ask from './questions/email.ts';

/** What is remembered while somebody proves a mail address of theirs. */
export interface Context {
  communityId: string | null;
  /** Typed with the command, or asked for. */
  email: string;
  addressId: string;
}

const proving = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | MailboxEvent | (PhoneEvent & { type: 'code.mismatched' }),
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: { hasEmail: ({ context }) => context.email !== '' },
  delays: { anHour: 60 * 60 * 1_000 },
});

const sayRefusal = proving.emit(({ event, context: { email } }) => {
  assertEvent(event, 'mailbox.refused');
  return { type: 'say', text: text(`mailbox.${event.reason}`, { email }) };
});

const sayMismatch = proving.emit(({ event }) => {
  assertEvent(event, 'code.mismatched');
  return { type: 'say', text: text(`code.${event.reason}`, { tries: event.triesLeft }) };
});

/** One's mail address: asked for, proven by a code that goes there, and preferred from then on. */
const machine = proving.createMachine({
  id: 'email',
  context: ({ input: { communityId, argument } }) => ({
    communityId,
    email: ask.readEmail(argument),
    addressId: '',
  }),
  initial: 'beginning',
  on: {
    'member.cancelled': {
      target: '.cancelled',
      actions: emit({ type: 'say', text: text('common.cancelled') }),
    },
  },
  states: {
    beginning: { always: [{ guard: 'hasEmail', target: 'sending' }, { target: 'askingEmail' }] },
    askingEmail: {
      meta: { ask: ask.address },
      after: { anHour: 'cancelled' },
      on: {
        'member.answered': { target: 'sending', actions: assign(({ event }) => ({ email: event.answer })) },
      },
    },
    sending: {
      entry: emit(({ context }) => ({ type: 'mailbox.ask', email: context.email })),
      on: {
        'mailbox.asked': {
          target: 'askingCode',
          actions: assign(({ event }) => ({ addressId: event.addressId })),
        },
        'mailbox.refused': { target: 'cancelled', actions: sayRefusal },
      },
    },
    askingCode: {
      meta: { ask: ask.code },
      after: { anHour: 'cancelled' },
      on: {
        'member.answered': [
          { guard: ({ event }) => event.answer === 'again', target: 'sending' },
          {
            target: 'checking',
            actions: emit(({ context: { addressId, communityId }, event }) => ({
              type: 'mailbox.prove',
              addressId,
              communityId,
              code: event.answer,
            })),
          },
        ],
        'member.wentBack': 'askingEmail',
      },
    },
    checking: {
      on: {
        'mailbox.proven': {
          target: 'proven',
          actions: emit(({ context: { email } }) => ({
            type: 'say',
            text: text('mailbox.proven', { email }),
          })),
        },
        'mailbox.refused': { target: 'cancelled', actions: sayRefusal },
        'code.mismatched': { target: 'askingCode', actions: sayMismatch },
      },
    },
    proven: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

export const email: Flow = {
  name: 'email',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    {
      words: ['email', 'correo'],
      takes: 'text',
      permission: 'mailbox.add',
      about: 'mailbox.about',
      needs: 'email',
    },
  ],
};
