import { assign, emit, setup } from 'xstate';
import { readInviteCode } from '../domain/code.ts';
import type {
  Application,
  ApplicationEvent,
  InviteEvent,
  PhoneEvent,
  Standing,
} from '../domain/effects/registration.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { anyone, helpWord, isOrganizer } from '../domain/member.ts';
import { type TextRef, text } from '../domain/text.ts';
import * as ask from './questions/registration.ts';

/** What registration remembers between two answers. */
export interface Context extends Application {
  channel: string;
  /** Where they stand in the community they speak in; `none` for a stranger. */
  standing: Standing;
  code: string;
  isFounding: boolean;
  /** Already in another community: name, phone and time zone are not asked again. */
  isKnown: boolean;
  shownPhone: string;
  timeZones: string[];
  /** Where they could be reached: the choice of channels. */
  channels: string[];
}

type Event = PersonEvent | InviteEvent | PhoneEvent | ApplicationEvent;
type Key = TextRef['key'];

const registering = setup({
  types: {
    context: {} as Context,
    events: {} as Event,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: {
    isFounding: ({ context }) => context.isFounding,
    isKnown: ({ context }) => context.isKnown,
    isUnknown: ({ context }) => !context.isKnown,
    isTexting: ({ context }) => context.channel === 'sms',
    hasCode: ({ context }) => context.code !== '',
    hasPlace: ({ context }) => context.standing in standings,
    hasOneChannel: ({ context }) => context.channels.length < 2,
  },
});

/** What somebody hears who has, or had, a place already. One who left, or was forgotten, may ask again. */
const standings: Partial<Record<Standing, { talking: Key; invited: Key }>> = {
  active: { talking: 'registration.welcomeBack', invited: 'registration.alreadyMember' },
  pending: { talking: 'registration.stillWaiting', invited: 'registration.stillWaiting' },
  suspended: { talking: 'registration.suspended', invited: 'registration.suspended' },
  rejected: { talking: 'registration.rejectedBefore', invited: 'registration.rejectedBefore' },
};

type Sentence = (context: Context) => TextRef;
const say = (sentence: Key | Sentence) =>
  registering.emit(({ context }) => ({
    type: 'say',
    text:
      typeof sentence === 'string' ? text(sentence, { community: context.communityName }) : sentence(context),
  }));

const tellPlace = (when: 'talking' | 'invited') =>
  say(({ standing, communityName, channel }) =>
    text(standings[standing]![when], { community: communityName, help: helpWord(channel) }),
  );

const machine = registering.createMachine({
  id: 'registration',
  context: ({ input: { who, act, argument } }) => ({
    channel: who.channel,
    standing: who.current?.status ?? 'none',
    code: codeIn(act, argument, who),
    isFounding: act === 'found',
    isKnown: act === 'found',
    inviteId: null,
    communityId: act === 'found' ? null : (who.current?.communityId ?? null),
    communityName: act === 'found' ? '' : (who.current?.communityName ?? ''),
    name: '',
    graduatingYear: 0,
    section: null,
    phoneId: null,
    shownPhone: '',
    timeZones: [],
    channels: [],
    preferredChannel: who.channel,
    timeZone: '',
  }),
  initial: 'greeting',
  on: { 'member.cancelled': { target: '.cancelled', actions: say('common.cancelled') } },
  states: {
    greeting: {
      always: [
        { guard: 'isFounding', target: 'askingCommunityName' },
        { guard: 'hasCode', target: 'checkingInvite' },
        { guard: 'hasPlace', target: 'known', actions: tellPlace('talking') },
        { target: 'uninvited', actions: say('registration.uninvited') },
      ],
    },
    checkingInvite: {
      entry: emit(({ context }) => ({ type: 'invite.find', code: context.code })),
      on: {
        'invite.found': {
          target: 'invited',
          actions: assign(({ event }) => ({
            inviteId: event.inviteId,
            communityId: event.communityId,
            communityName: event.communityName,
            standing: event.standing,
            isFounding: event.communityId === null,
            isKnown: event.known !== null,
            name: event.known?.name ?? '',
            timeZone: event.known?.timeZone ?? '',
          })),
        },
        'invite.refused': [
          {
            guard: ({ context, event }) => event.reason === 'unknown' && /\s/.test(context.code),
            target: 'uninvited',
            actions: say('registration.uninvited'),
          },
          {
            target: 'uninvited',
            actions: emit(({ event }) => ({ type: 'say', text: text(`invite.${event.reason}`) })),
          },
        ],
      },
    },
    invited: {
      always: [
        { guard: 'isFounding', target: 'askingCommunityName', actions: say('founding.welcome') },
        { guard: 'hasPlace', target: 'known', actions: tellPlace('invited') },
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
        'member.answered': { target: 'askingYear', actions: assign(({ event }) => ({ name: event.answer })) },
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
      always: [
        { guard: 'isKnown', target: 'submitting' },
        { guard: 'isTexting', target: 'claimingSender' },
        { target: 'askingPhone' },
      ],
    },
    claimingSender: {
      entry: emit({ type: 'phone.claim', phone: null }),
      on: {
        'phone.proven': {
          target: 'needingChannel',
          actions: assign(({ event }) => ({
            phoneId: event.phoneId,
            timeZones: event.timeZones,
            channels: event.channels,
          })),
        },
      },
    },
    askingPhone: {
      meta: { ask: ask.phone },
      on: {
        'member.sharedContact': [
          {
            guard: ({ event }) => event.isOwn,
            target: 'checkingPhone',
            actions: emit(({ event }) => ({ type: 'phone.claim', phone: event.phone })),
          },
          { actions: say('registration.notYourContact') },
        ],
        'member.answered': {
          target: 'checkingPhone',
          actions: emit(({ event }) => ({ type: 'code.send', phone: event.answer })),
        },
        'member.wentBack': 'askingSection',
      },
    },
    checkingPhone: {
      on: {
        'phone.proven': {
          target: 'needingChannel',
          actions: assign(({ event }) => ({
            phoneId: event.phoneId,
            timeZones: event.timeZones,
            channels: event.channels,
          })),
        },
        'code.sent': {
          target: 'askingCode',
          actions: assign(({ event }) => ({ phoneId: event.phoneId, shownPhone: event.shown })),
        },
        'phone.refused': {
          target: 'askingPhone',
          actions: emit(({ event }) => ({ type: 'say', text: text(`phone.${event.reason}`) })),
        },
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
        'phone.proven': {
          target: 'needingChannel',
          actions: assign(({ event }) => ({
            phoneId: event.phoneId,
            timeZones: event.timeZones,
            channels: event.channels,
          })),
        },
        'code.mismatched': {
          target: 'askingCode',
          actions: emit(({ event }) => ({
            type: 'say',
            text: text(`code.${event.reason}`, { tries: event.triesLeft }),
          })),
        },
      },
    },
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
        'member.wentBack': 'askingSection',
      },
    },
    askingTimeZone: {
      meta: { ask: ask.zone },
      on: {
        'member.answered': {
          target: 'submitting',
          actions: assign(({ event }) => ({ timeZone: event.answer })),
        },
        'member.wentBack': [{ guard: 'hasOneChannel', target: 'askingSection' }, { target: 'askingChannel' }],
      },
    },
    submitting: {
      entry: emit(({ context }) => ({ type: 'application.submit', application: applicationOf(context) })),
      on: {
        'application.submitted': {
          target: 'submitted',
          actions: emit(({ context, event }) => ({
            type: 'say',
            text: text('registration.submitted', {
              community: context.communityName,
              number: event.approvalNumber,
            }),
          })),
        },
        'application.linked': {
          target: 'linked',
          actions: say(({ name, communityName }) =>
            text('registration.linked', { name, community: communityName }),
          ),
        },
        'community.founded': [
          {
            guard: ({ event }) => event.link === null,
            target: 'founded',
            actions: emit(({ context, event }) => ({
              type: 'say',
              text: text('founding.done', { community: context.communityName, code: event.code }),
            })),
          },
          {
            target: 'founded',
            actions: emit(({ context, event }) => ({
              type: 'say',
              text: text('founding.doneWithLink', {
                community: context.communityName,
                code: event.code,
                link: event.link!,
              }),
            })),
          },
        ],
        'application.refused': {
          target: 'refused',
          actions: emit(({ event }) => ({ type: 'say', text: text(`invite.${event.reason}`) })),
        },
      },
    },
    cancelled: { type: 'final' },
    uninvited: { type: 'final' },
    known: { type: 'final' },
    submitted: { type: 'final' },
    linked: { type: 'final' },
    founded: { type: 'final' },
    refused: { type: 'final' },
  },
});

/** A command's word is meant as a code; what a stranger just says is one only if it can be. */
function codeIn(act: string | null, typed: string, who: FlowInput['who']): string {
  if (act === 'found') return '';
  if (act === 'spoke' && (who.current || !readInviteCode(typed))) return '';
  return typed.trim();
}

/** What is handed in: of all that is remembered, the answers. */
const applicationOf = ({
  inviteId,
  communityId,
  communityName,
  name,
  graduatingYear,
  section,
  phoneId,
  preferredChannel,
  timeZone,
}: Context): Application => ({
  inviteId,
  communityId,
  communityName,
  name,
  graduatingYear,
  section,
  phoneId,
  preferredChannel,
  timeZone,
});

export const registration: Flow = {
  name: 'registration',
  version: 1,
  machine,
  upgrades: {},
  commands: [
    { words: ['start'], takes: 'text', isFor: anyone, about: null },
    { words: ['join', 'unirse', 'unirme'], takes: 'code', isFor: anyone, about: 'registration.about' },
    {
      words: ['found', 'fundar'],
      takes: 'nothing',
      isFor: isOrganizer,
      about: 'founding.about',
      act: 'found',
    },
  ],
};
