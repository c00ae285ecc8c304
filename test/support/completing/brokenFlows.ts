import { setup } from 'xstate';
import { z } from 'zod';
import type { ChannelName } from '../../../domain/channel.ts';
import type { Asking, Flow, FlowInput, PersonEvent, Question } from '../../../domain/flow.ts';
import { text } from '../../../domain/text.ts';
import { everyChannel } from '../everyChannel.ts';

/** A flow with a mistake, and what has to be found on which channels. */
interface Broken {
  what: string;
  flow: Flow;
  found: Found[];
}

type Found = [channels: ChannelName[], what: string];

const isAsked: Question = { text: text('registration.askName') };
const yes = { label: text('common.yes'), answer: 'yes' };
const withButtons: ChannelName[] = ['telegram', 'whatsapp', 'web'];
const byNumber: ChannelName[] = ['whatsapp-web', 'sms', 'email'];
const othersThan = (one: ChannelName) => everyChannel.filter((channel) => channel !== one);

export const brokenFlows: Broken[] = [
  {
    what: 'a question with no choices that takes no words',
    flow: asking(isAsked),
    found: [
      [othersThan('telegram'), 'has no way on'],
      [othersThan('telegram'), 'no end can be reached'],
    ],
  },
  {
    what: 'an answer that only the tap of a button gives',
    flow: asking({ ...isAsked, contactButton: text('registration.sharePhone') }),
    found: [
      [othersThan('telegram'), 'has no way on'],
      [othersThan('telegram'), 'no end can be reached'],
    ],
  },
  {
    what: 'words that no question takes',
    flow: asking({ ...isAsked, choices: [yes], answer: z.string().regex(/^\s{9}$/) }),
    found: [[everyChannel, 'takes none of the words that are typed']],
  },
  {
    what: 'choices that look alike',
    flow: asking({ ...isAsked, choices: [yes, { ...yes, answer: 'no' }] }),
    found: [
      [othersThan('whatsapp'), 'two choices look alike: Yes, Yes'],
      [othersThan('whatsapp'), 'two choices look alike: Sí, Sí'],
      [othersThan('whatsapp'), '“Yes”, typed, is taken for the answer yes'],
      [othersThan('whatsapp'), '“Sí”, typed, is taken for the answer yes'],
      // With numbers before them, which a list shows as part of the words.
      ...['1 Yes', '2 Yes', '1 Sí', '2 Sí'].map(
        (label): Found => [['whatsapp'], `“${label}”, typed, is taken for nothing: common.chooseOne`],
      ),
    ],
  },
  {
    what: 'a choice that by text message stops everything',
    flow: asking({ ...isAsked, choices: [{ label: { plain: 'Quit' }, answer: 'quit' }] }),
    found: [[['sms'], '“Quit”, typed, is taken for stopped']],
  },
  {
    what: 'a choice of two lines, which has no number of its own',
    flow: asking({ ...isAsked, choices: [{ label: { plain: 'One\nTwo' }, answer: 'one' }] }),
    found: [
      [['sms', 'email'], '1 of 1 choices have no line of their own'],
      [['sms', 'email'], 'shows 0 of 1 choices'],
      [['sms', 'email'], 'has no way on'],
      [['sms', 'email'], 'no end can be reached'],
    ],
  },
  {
    what: 'a question that cannot be cancelled',
    flow: asking({ ...isAsked, choices: [yes] }, { 'member.cancelled': undefined }),
    found: [[everyChannel, 'has no way out']],
  },
  {
    what: 'a sentence that speaks of a button where there is none',
    flow: asking({ text: text('phone.byButton'), choices: [yes] }),
    found: [
      [withButtons, 'speaks of “button”: share your number with the button'],
      [withButtons, 'speaks of “botón”: comparte tu número con el botón'],
      [byNumber, 'speaks of “button”: share your number with the button | 1 Yes'],
      [byNumber, 'speaks of “botón”: comparte tu número con el botón | 1 Sí'],
    ],
  },
  {
    what: 'a command with a slash where there are none',
    flow: asking({ text: text('posting.words', { words: 'Write /members' }), choices: [yes] }),
    found: [
      [['sms', 'email'], 'speaks of “/members”: Write /members | 1 Yes'],
      [['sms', 'email'], 'speaks of “/members”: Write /members | 1 Sí'],
    ],
  },
];

function asking(question: Question, hears: object = {}): Flow {
  const machine = setup({
    types: {
      context: {} as object,
      events: {} as PersonEvent,
      input: {} as FlowInput,
      meta: {} as Asking<object>,
    },
  }).createMachine({
    id: 'broken',
    context: {},
    initial: 'asking',
    states: {
      asking: {
        meta: { ask: () => question },
        on: {
          'member.answered': 'ended',
          'member.cancelled': 'ended',
          'member.sharedContact': { guard: ({ event }) => event.isOwn, target: 'ended' },
          ...hears,
        },
      },
      ended: { type: 'final' },
    },
  });
  return { name: 'broken', version: 1, machine, upgrades: {}, commands: [] };
}
