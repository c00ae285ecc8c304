import fc from 'fast-check';

/** `FUZZ_RUNS=50000 FUZZ_SEED=$RANDOM` looks further than every run of the suite does. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 1500);
export const SEED = Number(process.env.FUZZ_SEED ?? 1);

/** Pieces that markup is made of, glued together at random: mostly wrong, sometimes right. */
const HTML_PIECES = [
  '\u00a0',
  '\u2028',
  '\f',
  '\v',
  '<b\u00a0>',
  '<b\f>',
  '<b\v>',
  '<b>',
  '</b>',
  '<i>',
  '</i>',
  '<u>',
  '</u>',
  '<s>',
  '</s>',
  '<code>',
  '</code>',
  '<pre>',
  '</pre>',
  '</>',
  '<pre><code class="language-ts">',
  '</code></pre>',
  '<code class="language-a b">',
  '<tg-spoiler>',
  '</tg-spoiler>',
  '<span class="tg-spoiler">',
  '</span>',
  '<span>',
  '<blockquote>',
  '<blockquote expandable>',
  '</blockquote>',
  '<a href="example.org">',
  '<a href="tg://user?id=7">',
  '<a href="nothing">',
  '<a>',
  '</a>',
  '<B>',
  '</STRONG>',
  '<tg-emoji emoji-id="53">',
  '</tg-emoji>',
  '<tg-time unix="5">',
  '<tg-time unix="5" format="wDT">',
  '</tg-time>',
  '&lt;',
  '&gt;',
  '&amp;',
  '&quot;',
  '&nbsp;',
  '&',
  '&#65;',
  '&#x1F600;',
  '&#55357;',
  '&#0;',
  '&lt',
  '&amp;lt;',
  '<',
  '>',
  '</',
  '<x>',
  '<b a=1>',
  "<b a='",
  '<b =',
  '<b a',
  '<!--',
  '😀',
  'é',
  '中',
  '\n',
  '\r',
  ' ',
  'a',
  'http://a.b',
];

const MARKDOWN_PIECES = [
  '\u00a0',
  '\u2028',
  '\f',
  '\v',
  '*',
  '_',
  '__',
  '~',
  '||',
  '|',
  '`',
  '```',
  '```ts\n',
  '[',
  ']',
  '](example.org)',
  '](nothing)',
  '(',
  ')',
  '![',
  '](tg://emoji?id=53)',
  '](tg://time?unix=5&format=r)',
  '](tg://user?id=7)',
  '\\',
  '\\*',
  '\\\\',
  '>',
  '\n>',
  '\n',
  '\r\n',
  '\r',
  '**>',
  '**',
  '😀',
  'é',
  'a',
  ' ',
  '.',
  '\\.',
  '!',
  '#',
  'b c',
];

const glued = (pieces: string[]) =>
  fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((chosen) => chosen.join(''));

export const htmlSource = fc.oneof(
  glued(HTML_PIECES),
  nestedHtml(),
  fc.string({ unit: 'binary' }).filter(isWellFormed),
);
export const markdownSource = fc.oneof(
  glued(MARKDOWN_PIECES),
  nestedMarkdown(),
  fc.string({ unit: 'binary' }).filter(isWellFormed),
);

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text) && !text.includes('\0');
}

/** Tags that close where they should. */
function nestedHtml(): fc.Arbitrary<string> {
  const tags = [
    'b',
    'i',
    'u',
    's',
    'code',
    'pre',
    'tg-spoiler',
    'blockquote',
    'a href="t.me/x"',
    'em',
    'del',
  ];
  return fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('a', '😀 ', ' b', '\n', 'é&amp;', ' '),
      fc
        .tuple(fc.constantFrom(...tags), fc.array(tie('tree'), { maxLength: 3 }))
        .map(([tag, inner]) => `<${tag}>${inner.join('')}</${tag.split(' ')[0]}>`),
    ),
  })).tree;
}

function nestedMarkdown(): fc.Arbitrary<string> {
  const marks: [string, string][] = [
    ['*', '*'],
    ['_', '_'],
    ['__', '__'],
    ['~', '~'],
    ['||', '||'],
    ['`', '`'],
    ['```', '```'],
    ['[', '](t.me/x)'],
    ['\n>', '\n'],
    ['\n>', '||\n'],
  ];
  return fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('a', '😀 ', ' b', '\n', 'é\\.', ' '),
      fc
        .tuple(fc.constantFrom(...marks), fc.array(tie('tree'), { maxLength: 3 }))
        .map(([[open, close], inner]) => `${open}${inner.join('')}${close}`),
    ),
  })).tree;
}
