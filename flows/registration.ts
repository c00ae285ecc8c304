import { assign } from 'xstate';
import type { Flow } from '../domain/flow.ts';
import { text } from '../domain/text.ts';
import * as ask from './questions/registration.ts';
import { checkingInvite } from './registration/invite.ts';
import { provingPhone } from './registration/phone.ts';
import { beginning, registering, say, tellPlace } from './registration/registering.ts';
import { submitting } from './registration/submitting.ts';

const machine = registering.createMachine({
  id: 'registration',
  context: ({ input }) => beginning(input),
  initial: 'greeting',
  on: {
    'member.cancelled': {
      target: '.cancelled',
      actions: say(({ inviteId }) => text(inviteId ? 'registration.cancelled' : 'common.cancelled')),
    },
    'member.startedAgain': { guard: 'isSameInvite', actions: say('registration.goOn') },
  },
  states: {
    greeting: {
      always: [
        { guard: 'isFounding', target: 'askingCommunityName' },
        { guard: 'hasCode', target: 'checkingInvite' },
        { guard: 'hasPlace', target: 'known', actions: tellPlace('talking') },
        { target: 'uninvited', actions: say('registration.uninvited') },
      ],
    },
    checkingInvite,
    invited: {
      always: [
        { guard: 'isFounding', target: 'askingCommunityName', actions: say('founding.welcome') },
        { guard: 'mayNotApply', target: 'known', actions: tellPlace('invited') },
        { guard: 'isKnown', target: 'askingYear', actions: say('registration.welcome') },
        { target: 'askingName', actions: say('registration.welcome') },
      ],
    },
    askingCommunityName: {
      meta: { ask: ask.communityName },
      on: {
        'member.answered': [
          {
            guard: 'isKnown',
            target: 'askingYear',
            actions: assign(({ event }) => ({ communityName: event.answer })),
          },
          { target: 'askingName', actions: assign(({ event }) => ({ communityName: event.answer })) },
        ],
      },
    },
    askingName: {
      meta: { ask: ask.name },
      on: {
        'member.answered': {
          target: 'askingYear',
          actions: [
            assign(({ event }) => ({ name: event.answer })),
            say(({ name }) => text('registration.thanks', { name })),
          ],
        },
        'member.wentBack': { guard: 'isFounding', target: 'askingCommunityName' },
      },
    },
    askingYear: {
      meta: { ask: ask.year },
      on: {
        'member.answered': {
          target: 'askingSection',
          actions: assign(({ event }) => ({ graduatingYear: Number(event.answer) })),
        },
        'member.wentBack': [
          { guard: 'isUnknown', target: 'askingName' },
          { guard: 'isFounding', target: 'askingCommunityName' },
        ],
      },
    },
    askingSection: {
      meta: { ask: ask.section },
      on: {
        'member.answered': {
          target: 'needingPhone',
          actions: assign(({ event }) => ({ section: event.answer || null })),
        },
        'member.wentBack': 'askingYear',
      },
    },
    needingPhone: {
      always: [{ guard: 'isKnown', target: 'submitting' }, { target: 'provingPhone' }],
    },
    provingPhone,
    needingChannel: {
      always: [{ guard: 'hasOneChannel', target: 'askingTimeZone' }, { target: 'askingChannel' }],
    },
    askingChannel: {
      meta: { ask: ask.channel },
      on: {
        'member.answered': {
          target: 'askingTimeZone',
          actions: assign(({ event }) => ({ preferredChannel: event.answer })),
        },
        'member.wentBack': 'correctingPhone',
      },
    },
    askingTimeZone: {
      meta: { ask: ask.zone },
      on: {
        'member.answered': {
          target: 'submitting',
          actions: assign(({ event }) => ({ timeZone: event.answer })),
        },
        'member.wentBack': [
          { guard: 'hasOneChannel', target: 'correctingPhone' },
          { target: 'askingChannel' },
        ],
      },
    },
    correctingPhone: {
      always: [{ guard: 'isPhoneAsked', target: 'provingPhone' }, { target: 'askingSection' }],
    },
    submitting,
    cancelled: { type: 'final' },
    uninvited: { type: 'final' },
    known: { type: 'final' },
    submitted: { type: 'final' },
    linked: { type: 'final' },
    founded: { type: 'final' },
    refused: { type: 'final' },
  },
});

export const registration: Flow = {
  name: 'registration',
  version: 2,
  machine,
  startsOver: true,
  upgrades: {
    1: ({ value, context }) => ({
      value,
      context: { ...(context as object), isPhoneAsked: (context as { channel: string }).channel !== 'sms' },
    }),
  },
  commands: [
    { words: ['start'], takes: 'text', permission: 'community.enter', about: null },
    {
      words: ['join', 'unirse', 'unirme'],
      takes: 'code',
      permission: 'community.enter',
      about: 'registration.about',
    },
    {
      words: ['found', 'fundar'],
      takes: 'nothing',
      permission: 'community.found',
      about: 'founding.about',
      act: 'found',
    },
  ],
};
