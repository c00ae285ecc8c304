import { describe, expect, test } from 'vitest';
import { messageText, readMessageText } from '../../domain/messageText.ts';

describe('what is said with a command', () => {
  test.each<[label: string, given: { argument: string; markdown?: string }, expected: object]>([
    ['is kept as Markdown of what was typed', { argument: ' 2 *3* ' }, { text: '2 \\*3\\*', problem: null }],
    ['keeps its formatting', { argument: 'hi', markdown: '**hi**\n\n' }, { text: '**hi**', problem: null }],
    ['may be nothing', { argument: ' \n\0' }, { text: '', problem: null }],
    ['may be as long as 4,000 characters', { argument: '*'.repeat(4_000) }, { problem: null }],
    ['is no longer', { argument: 'x'.repeat(4_001) }, { text: '', problem: 'posting.tooLong' }],
    [
      'counts the addresses of links, and not their signs',
      { argument: '', markdown: `[${'x'.repeat(3_980)}](https://x.org/1234567)` },
      { problem: 'posting.tooLong' },
    ],
  ])('%s', (_, given, expected) => {
    expect(readMessageText(given)).toMatchObject(expected);
  });
});

test('an answer is Markdown, and must hold words', () => {
  expect(messageText.safeParse('**hi** \\*').data).toBe('**hi** \\*');
  expect(messageText.safeParse('\n *hi* ').data).toBe('*hi*');
  expect(messageText.safeParse(' \n').error!.issues[0]!.message).toBe('posting.empty');
});
