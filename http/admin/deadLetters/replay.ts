import { act } from '../acting.ts';
import type { Acting } from '../asked.ts';
import type { PageAct } from '../page.ts';

/** One of them, by its number: as `/replay 12`. */
export const replay: PageAct = {
  path: '/replay',
  permission: 'delivery.replay',
  confirm: ({ fields, say }) => ({
    question: say('admin.letters.ask', { number: numberIn(fields) }),
    yes: say('admin.letters.replay'),
  }),
  perform: (asked) => sendAgain(asked, String(numberIn(asked.fields))),
};

/** All of them: as `/replay all`. */
export const replayAll: PageAct = {
  path: '/replay-all',
  permission: 'delivery.replay',
  confirm: ({ say }) => ({ question: say('admin.letters.askAll'), yes: say('admin.letters.replay') }),
  perform: (asked) => sendAgain(asked, 'all'),
};

const sendAgain = (asked: Acting, argument: string) =>
  act(asked, { flow: 'replay', argument, answers: [{ state: 'asking', answer: 'yes' }] }, ({ events }) =>
    events.some(({ type, did }) => type === 'told' && Number((did as { count?: number })?.count) > 0),
  );

/** What is no number finds none: the bot says so. */
const numberIn = (fields: Record<string, string>): number =>
  /^\d{1,9}$/.test(fields.number ?? '') ? Number(fields.number) : 0;
