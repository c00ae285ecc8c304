import { expect, it } from 'vitest';
import { render } from '../../../bots/sms/render.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';

const bare = { body: [], choices: [] };

it('words lose their style, choices become numbered lines', () => {
  const choices = [
    { label: 'Approve', data: 'a' },
    { label: 'Reject', data: 'r' },
  ];
  const body = [{ bold: 'Ben' }, ' wants to join.', { italic: ' (7)' }];
  expect(render({ body, choices })).toEqual(['Ben wants to join. (7)\n1 Approve\n2 Reject']);
});

it('links keep their address, quotes their sign and a line of their own', () => {
  const body = ['Ana: ', fromMarkdown('> **see** [it](https://x.org)\n\nyes')];
  expect(render({ ...bare, body })).toEqual(['Ana: \n> see it (https://x.org/)\nyes']);
});

it.each([
  ['a null byte', 'a\0b', 'ab'],
  ['half a surrogate pair', 'a\ud83d', 'a'],
  ['a letter in two code points', 'n\u0303', 'ñ'],
  ['white space around', '  hi \n', 'hi'],
  ['markup, which is nobody’s here', '*a* _b_ <b>c</b>', '*a* _b_ <b>c</b>'],
  ['right-to-left text', 'שלום', 'שלום'],
])('%s', (_, text, rendered) => {
  expect(render({ ...bare, body: [text] })).toEqual([rendered]);
});

it('a text of 4,096 characters becomes three messages', () => {
  const parts = render({ ...bare, body: ['word '.repeat(820)] });
  expect(parts).toHaveLength(3);
  expect(parts[0]).toMatch(/^\(1\/3\) word/);
});
