import { Api } from 'grammy';
import type { UserFromGetMe, WebhookInfo } from 'grammy/types';
import { toSendError } from '../bots/telegram/failure.ts';
import { webhookPath } from '../bots/telegram/webhook.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';
import { because, shownHost } from './shown.ts';

export interface TelegramSettings {
  botToken: string;
  apiRoot: string;
  publicUrl: string | undefined;
  now(): Date;
}

/** More than this many updates that wait are not a moment's delay. */
const manyPending = 100;
/** An error older than this has been overcome, or nobody has written since. */
const recentMs = 60 * 60 * 1_000;
/** Less than the limit of a check, so that the reason is told. */
const answerSeconds = 8;

/** Asks Telegram who the bot is and where its updates go (https://core.telegram.org/bots/api#getwebhookinfo). */
export function telegramCheck(settings: TelegramSettings): Check {
  const api = new Api(settings.botToken, { apiRoot: settings.apiRoot, timeoutSeconds: answerSeconds });
  return {
    part: 'Telegram',
    asked: 'Telegram',
    async look() {
      try {
        const me = await api.getMe();
        return [...aboutBot(me), ...aboutWebhook(await api.getWebhookInfo(), settings)];
      } catch (error) {
        return [refused(error)];
      }
    },
  };
}

function refused(error: unknown): Finding {
  const { ours, message } = toSendError(error);
  const cure = ours
    ? 'copy TELEGRAM_BOT_TOKEN anew from BotFather (/mybots, API Token)'
    : 'look at network, proxy and TELEGRAM_API_ROOT';
  return wrong(because(message, cure));
}

function aboutBot(me: UserFromGetMe): Finding[] {
  const known = fine(`Telegram knows the bot as @${me.username}.`);
  if (!me.can_join_groups)
    return [
      known,
      hint('The bot may not join groups: to mirror one, allow it with /setjoingroups at BotFather.'),
    ];
  if (me.can_read_all_group_messages) return [known, fine('It hears all that is said in groups.')];
  return [
    known,
    hint(
      'Privacy mode is on, so that in groups it hears only what is said to it: to mirror one, turn it off with ' +
        '/setprivacy at BotFather, then take the bot out of the group and in again.',
    ),
  ];
}

function aboutWebhook(info: WebhookInfo, settings: TelegramSettings): Finding[] {
  const isWebhook = settings.publicUrl?.startsWith('https://');
  const where = isWebhook ? aboutAddress(info, settings.publicUrl! + webhookPath) : aboutPolling(info);
  const pending = info.pending_update_count;
  return [
    where,
    ...(info.url ? lastError(info, settings.now()) : []),
    ...(pending > manyPending
      ? [hint(`${pending} updates wait at Telegram: start Homeroom, or look why it does not take them.`)]
      : []),
  ];
}

function aboutAddress({ url = '' }: WebhookInfo, expected: string): Finding {
  if (url === expected) return fine(`Updates come by webhook to ${expected}.`);
  if (url === '') return hint('No webhook is registered yet: npm start does that.');
  if (shownHost(url) === shownHost(expected))
    return wrong(
      'The webhook is registered under another path of PUBLIC_URL: start Homeroom to register its own.',
    );
  return wrong(
    `The webhook is registered for ${shownHost(url)} and not for PUBLIC_URL: give each installation a bot of its own, ` +
      'or start this one to take the bot over.',
  );
}

function aboutPolling({ url = '' }: WebhookInfo): Finding {
  if (url === '') return fine('Without an https PUBLIC_URL Telegram is polled.');
  return wrong(
    `A webhook is registered for ${shownHost(url)}, while without an https PUBLIC_URL this installation polls: end the ` +
      'other one, or set PUBLIC_URL to its address.',
  );
}

function lastError(
  { last_error_message: message, last_error_date: seconds = 0 }: WebhookInfo,
  now: Date,
): Finding[] {
  const ago = now.getTime() - seconds * 1_000;
  if (!message || ago > recentMs) return [];
  const minutes = Math.max(0, Math.round(ago / 60_000));
  return [
    hint(
      `Telegram could not deliver ${minutes} minutes ago ("${message}"): see whether /health answers from outside.`,
    ),
  ];
}
