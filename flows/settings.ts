import { assign, emit, setup } from 'xstate';
import * as answers from '../domain/answers.ts';
import type { Setting, SettingsEvent, SettingsRefusal } from '../domain/effects/organizer.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent, Question, StoredState } from '../domain/flow.ts';
import { channelLabel } from '../domain/manners.ts';
import { circles } from '../domain/privacy.ts';
import { text } from '../domain/text.ts';
import { cityName, timeZone } from '../domain/timeZone.ts';
import { mailboxButton } from './questions/email.ts';
import * as rhythm from './questions/rhythm.ts';

interface Context {
  communityId: string;
  communityName: string;
  now: Omit<SettingsEvent, 'type'>;
  changing: Setting;
}

const plain = {
  frequency: 'at once',
  digestMinute: 1_080,
  digestWeekday: 0,
  quietHours: null,
  allowsUrgent: true,
} as const;

const dayMs = 86_400_000;

const menu = ({ now, communityName: community }: Context): Question => ({
  text: text('settings.menu', {
    name: now.name,
    class: now.classWords && ` (${now.classWords})`,
    community,
    channel: channelLabel(now.channel),
    city: cityName(now.timeZone),
    rhythm: rhythm.rhythmWords(now),
    privacy: now.privacy === 'everyone' ? '' : text(`settings.seenBy.${now.privacy}`),
  }),
  choices: [
    { label: text('settings.channel'), answer: 'preferredChannel' },
    { label: text('settings.timeZone'), answer: 'timeZone' },
    { label: text('settings.name'), answer: 'name' },
    { label: text('settings.year'), answer: 'graduatingYear' },
    { label: text('settings.section'), answer: 'section' },
    { label: text('settings.frequency'), answer: 'frequency' },
    { label: text('settings.quiet'), answer: 'quietHours' },
    { label: text('settings.urgent'), answer: 'allowsUrgent' },
    { label: text('settings.fallback'), answer: 'fallbackChannel' },
    { label: text('settings.privacy'), answer: 'privacy' },
    { label: text('settings.done'), answer: 'done' },
  ],
});

const choosable = ({ channels, canAddMail }: Context['now']) => [
  ...channels,
  ...(canAddMail ? ['email'] : []),
];

/** How each setting is asked for. */
const questions: Record<Setting, (context: Context) => Question> = {
  preferredChannel: ({ now }) => ({
    text: text('registration.askChannel'),
    choices: choosable(now).map((channel) => ({ label: channelLabel(channel), answer: channel })),
  }),
  timeZone: () => ({ text: text('settings.askTimeZone'), answer: timeZone }),
  name: () => ({ text: text('settings.askName'), answer: answers.fullName }),
  graduatingYear: () => ({ text: text('registration.askYear'), answer: answers.graduatingYear }),
  section: () => ({
    text: text('registration.askSection'),
    choices: [{ label: text('common.skip'), answer: '' }],
    answer: answers.section,
  }),
  frequency: rhythm.frequency,
  digestWeekday: rhythm.digestWeekday,
  digestMinute: rhythm.digestMinute,
  quietHours: rhythm.quietHours,
  allowsUrgent: rhythm.allowsUrgent,
  privacy: () => ({
    text: text('settings.askPrivacy'),
    choices: circles.map((circle) => ({ label: text(`settings.privacy.${circle}`), answer: circle })),
  }),
  fallbackChannel: ({ now }) => rhythm.fallbackChannel(now),
};

