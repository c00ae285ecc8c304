import { flag, integer, text } from './arguments.ts';
import type { Method } from './method.ts';
import { badRequest } from './refusal.ts';
import { rememberAllowed } from './updates.ts';
import { checkWebhookUrl } from './webhookUrl.ts';

/** https://core.telegram.org/bots/api#setwebhook */
export const setWebhook: Method = (context) => {
  const { bot, call, polling, webhooks } = context;
  const url = text(call, 'url').trim();
  if (url === '') return deleteWebhook(context);
  checkWebhookUrl(url);
  const secretToken = readSecret(text(call, 'secret_token'));
  rememberAllowed(bot, call);
  if (flag(call, 'drop_pending_updates')) bot.updates = [];
  polling.terminate(bot, 'terminated by setWebhook request');
  const maxConnections = integer(call, 'max_connections', { min: 1, max: 100, otherwise: 40 });
  bot.webhook = { url, secretToken, maxConnections, lastErrorAt: null, lastErrorMessage: null };
  webhooks.wake();
  return true;
};

export const deleteWebhook: Method = ({ bot, call }) => {
  bot.webhook = null;
  if (flag(call, 'drop_pending_updates')) bot.updates = [];
  return true;
};

export const getWebhookInfo: Method = ({ bot }) => {
  const { webhook } = bot;
  return {
    url: webhook?.url ?? '',
    has_custom_certificate: false,
    pending_update_count: bot.updates.length,
    ...(webhook && { max_connections: webhook.maxConnections }),
    ...(webhook?.lastErrorAt && { last_error_date: webhook.lastErrorAt }),
    ...(webhook?.lastErrorMessage && { last_error_message: webhook.lastErrorMessage }),
    ...(bot.allowedUpdates.length > 0 && { allowed_updates: bot.allowedUpdates }),
  };
};

function readSecret(secret: string): string | null {
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
  return secret || null;
}
