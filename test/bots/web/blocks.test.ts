import { describe, expect, test } from 'vitest';
import { blocksOf, type ShownBlock } from '../../../bots/web/blocks.ts';
import { formatted } from '../../../domain/formatting/formatted.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';

const text = (...nodes: (ShownBlock & { kind: 'text' })['nodes']): ShownBlock => ({ kind: 'text', nodes });

describe('what is drawn of', () => {
  test.each<[what: string, markdown: string, blocks: ShownBlock[]]>([
    ['plain lines', 'one\n\ntwo', [text('one', '\n', '\n', 'two')]],
    [
      'marks in marks',
      'a **b *c* d** ~~e~~',
      [
        text('a ', { kind: 'bold', nodes: ['b ', { kind: 'italic', nodes: ['c'] }, ' d'] }, ' ', {
          kind: 'strike',
          nodes: ['e'],
        }),
      ],
    ],
    [
      'hidden and underlined words, and code',
      '||a|| <u>b</u> `c`',
      [
        text({ kind: 'spoiler', nodes: ['a'] }, ' ', { kind: 'underline', nodes: ['b'] }, ' ', {
          kind: 'code',
          nodes: ['c'],
        }),
      ],
    ],
    [
      'a link',
      '[Rosa’s **place**](https://example.org/a?b=1&c)',
      [
        text({
          kind: 'link',
          url: 'https://example.org/a?b=1&c',
          nodes: ['Rosa’s ', { kind: 'bold', nodes: ['place'] }],
        }),
      ],
    ],
    ['a heading', '# Friday\nat eight', [text({ kind: 'bold', nodes: ['Friday'] }, '\n', 'at eight')]],
    [
      'a list',
      'Bring:\n- cake\n- **songs**\nThanks',
      [
        text('Bring:'),
        { kind: 'list', items: [['- cake'], ['- ', { kind: 'bold', nodes: ['songs'] }]] },
        text('Thanks'),
      ],
    ],
    ['numbers', '1. one\n2) two', [{ kind: 'list', items: [['1. one'], ['2) two']] }]],
    ['one line like a list', '- Ana', [text('- Ana')]],
    ['a sum', '1 - 2\n3 - 4', [text('1 - 2', '\n', '3 - 4')]],
    [
      'a quote',
      'as\n> one\n> *two*\n\nthree',
      [
        text('as'),
        { kind: 'quote', blocks: [text('one', '\n', { kind: 'italic', nodes: ['two'] })] },
        text('three'),
      ],
    ],
    ['code', '```js\nlet a = "<b>";\n```\nso', [{ kind: 'pre', text: 'let a = "<b>";' }, text('so')]],
  ])('%s', (_what, markdown, blocks) => {
    expect(blocksOf(fromMarkdown(markdown))).toEqual(blocks);
  });

  test('markup is only text', () => {
    const hostile = '<img src=x onerror=alert(1)> [a](javascript:alert(1))';
    expect(blocksOf(formatted(hostile))).toEqual([text(hostile)]);
    expect(JSON.stringify(blocksOf(fromMarkdown(hostile)))).not.toContain('"url"');
  });
});
