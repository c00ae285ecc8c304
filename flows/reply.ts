import { assign, emit, setup } from 'xstate';
import type { FindingEvent, MessageName, PublishingEvent } from '../domain/effects/posting.ts';
import type { Effect } from '../domain/effects.ts';
import type { Asking, Flow, FlowInput, PersonEvent } from '../domain/flow.ts';
import { mannersOf } from '../domain/manners.ts';
import type { HeldFile } from '../domain/media.ts';
import { readMessageText } from '../domain/messageText.ts';
import { type TextRef, text } from '../domain/text.ts';
import { startingProgress } from './questions/progress.ts';
import * as ask from './questions/reply.ts';

/** What replying remembers: what is answered, and with which words. */
export interface Context {
  channel: string;
  named: MessageName;
  /** Markdown. */
  text: string;
  /** Why what came with the number cannot be sent as it is. */
  problem: TextRef['key'] | null;
  typedId?: string | undefined;
  files?: HeldFile[] | undefined;
  /** Null until it is found. */
  parent: Parent | null;
}

type Parent = Omit<FindingEvent & { type: 'message.found' }, 'type'>;

const replying = setup({
  types: {
    context: {} as Context,
    events: {} as PersonEvent | FindingEvent | PublishingEvent,
    input: {} as FlowInput,
    emitted: {} as Effect,
    meta: {} as Asking<Context>,
  },
  guards: {
    hasProblem: ({ context }) => context.problem !== null,
    hasNoText: ({ context }) => context.text === '' && !context.files,
  },
  delays: { aDay: 24 * 60 * 60 * 1_000 },
});

const say = (sentence: TextRef['key'] | ((context: Context) => TextRef)) =>
  replying.emit(({ context }) => ({
    type: 'say',
    text: typeof sentence === 'string' ? text(sentence) : sentence(context),
  }));

const machine = replying.createMachine({
  id: 'reply',
  context: ({ input: { who, number, argument, markdown, repliedMessageId, typedId, files } }) => ({
    channel: who.channel,
    named: { number, messageId: repliedMessageId },
    ...readMessageText({ argument, markdown }),
    typedId,
    files,
    parent: null,
  }),
  initial: 'looking',
  on: { 'member.cancelled': { target: '.cancelled', actions: say('common.cancelled') } },
  states: {
    looking: {
      entry: emit(({ context }) => ({ type: 'message.find', ...context.named })),
      on: {
        'message.found': {
          target: 'found',
          actions: assign(({ event: { type: _, ...parent } }) => ({ parent })),
        },
        'message.missing': {
          target: 'missing',
          actions: emit(({ context, event }) => ({ type: 'say', text: refusal(event.reason, context) })),
        },
      },
    },
    found: {
      always: [
        { guard: 'hasProblem', target: 'askingText', actions: say(({ problem }) => text(problem!)) },
        { guard: 'hasNoText', target: 'askingText' },
        { target: 'publishing' },
      ],
    },
    askingText: {
      meta: { ask: ask.words },
      after: { aDay: { target: 'expired', actions: say('posting.expiredEmpty') } },
      on: {
        'member.answered': {
          target: 'publishing',
          actions: assign(({ event: { answer, typedId } }) => ({ text: answer, typedId })),
        },
      },
    },
    publishing: {
      entry: emit(({ context }) => ({
        type: 'message.publish',
        forumId: context.parent!.forumId,
        parentId: context.parent!.messageId,
        text: context.text,
        typedId: context.typedId,
        files: context.files,
      })),
      on: {
        'message.published': {
          target: 'posted',
          actions: emit(({ context, event }) => ({
            type: 'say',
            text: posted(context, event),
            confirms: event.messageId,
          })),
        },
        'message.refused': {
          target: 'refused',
          actions: emit(({ context, event }) => ({ type: 'say', text: refusal(event.reason, context) })),
        },
      },
    },
    cancelled: { type: 'final' },
    missing: { type: 'final' },
    expired: { type: 'final' },
    posted: { type: 'final' },
    refused: { type: 'final' },
  },
});

function posted(
  { channel, parent }: Context,
  { number, readers }: PublishingEvent & { type: 'message.published' },
): TextRef {
  const progress = startingProgress(channel, readers);
  const { isOwn, authorName: author, number: parentNumber } = parent!;
  return isOwn
    ? text('reply.postedToOwn', { number, parent: parentNumber, progress })
    : text('reply.posted', { number, author, progress });
}

const refusal = (reason: (FindingEvent & { type: 'message.missing' })['reason'], { channel }: Context) =>
  text(`message.${reason}`, { example: mannersOf(channel).hasSlash ? '/reply 12 …' : 'REPLY 12: …' });

export const reply: Flow = {
  name: 'reply',
  version: 1,
  machine,
  upgrades: {},
  commands: [
    { words: ['reply', 'responder'], takes: 'number', permission: 'message.reply', about: 'reply.about' },
  ],
};
