import { expect, test } from 'vitest';
import { readCommand } from '../../doctor/command.ts';
import { examine } from '../../doctor/examine.ts';
import { type Check, fine, hint, wrong } from '../../doctor/finding.ts';
import { isAnythingWrong, report, reportJson } from '../../doctor/report.ts';
import { mask } from '../../log/mask.ts';
import { fakeClock } from '../support/clock.ts';

const check = (part: string, look: Check['look']): Check => ({ part, asked: part, look });
const some = [
  check('Mail', async () => [fine('The relay lets us in.')]),
  check('Redis', async () => [hint('Redis is old: update it.')]),
  check('Mail', async () => [wrong('There is no MX record: make one.')]),
  check('Clock', async () => []),
];
const asIs = { clock: fakeClock(), mask: (sentence: string) => sentence };

test('findings stand under their headings, in the order of the checks', async () => {
  expect(report(await examine(some, asIs), { isColoured: false })).toBe(
    `Mail
  ✓ The relay lets us in.
  ✗ There is no MX record: make one.

Redis
  ! Redis is old: update it.

1 thing is wrong, 1 thing is worth knowing.
`,
  );
});

test('colour is only asked for, never in the words', async () => {
  const examined = await examine(some.slice(0, 1), asIs);
  expect(report(examined, { isColoured: true })).toContain('  \u001b[32m✓\u001b[0m The relay lets us in.\n');
  expect(report(examined, { isColoured: false })).not.toContain('\u001b');
  expect(report(examined, { isColoured: false })).toMatch(/All is well\.\n$/);
});

test('programs get one object, and whether all is well', async () => {
  const examined = await examine(some, asIs);
  expect(JSON.parse(reportJson(examined))).toEqual({
    ok: false,
    findings: [
      { part: 'Mail', level: 'fine', sentence: 'The relay lets us in.' },
      { part: 'Mail', level: 'wrong', sentence: 'There is no MX record: make one.' },
      { part: 'Redis', level: 'hint', sentence: 'Redis is old: update it.' },
    ],
  });
  expect(isAnythingWrong(examined)).toBe(true);
  expect(isAnythingWrong(await examine(some.slice(0, 2), asIs))).toBe(false);
});

test('all are asked at once, and one that hangs costs nobody else’s answer', async () => {
  const clock = fakeClock();
  const begun: string[] = [];
  const aborted: string[] = [];
  const hanging = (part: string) =>
    check(part, (signal) => {
      begun.push(part);
      return new Promise(() => signal.addEventListener('abort', () => aborted.push(part)));
    });
  const asked = examine([hanging('Telegram'), hanging('Twilio'), some[0]!], { ...asIs, clock });
  expect(begun).toEqual(['Telegram', 'Twilio']);
  await Promise.resolve();
  clock.advance(10_000);
  const late = (name: string) =>
    `${name} did not answer within 10 seconds: look at network, proxy and firewall.`;
  expect(await asked).toEqual([
    { part: 'Telegram', findings: [wrong(late('Telegram'))] },
    { part: 'Twilio', findings: [wrong(late('Twilio'))] },
    { part: 'Mail', findings: [fine('The relay lets us in.')] },
  ]);
  expect(aborted).toEqual(['Telegram', 'Twilio']);
});

test('what nobody foresaw is told, without tokens and numbers, and ends nothing else', async () => {
  const broken = check('Redis', async () => {
    throw new TypeError(
      'https://api.telegram.org/bot7000001:AAE-a-token-of-ours/getMe for +1 500 555 0006 (hunter22)',
    );
  });
  const masked = (sentence: string) => mask(sentence, ['hunter22']);
  const [redis, mail] = await examine([broken, some[0]!], { ...asIs, mask: masked });
  expect(redis!.findings[0]).toMatchObject({ level: 'wrong' });
  expect(redis!.findings[0]!.sentence).toMatch(
    /^Redis could not be looked at, for a reason not foreseen here \(TypeError: /,
  );
  expect(redis!.findings[0]!.sentence).not.toMatch(/AAE-a-token|0006|hunter22/);
  expect(mail!.findings).toHaveLength(1);
});

test.each([
  [[], { kind: 'examine', isJson: false }],
  [['--json'], { kind: 'examine', isJson: true }],
  [['--json', '--help'], { kind: 'help' }],
  [['-h'], { kind: 'help' }],
  [['--jsno'], { kind: 'mistaken', word: '--jsno' }],
])('the command line %j', (words, command) => {
  expect(readCommand(words)).toEqual(command);
});
