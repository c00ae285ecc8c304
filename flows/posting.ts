import { assign, emit, enqueueActions, setup } from 'xstate';
import type { ForumChoice, ForumsEvent, PublishingEvent } from '../domain/effects/posting.ts';
import type { ToldEvent } from '../domain/effects/telling.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent, StoredState } from '../domain/flow.ts';
import { plainMarkdown } from '../domain/formatting/toMarkdown.ts';
import type { HeldFile } from '../domain/media.ts';
import { isActive, isOrganizer } from '../domain/member.ts';
import { readMessageText } from '../domain/messageText.ts';
import { type TextRef, text } from '../domain/text.ts';
import * as ask from './questions/posting.ts';
import { startingProgress, waiting } from './questions/progress.ts';
import { saying } from './telling.ts';

/** What posting remembers: the draft, and where it may go. */
export interface Context {
  channel: string;
  communityId: string | null;
  communityName: string;
  /** Markdown. */
  text: string;
  /** Why what came with the command cannot be posted as it is. */
  problem: TextRef['key'] | null;
  isChanging: boolean;
  typedId?: string | undefined;
  files?: HeldFile[] | undefined;
  forums: ForumChoice[];
  forumId: string;
  /** An organizer's announcement, which may come at any hour to those who allow that. */
  isUrgent?: boolean | undefined;
  /** They want to know first what would happen. */
  isRehearsed?: boolean | undefined;
  /** The forum that a mail was addressed to: it asks nothing, its sender chose already. */
  forum?: string | undefined;
}

const writing = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | ForumsEvent | PublishingEvent | ToldEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: {
    hasNowhere: ({ context }) => context.forums.length === 0,
    hasProblem: ({ context }) => context.problem !== null,
    hasNoText: ({ context }) => context.text === '' && !context.files,
    wantsRehearsal: ({ event }) => event.type === 'member.answered' && event.answer === 'rehearse',
    isRehearsed: ({ context }) => context.isRehearsed === true,
    isMailed: ({ context }) => context.forum !== undefined,
    mustChoose: ({ context }) => context.forumId === '',
    hasSeveralForums: ({ context }) => context.forums.length > 1,
    wantsChange: ({ event }) => event.type === 'member.answered' && event.answer === 'change',
    wantsNothing: ({ event }) => event.type === 'member.answered' && event.answer === 'cancel',
  },
  delays: { aDay: 24 * 60 * 60 * 1_000 },
});

const say = (sentence: TextRef['key'] | ((context: Context) => TextRef)) =>
  writing.emit(({ context }) => ({
    type: 'say',
    text: typeof sentence === 'string' ? text(sentence) : sentence(context),
  }));

/** A draft is put away after a day, with its words, so that nothing written is lost. */
const putAway = {
  aDay: {
    target: 'expired',
    actions: say(({ text: draft }) =>
      draft ? text('posting.expired', { text: { markdown: draft } }) : text('posting.expiredEmpty'),
    ),
  },
} as const;

