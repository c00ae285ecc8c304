import { expect, test } from 'vitest';
import { replyOf } from '../../../../bots/email/reply/reply.ts';
import { replyCases, sameText } from './corpus.ts';

test.each(replyCases('tuning'))('$name: what its sender wrote is taken out', ({ text, expected }) => {
  const reply = replyOf(text);
  expect(sameText(reply, expected) ? expected : reply).toBe(expected);
});
