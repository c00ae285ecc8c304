import { expect, test } from 'vitest';
import { type TelegramSettings, telegramCheck } from '../../doctor/telegram.ts';
import { type BotOptions, telegramEmulator } from '../../lab/telegram/emulator.ts';
import { atEnd } from '../support/atEnd.ts';
import { fakeClock } from '../support/clock.ts';
import { seededRandom } from '../support/random.ts';
import { looked, nobody, serving } from './looking.ts';

const token = '7000001:AAE-emulated-by-the-lab-for-tests';
const ours = 'https://class.example.org';

async function openTelegram(bot: Partial<BotOptions> = {}) {
  const clock = fakeClock('2026-11-21T12:00:00Z');
  const bots = [{ token, username: 'homeroom_bot', name: 'Homeroom', ...bot }];
  const emulator = telegramEmulator({ clock, random: seededRandom(1), bots });
  atEnd(async () => emulator.stop());
  const apiRoot = await serving(emulator.routes, '/telegram');
  const state = () => emulator.snapshot();
  return {
    clock,
    emulator,
    change(webhook: { url: string; lastErrorAt?: number; lastErrorMessage?: string } | null, pending = 0) {
      const changed = state();
      const [one] = Object.values(changed.bots);
      one!.webhook = webhook && {
        ...{ secretToken: null, maxConnections: 40, lastErrorAt: null, lastErrorMessage: null },
        ...webhook,
      };
      const update = { update: { update_id: 1 }, chatId: 1, extraDeliveries: 0 };
      one!.updates = Array.from({ length: pending }, () => update) as never;
      // Webhooks are not called: their address is nobody's.
      emulator.stop();
      emulator.restore(changed);
    },
    look: (settings: Partial<TelegramSettings> = {}) =>
      looked(telegramCheck({ botToken: token, apiRoot, publicUrl: ours, now: clock.now, ...settings })),
  };
}

const known = '✓ Telegram knows the bot as @homeroom_bot.';

test('a bot whose webhook is ours, and that hears groups, is fine', async () => {
  const telegram = await openTelegram({ readsGroups: true });
  telegram.change({ url: `${ours}/webhooks/telegram` });
  expect(await telegram.look()).toEqual([
    known,
    '✓ It hears all that is said in groups.',
    `✓ Updates come by webhook to ${ours}/webhooks/telegram.`,
  ]);
});

test('a token that is wrong is told once, and not shown', async () => {
  const telegram = await openTelegram();
  const [line, ...more] = await telegram.look({ botToken: '7000001:AAE-another-one' });
  expect(more).toEqual([]);
  expect(line).toBe(
    '✗ Telegram does not know this bot token (401: Unauthorized): copy TELEGRAM_BOT_TOKEN anew from BotFather (/mybots, API Token).',
  );
});

test('Telegram that cannot be reached is not taken for a bad token', async () => {
  const telegram = await openTelegram();
  expect(await telegram.look({ apiRoot: nobody })).toEqual([
    expect.stringMatching(/^✗ Telegram cannot be reached.*: look at network, proxy and TELEGRAM_API_ROOT\.$/),
  ]);
});

test('privacy mode, and a bot that may join no group, are worth knowing', async () => {
  expect((await (await openTelegram()).look({ publicUrl: undefined }))[1]).toMatch(
    /^! Privacy mode is on.*\/setprivacy/,
  );
  const shut = await openTelegram({ joinsGroups: false });
  expect((await shut.look({ publicUrl: undefined }))[1]).toMatch(
    /^! The bot may not join groups.*\/setjoingroups/,
  );
});

test.each<[string, string | null, string | undefined, RegExp]>([
  ['none yet', null, ours, /^! No webhook is registered yet: npm start does that\.$/],
  [
    'of another',
    'https://other.example.net/bot/s3cret',
    ours,
    /^✗ The webhook is registered for other\.example\.net and not/,
  ],
  ['on another path', `${ours}/old`, ours, /^✗ The webhook is registered under another path/],
  [
    'while we poll',
    'https://other.example.net/x',
    'http://class.example.org',
    /^✗ A webhook is registered for other\.example\.net, while/,
  ],
  ['none, while we poll', null, undefined, /^✓ Without an https PUBLIC_URL Telegram is polled\.$/],
])('the webhook: %s', async (_, url, publicUrl, sentence) => {
  const telegram = await openTelegram();
  telegram.change(url === null ? null : { url });
  const found = await telegram.look({ publicUrl });
  expect(found[2]).toMatch(sentence);
  expect(found.join()).not.toContain('s3cret');
});

test('what Telegram could not deliver lately is told, and what is long past is not', async () => {
  const telegram = await openTelegram();
  const failed = {
    url: `${ours}/webhooks/telegram`,
    lastErrorMessage: 'Wrong response from the webhook: 502 Bad Gateway',
  };
  telegram.change({ ...failed, lastErrorAt: telegram.clock.now().getTime() / 1_000 - 300 }, 150);
  expect((await telegram.look()).slice(3)).toEqual([
    '! Telegram could not deliver 5 minutes ago ("Wrong response from the webhook: 502 Bad Gateway"): see whether /health answers from outside.',
    '! 150 updates wait at Telegram: start Homeroom, or look why it does not take them.',
  ]);
  telegram.change({ ...failed, lastErrorAt: telegram.clock.now().getTime() / 1_000 - 86_400 });
  expect((await telegram.look()).slice(3)).toEqual([]);
});
