import { describe, expect, it } from 'vitest';
import { plainText } from '../../../domain/formatting/plainText.ts';
import { plainMarkdown } from '../../../domain/formatting/toMarkdown.ts';

describe('a message for whoever sees no formatting', () => {
  it.each([
    ['**Sunday** at *five*, ~~six~~', 'Sunday at five, six'],
    ['[the menu](https://x.org/a_b) is here', 'the menu (https://x.org/a_b) is here'],
    [
      '[call me](tel:+34600111222) or [write](mailto:ana@x.org)',
      'call me (+34600111222) or write (ana@x.org)',
    ],
    ['<https://x.org/> and [https://x.org](https://x.org)', 'https://x.org/ and https://x.org'],
    ['> so\n> **he** said\n\nno', '> so\n> he said\nno'],
    ['```ts\na\n  b\n```', 'a\n  b'],
    ['- milk\n1. `eggs`', '- milk\n1. eggs'],
    ['[a](https://x.org/) [b](https://y.org/)', 'a (https://x.org/) b (https://y.org/)'],
    ['[x](javascript:alert(1))', 'x'],
  ])('%s reads %s', (markdown, text) => {
    expect(plainText(markdown)).toBe(text);
  });

  it.each([
    '2 * 3 * 4',
    '_',
    '1. one',
    '# tag',
    '  two  spaces  ',
    'a\n\n\nb',
    '<b>',
    '*hi*',
    '> q',
    '||x||',
  ])('%j comes through as it was typed', (typed) => {
    expect(plainText(plainMarkdown(typed))).toBe(typed);
  });

  it.each([
    'Hello',
    'See you at 5!',
    '2 * 3 * 4',
    'snake_case',
    '1. one\n- two',
    'a\n\n\nb',
    '3 > 2',
    '¿Qué? 😀',
    '---',
  ])('%j is kept as it was typed', (typed) => {
    expect(plainMarkdown(typed)).toBe(typed);
  });
});
