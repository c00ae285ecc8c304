import { assertEvent, assign, emit, setup } from 'xstate';
import type { LimitingEvent } from '../domain/effects/organizer.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { text } from '../domain/text.ts';
import * as ask from './questions/invite.ts';
import { saying } from './telling.ts';

/** What limiting an invite remembers; everything else that is done to one needs no questions. */
export interface Context {
  communityId: string;
  /** As typed after the command: `5`, `revoke K7QM-2XRD`. */
  words: string;
  inviteId: string;
  code: string;
  maxUses: number | null;
  days: number | null;
}

const inviting = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | LimitingEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: { wantsLimit: ({ context }) => wishToLimit.test(context.words) },
  delays: { aDay: 24 * 60 * 60 * 1_000 },
});

const wishToLimit = /^(?:limit|limitar)\b\s*/i;

const sayTold = inviting.enqueueActions(({ event, enqueue }) => {
  assertEvent(event, 'told');
  for (const effect of saying(event)) enqueue.emit(effect);
});

const machine = inviting.createMachine({
  id: 'invite',
  context: ({ input: { communityId, argument } }) => ({
    communityId: communityId!,
    words: argument.trim(),
    inviteId: '',
    code: '',
    maxUses: null,
    days: null,
  }),
  initial: 'reading',
  on: {
    'member.cancelled': {
      target: '.cancelled',
      actions: emit({ type: 'say', text: text('common.cancelled') }),
    },
  },
  states: {
    reading: { always: [{ guard: 'wantsLimit', target: 'opening' }, { target: 'managing' }] },
    managing: {
      entry: emit(({ context: { communityId, words } }) => ({ type: 'invite.manage', communityId, words })),
      on: { told: { target: 'told', actions: sayTold } },
    },
    opening: {
      entry: emit(({ context: { communityId, words } }) => ({
        type: 'invite.open',
        communityId,
        code: words.replace(wishToLimit, ''),
      })),
      on: {
        'invite.opened': {
          target: 'askingUses',
          actions: assign(({ event: { inviteId, code } }) => ({ inviteId, code })),
        },
        told: { target: 'told', actions: sayTold },
      },
    },
    askingUses: {
      meta: { ask: ask.uses },
      after: { aDay: 'forgotten' },
      on: {
        'member.answered': {
          target: 'askingDays',
          actions: assign(({ event }) => ({ maxUses: Number(event.answer) || null })),
        },
      },
    },
    askingDays: {
      meta: { ask: ask.days },
      after: { aDay: 'forgotten' },
      on: {
        'member.answered': {
          target: 'limiting',
          actions: assign(({ event }) => ({ days: Number(event.answer) || null })),
        },
        'member.wentBack': 'askingUses',
      },
    },
    limiting: {
      entry: emit(({ context: { communityId, inviteId, maxUses, days } }) => ({
        type: 'invite.limit',
        communityId,
        inviteId,
        maxUses,
        days,
      })),
      on: { told: { target: 'told', actions: sayTold } },
    },
    told: { type: 'final' },
    forgotten: { type: 'final' },
    cancelled: { type: 'final' },
  },
});

export const invite: Flow = {
  name: 'invite',
  version: 1,
  machine,
  startsOver: true,
  upgrades: {},
  commands: [
    { words: ['invite', 'invitar'], takes: 'words', permission: 'invite.see', about: 'invite.about' },
  ],
};
