import { expect, it } from 'vitest';
import { whatsappSpans } from '../../../lab/phones/whatsappMarks.ts';

/** The spans in short: `[look+look words]`, links as `<words>`. */
const shown = (text: string) =>
  whatsappSpans(text)
    .map(({ text: words, look, url }) => {
      const inner = url ? `<${words}>` : words;
      return look ? `[${look.join('+')} ${inner}]` : inner;
    })
    .join('');

it.each([
  ['*bold* and _italic_', '[bold bold] and [italic italic]'],
  ['~gone~ and ```as it is```', '[strikethrough gone] and [pre as it is]'],
  ['`code`', '[code code]'],
  ['*a _b_ c*', '[bold a ][bold+italic b][bold  c]'],
  ['```*no mark*```', '[pre *no mark*]'],
  ['```two\nlines```', '[pre two\nlines]'],
  ['*two\nlines*', '*two\nlines*'],
  ['2*3*4 snake_case_name', '2*3*4 snake_case_name'],
  ['* not bold* *nor this *', '* not bold* *nor this *'],
  ['(*bold*), *¡hola!*', '([bold bold]), [bold ¡hola!]'],
  ['https://example.org/a_b_c/*d*', '<https://example.org/a_b_c/*d*>'],
  ['see https://example.org/_a_.', 'see <https://example.org/_a_>.'],
  ['*look: https://example.org/a*', '[bold look: ][bold <https://example.org/a>]'],
  ['> quoted *word*\nmine', '[blockquote quoted ][blockquote+bold word]mine'],
  ['a > b', 'a > b'],
  ['**', '**'],
  ['', ''],
])('%j is shown as %j', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

it.each(['*', '_', '~', '`', '> ', '*a '])(
  '%j without end is read to its end, and stays what it is',
  (sign) => {
    const text = sign.repeat(4096 / sign.length);
    const shown = whatsappSpans(text).map((span) => span.text);
    expect(text.replaceAll('> ', '')).toContain(shown.join('').trim());
  },
);
