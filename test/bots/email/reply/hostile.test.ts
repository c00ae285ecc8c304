import { expect, test } from 'vitest';
import { replyOf } from '../../../../bots/email/reply/reply.ts';
import { cpuTime } from '../../../support/cpuTime.ts';

const enough = 100_000;
const hostile: [what: string, text: string][] = [
  ['one long line', 'a '.repeat(enough)],
  ['endless announcements', 'On Mon, 1 Jan 2024, Ann '.repeat(enough / 10)],
  ['announcements without an end, line by line', 'On Mon, 1 Jan 2024 Ann\n'.repeat(enough / 10)],
  ['a hundred thousand quoted lines', '> a\n'.repeat(enough)],
  ['nothing but marks', '>'.repeat(enough)],
  ['nothing but dashes', '-'.repeat(enough)],
  ['nothing but underscores and a letter', `${'_'.repeat(enough)}x`],
  ['nothing but spaces and a letter', `${' '.repeat(enough)}x`],
  ['blank lines before a letter', `${'\n'.repeat(enough)}x`],
  ['endless headers', 'From: a@b.c\n'.repeat(enough / 10)],
  ['endless labels without an address', 'De: x\nobjet\n'.repeat(enough / 10)],
  ['angle brackets', '<'.repeat(enough)],
  ['signatures without an end', '--\nAnn\n'.repeat(enough / 10)],
  ['sign-offs without an end', 'Regards,\nAnn\n\n'.repeat(enough / 10)],
  ['disclaimers without an end', 'This email is confidential.\n\n'.repeat(enough / 20)],
  ['devices without an end', 'Sent from my iPhone\n'.repeat(enough / 10)],
  ['code that never ends', '```x\n'.repeat(enough / 5)],
  ['viruses in one paragraph', 'virus '.repeat(enough / 6)],
  ['announcements behind sentences', 'Yes. On 5/5/2024, Ann <a@b.c> wrote:'.repeat(enough / 35)],
  ['signed messages without an end', '-----BEGIN PGP SIGNED MESSAGE-----\n'.repeat(enough / 35)],
  ['dates of Lotus Notes', '03/05/2024 09:12 AM\nTo\n'.repeat(enough / 25)],
  ['excuses without an end', 'Sent from my phone, please excuse '.repeat(enough / 35)],
  ['surrogates without a partner', '\ud800'.repeat(enough)],
];

test.each(hostile)('%s is read within two seconds', async (_, text) => {
  expect(await cpuTime(() => replyOf(text))).toBeLessThan(2_000);
});