const machine = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | SettingsEvent | SettingsRefusal,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: {
    mustChooseDay: ({ context, event }) =>
      context.changing === 'frequency' && event.type === 'settings.found' && event.frequency === 'weekly',
    mustChooseHour: ({ context, event }) =>
      context.changing === 'digestWeekday' ||
      (context.changing === 'frequency' && event.type === 'settings.found' && event.frequency === 'daily'),
  },
  delays: { patience: dayMs },
}).createMachine({
  id: 'settings',
  context: ({ input: { who, communityId } }) => ({
    communityId: communityId!,
    communityName: who.current?.communityName ?? '',
    now: {
      name: '',
      classWords: '',
      channel: '',
      channels: [],
      canAddMail: false,
      timeZone: 'UTC',
      privacy: 'everyone',
      ...plain,
    },
    changing: 'name',
  }),
  initial: 'looking',
  on: {
    'member.cancelled': { target: '.closed', actions: emit({ type: 'say', text: text('settings.closed') }) },
  },
  states: {
    looking: {
      entry: emit(({ context }) => ({ type: 'settings.find', communityId: context.communityId })),
      on: {
        'settings.found': {
          target: 'choosing',
          actions: assign(({ event: { type: _, ...now } }) => ({ now })),
        },
      },
    },
    choosing: {
      meta: { ask: menu },
      after: { patience: 'closed' },
      on: {
        'member.answered': [
          {
            guard: ({ event }) => event.answer === 'done',
            target: 'closed',
            actions: emit({ type: 'say', text: text('settings.closed') }),
          },
          {
            guard: ({ context, event }) =>
              (event.answer === 'preferredChannel' && choosable(context.now).length < 2) ||
              (event.answer === 'fallbackChannel' && context.now.channels.length < 2),
            target: 'choosing',
            actions: emit({ type: 'say', text: text('settings.onlyChannel') }),
          },
          { target: 'asking', actions: assign(({ event }) => ({ changing: event.answer as Setting })) },
        ],
        'member.wentBack': 'closed',
      },
    },
    asking: {
      meta: { ask: (context) => questions[context.changing](context) },
      after: { patience: 'closed' },
      on: {
        'member.answered': [
          {
            guard: ({ context: { changing, now }, event }) =>
              changing === 'preferredChannel' && event.answer === 'email' && now.canAddMail,
            target: 'closed',
            actions: emit({ type: 'say', text: text('settings.mailboxFirst'), buttons: [mailboxButton] }),
          },
          {
            target: 'saving',
            actions: emit(({ context: { communityId, changing: setting }, event }) => ({
              type: 'settings.change',
              communityId,
              setting,
              value: event.answer,
            })),
          },
        ],
        'member.wentBack': 'choosing',
      },
    },
    saving: {
      on: {
        'settings.found': [
          {
            guard: 'mustChooseDay',
            target: 'asking',
            actions: assign(({ event: { type: _, ...now } }) => ({
              now,
              changing: 'digestWeekday' as const,
            })),
          },
          {
            guard: 'mustChooseHour',
            target: 'asking',
            actions: assign(({ event: { type: _, ...now } }) => ({ now, changing: 'digestMinute' as const })),
          },
          {
            target: 'choosing',
            actions: [
              assign(({ event: { type: _, ...now } }) => ({ now })),
              emit({ type: 'say', text: text('settings.saved') }),
            ],
          },
        ],
        'settings.refused': {
          target: 'closed',
          actions: emit(({ event }) => ({ type: 'say', text: text(`settings.${event.reason}`) })),
        },
      },
    },
    closed: { type: 'final' },
  },
});

/** Version 1 knew of no hours. */
function withRhythm({ value, context }: StoredState): StoredState {
  const { now, ...rest } = context as Context;
  return { value, context: { ...rest, now: { ...now, ...plain } } };
}

/** Version 2 knew of nobody who might not see something. */
function withPrivacy({ value, context }: StoredState): StoredState {
  const { now, ...rest } = context as Context;
  return { value, context: { ...rest, now: { ...now, privacy: 'everyone' } } };
}

export const settings: Flow = {
  name: 'settings',
  version: 3,
  machine,
  startsOver: true,
  upgrades: { 1: withRhythm, 2: withPrivacy },
  commands: [
    {
      words: ['settings', 'ajustes'],
      takes: 'nothing',
      permission: 'settings.change',
      about: 'settings.about',
    },
  ],
};
