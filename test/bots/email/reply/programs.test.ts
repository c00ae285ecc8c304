import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { replyOf } from '../../../../bots/email/reply/reply.ts';
import { fixtures, sameText } from './corpus.ts';

/** What mail programs, in their languages, put below an answer; written by us, after what they send. */
const programs: { program: string; below: string }[] = rowsOf('programs.json');
const mails: { name: string; text: string; expected: string }[] = rowsOf('mails.json');

const answer = 'Yes, I can come on Friday.\n\nShall I bring a cake?';

describe('what a program puts below an answer is no part of it', () => {
  test.each(programs)('$program', ({ below }) => {
    expect(replyOf(`${answer}\n\n${below}\n`)).toBe(answer);
  });
});

describe('a whole mail', () => {
  test.each(mails)('$name', ({ text, expected }) => {
    const reply = replyOf(text);
    expect(sameText(reply, expected) ? expected : reply).toBe(expected);
  });
});

function rowsOf(file: string) {
  return JSON.parse(readFileSync(path.join(fixtures, file), 'utf8'));
}
