import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carried, toHtml } from '../../../bots/email/formatting.ts';
import { fromHtml } from '../../../bots/email/readHtml.ts';
import { fromMarkdown } from '../../../domain/formatting/fromMarkdown.ts';
import { toMarkdown } from '../../../domain/formatting/toMarkdown.ts';
import { messages } from '../../domain/formatting/messages.ts';

describe('a message as HTML mail', () => {
  it('comes back with all that HTML can hold of it', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(fromHtml(toHtml(message))).toEqual(carried(message));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['a **b** <c>', '<div dir="auto">a <b>b</b> &lt;c&gt;</div>'],
    ['a\n\nb', '<div dir="auto">a</div>\n<div><br></div>\n<div dir="auto">b</div>'],
    [
      '[x](https://x.org/?a=1&b="2")',
      '<div dir="auto"><a href="https://x.org/?a=1&amp;b=%222%22" rel="noopener noreferrer">x</a></div>',
    ],
    ['[bank.org](https://thief.org/)', '<div dir="auto">bank.org (https://thief.org/)</div>'],
    ['  two', '<div dir="auto">&nbsp;&nbsp;two</div>'],
  ])('%s', (markdown, html) => {
    expect(toHtml(fromMarkdown(markdown))).toBe(html);
  });

  it('holds no tag, attribute or address but those that we write', () => {
    const ours =
      /<(?:div|div dir="auto"|br|b|i|u|s|code|\/(?:div|b|i|u|s|span|code|pre|blockquote|a)|span class="spoiler" style="[^"<>]*"|blockquote style="[^"<>]*"|pre style="[^"<>]*"|code class="language-[^"<>\s]*"|a href="(?:https?:|mailto:|tel:)[^"<>\s]*" rel="noopener noreferrer")>/g;
    fc.assert(
      fc.property(messages, (message) => {
        expect(toHtml(message).replace(ours, '')).not.toMatch(/[<>]/);
      }),
    );
  });
});

describe('HTML mail', () => {
  it.each([
    ['<p>One</p><p>Two <b>three</b></p>', 'One\n\nTwo **three**'],
    ['<div>a<br></div><div><br></div><div>b</div>', 'a\n\nb'],
    ['<p class=MsoNormal>a</p><p class="MsoNormal">b</p>', 'a\nb'],
    ['a <script>alert(1)</script>b<style>p{}</style>', 'a b'],
    ['<span style="display: none">preview</span>Hi<div style="font-size:0px">x</div>', 'Hi'],
    ['<img src="https://spy.org/1.gif" alt="x">Hi<iframe src=x>y</iframe>', 'Hi'],
    ['<b style="font-weight:normal">a</b> <span style="font-weight:700">b</span>', 'a **b**'],
    ['<a href="javascript:alert(1)">a</a> <a href=https://x.org>b</a>', 'a [b](https://x.org/)'],
    ['<ul><li>milk<li><p>eggs</p><ol><li>brown</ol></ul>after', '- milk\n- eggs\n  1. brown\nafter'],
    ['<blockquote>a<br>b</blockquote>c', '> a\n> b\n\nc'],
    ['<pre>\na\n  b\n</pre>c', '```\na\n  b\n```\nc'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['a &lt;b&gt; &amp;amp; &#x1F600;', 'a \\<b> \\&amp; 😀'],
    ['  a\n   b  <i> c </i>d', 'a b *c* d'],
    ['<h1>T</h1>x', '**T**\n\nx'],
    ['<b>never closed <i>nor this', '**never closed _nor this_**'],
    ['', ''],
  ])('%s is kept as %s', (html, markdown) => {
    expect(toMarkdown(fromHtml(html))).toBe(markdown);
  });

  it('may be anything', () => {
    const pieces = fc.constantFrom(
      '<b>',
      '</b>',
      '<div>',
      '</div>',
      '<pre>',
      '<blockquote>',
      '<a href="',
      '">',
      '<li>',
      '<!--',
      '-->',
      '<![CDATA[',
      '&#',
      '&nbsp;',
      '</',
      '<',
      ' ',
      '\n',
      'x',
      '<br>',
      '<p style="',
      '\ud83d',
      '<code class="language-x">',
    );
    fc.assert(
      fc.property(fc.array(pieces), (html) => {
        const message = fromHtml(html.join(''));
        expect(fromMarkdown(toMarkdown(message))).toEqual(message);
      }),
      { numRuns: 2_000 },
    );
  });
});