const machine = writing.createMachine({
  id: 'posting',
  context: ({ input: { who, communityId, act, argument, markdown, typedId, forum, files } }) => ({
    channel: who.channel,
    communityId,
    communityName: who.current?.communityName ?? '',
    ...readMessageText({ argument, markdown }),
    isChanging: false,
    typedId,
    files,
    forum,
    isUrgent: act === 'announce' || undefined,
    isRehearsed: act === 'rehearse' || undefined,
    forums: [],
    forumId: '',
  }),
  initial: 'looking',
  on: { 'member.cancelled': { target: '.cancelled', actions: say('common.cancelled') } },
  states: {
    looking: {
      entry: emit(({ context: { communityId, forum } }) => ({
        type: 'forums.find',
        communityId,
        address: forum,
      })),
      on: {
        'forums.found': {
          target: 'found',
          actions: assign(({ event }) => ({
            forums: event.forums,
            forumId: event.forums.length === 1 ? event.forums[0]!.forumId : '',
          })),
        },
      },
    },
    found: {
      always: [
        {
          guard: 'hasNowhere',
          target: 'nowhere',
          actions: say(({ forum }) =>
            forum ? text('posting.noSuchForum', { forum }) : text('posting.nowhere'),
          ),
        },
        { guard: 'hasProblem', target: 'askingText', actions: say(({ problem }) => text(problem!)) },
        { target: 'needingText' },
      ],
    },
    needingText: {
      always: [{ guard: 'hasNoText', target: 'askingText' }, { target: 'needingForum' }],
    },
    askingText: {
      meta: { ask: ask.words },
      after: putAway,
      on: {
        'member.answered': {
          target: 'needingForum',
          actions: assign(({ event: { answer, typedId } }) => ({ text: answer, problem: null, typedId })),
        },
      },
    },
    needingForum: {
      always: [
        { guard: 'mustChoose', target: 'askingForum' },
        { guard: 'isMailed', target: 'publishing' },
        { guard: 'isRehearsed', target: 'rehearsing' },
        { target: 'confirming' },
      ],
    },
    askingForum: {
      meta: { ask: ask.forum },
      after: putAway,
      on: {
        'member.answered': {
          target: 'needingForum',
          actions: assign(({ event }) => ({ forumId: event.answer })),
        },
        'member.wentBack': 'askingText',
      },
    },
    confirming: {
      meta: { ask: ask.confirmation },
      after: putAway,
      on: {
        'member.answered': [
          { guard: 'wantsChange', target: 'askingText', actions: assign({ isChanging: true }) },
          { guard: 'wantsNothing', target: 'cancelled', actions: say('common.cancelled') },
          { guard: 'wantsRehearsal', target: 'rehearsing' },
          { target: 'publishing' },
        ],
        'member.wentBack': [
          { guard: 'hasSeveralForums', target: 'askingForum' },
          { target: 'askingText', actions: assign({ isChanging: true }) },
        ],
      },
    },
    /** Says what would happen, and asks the same again. */
    rehearsing: {
      entry: emit(({ context: { forumId, text: draft, isUrgent, files } }) => ({
        type: 'post.rehearse',
        forumId,
        text: draft,
        isUrgent: isUrgent === true,
        files,
      })),
      on: {
        told: {
          target: 'confirming',
          actions: enqueueActions(({ event, enqueue }) => {
            for (const effect of saying(event)) enqueue.emit(effect);
          }),
        },
      },
    },
    publishing: {
      entry: emit(({ context }) => ({
        type: 'message.publish',
        forumId: context.forumId,
        parentId: null,
        text: context.text,
        typedId: context.typedId,
        isUrgent: context.isUrgent,
        files: context.files,
      })),
      on: {
        'message.published': {
          target: 'posted',
          actions: emit(({ context, event }) => ({
            type: 'say',
            text: text('posting.posted', {
              number: event.number,
              progress: event.goesInMs
                ? waiting(context.channel, event)
                : startingProgress(context.channel, event.readers),
            }),
            confirms: event.messageId,
          })),
        },
        'message.refused': {
          target: 'refused',
          actions: emit(({ event }) => ({ type: 'say', text: text(`message.${event.reason}`) })),
        },
      },
    },
    cancelled: { type: 'final' },
    expired: { type: 'final' },
    nowhere: { type: 'final' },
    posted: { type: 'final' },
    refused: { type: 'final' },
  },
});

/** Version 1 kept the draft as it was typed. */
function withMarkdown({ value, context }: StoredState): StoredState {
  const { text, ...rest } = context as Context;
  return { value, context: { ...rest, text: plainMarkdown(text) } };
}

export const posting: Flow = {
  name: 'posting',
  version: 2,
  machine,
  upgrades: { 1: withMarkdown },
  commands: [
    { words: ['post', 'publicar'], takes: 'text', isFor: isActive, about: 'posting.about' },
    {
      words: ['announce', 'anunciar'],
      takes: 'text',
      isFor: isOrganizer,
      about: 'announce.about',
      act: 'announce',
    },
    {
      words: ['rehearse', 'ensayar'],
      takes: 'text',
      isFor: isActive,
      about: 'rehearse.about',
      act: 'rehearse',
      isAnswerToo: true,
    },
  ],
};
