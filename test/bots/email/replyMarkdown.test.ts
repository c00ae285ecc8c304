import { describe, expect, it } from 'vitest';
import { replyMarkdown } from '../../../bots/email/replyMarkdown.ts';
import { cpuTime } from '../../support/cpuTime.ts';

describe('the formatting of a reply', () => {
  it.each<[label: string, reply: string, html: string, markdown: string | undefined]>([
    ['is that of the HTML', 'see you', '<p>see <b>you</b></p>', 'see **you**'],
    [
      'ends where the reply ends',
      'see you',
      '<div dir="ltr">see <b>you</b></div><br><div class="gmail_quote">On Monday <b>Ana</b> wrote:<blockquote>hm</blockquote></div>',
      'see **you**',
    ],
    [
      'is found under the marks and addresses of the plain part',
      'see *you* at the\nlake <https://lake.example/> ok',
      '<div>see <b>you</b> at the <a href="https://lake.example/">lake</a> ok</div>',
      'see **you** at the [lake](https://lake.example/) ok',
    ],
    ['keeps lines of the HTML, not those of the plain part', 'a\nb *c*', 'a b <i>c</i>', 'a b *c*'],
    ['keeps asterisks that were typed', '2 * 3 = *six*', '2 * 3 = *<b>six</b>*', '2 \\* 3 = \\***six**\\*'],
    ['is none where there is none', 'see you', '<p>see you</p>', undefined],
    ['is none where the HTML says something else', 'see you', '<p>see <b>them</b></p>', undefined],
    ['is none where the HTML says less', 'see you there', '<p>see <b>you</b></p>', undefined],
    [
      'is none where the reply stands between quotes',
      'yes',
      '<blockquote>come?</blockquote><b>yes</b>',
      undefined,
    ],
    ['is none where there are only signs', '***', '<b>***</b>', undefined],
    ['is none without HTML', 'see you', '', undefined],
  ])('%s', (_, reply, html, markdown) => {
    expect(replyMarkdown(reply, html).markdown).toBe(markdown);
  });

  it('is read in time, whatever the mail', async () => {
    const html = '<b>a</b>'.repeat(60_000);
    const read = () => ['a'.repeat(20_000), 'a'.repeat(500_000)].map((reply) => replyMarkdown(reply, html));
    expect(await cpuTime(read)).toBeLessThan(5_000);
  });
});
