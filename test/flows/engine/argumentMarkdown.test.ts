import { expect, test } from 'vitest';
import { argumentMarkdown, behind } from '../../../flows/engine/argumentMarkdown.ts';

test.each<
  [label: string, text: string, markdown: string | undefined, argument: string, expected: string | undefined]
>([
  ['is none where nothing is formatted', '/post hi', undefined, 'hi', undefined],
  ['is all of it without a command', 'hi all', '**hi** all', 'hi all', '**hi** all'],
  ['begins behind the command', '/post hi all', '/post **hi** all', 'hi all', '**hi** all'],
  ['begins behind command and number', '/reply 12: hi ', '/reply 12: *hi* ', 'hi', '*hi* '],
  ['knows marks that count as letters', 'REPLY 2 *hi* all', 'REPLY 2 **hi** all', '*hi* all', '**hi** all'],
  ['is what is left of a passage', '/post hi', '**/post hi**', 'hi', '**hi**'],
  ['is none behind a command in marks', '*POST* hi', '**POST** hi', 'hi', undefined],
  ['is none without words', '/post', '**/post**', '', undefined],
])('the formatting of what is said behind a command %s', (_, text, markdown, argument, expected) => {
  expect(argumentMarkdown({ text, ...(markdown !== undefined && { markdown }) }, argument).markdown).toBe(
    expected,
  );
});

test('words put before are literal', () => {
  expect(behind('*Dinner*\n\n', { text: 'who?', markdown: '**who?**' })).toEqual({
    markdown: '\\*Dinner\\*\n\n**who?**',
  });
  expect(behind('Dinner\n\n', { text: 'who?' })).toEqual({});
});
