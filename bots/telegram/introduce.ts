import type { Api } from 'grammy';
import { type Clock, sleep } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import { type Commands, showCommands } from './commands.ts';
import { toSendError } from './failure.ts';
import { pauseAfter } from './pause.ts';
import { allowedUpdates } from './update.ts';

interface Start {
  api: Api;
  commands: Commands;
  /** Where updates are to be sent and with which secret, or null where they are polled. */
  webhook: { url: string; secret: string } | null;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
}

/**
 * Checks the token, fills the menu, and tells Telegram how updates come in. Tries on while Telegram cannot be reached.
 * @returns the bot's user name, and whether it hears all that is said in groups; or null where the signal aborted before it was known
 * @throws {Error} where Telegram refuses the token or the webhook
 */
export async function introduce({
  api,
  commands,
  webhook,
  ...waiting
}: Start): Promise<{ username: string; readsGroups: boolean } | null> {
  const me = await persist('The token', () => api.getMe(), waiting);
  await showCommands(api, commands).catch((error: unknown) =>
    waiting.log.warn({ reason: toSendError(error).message }, 'The Telegram menu was not updated'),
  );
  // Polling is refused while a webhook is set; deleting it keeps the updates that wait.
  await persist('The webhook', () => (webhook ? register(api, webhook) : api.deleteWebhook()), waiting);
  return me && { username: me.username, readsGroups: me.can_read_all_group_messages };
}

function register(api: Api, { url, secret }: { url: string; secret: string }): Promise<true> {
  return api.setWebhook(url, {
    secret_token: secret,
    allowed_updates: allowedUpdates,
    // More at once means more in one commit.
    max_connections: 100,
  });
}

async function persist<Value>(
  what: string,
  call: () => Promise<Value>,
  { clock, log, signal }: Pick<Start, 'clock' | 'log' | 'signal'>,
): Promise<Value | null> {
  for (let failures = 1; !signal.aborted; failures++) {
    try {
      return await call();
    } catch (error) {
      const failure = toSendError(error);
      if (failure.ours) throw new Error(`${what} does not work. ${failure.message}`, { cause: failure });
      await sleep(clock, pauseAfter(error, { failures, log }), signal);
    }
  }
  return null;
}
