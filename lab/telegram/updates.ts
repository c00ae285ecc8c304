import { integer, json } from './arguments.ts';
import type { Call } from './params.ts';
import { badRequest, conflict } from './refusal.ts';
import type { Update } from './shapes.ts';
import type { BotState } from './state.ts';
import type { World } from './world.ts';

/** One long poll that is being held open. */
interface Poll {
  end(error?: Error): void;
}

/** Long polling: at most one `getUpdates` per bot is held, and a second one ends the first with a 409. */
export class Polling {
  private readonly polls = new Map<number, Poll>();

  constructor(private readonly world: World) {}

  async getUpdates(bot: BotState, call: Call, signal: AbortSignal): Promise<Update[]> {
    if (bot.webhook) throw conflict(WEBHOOK_IS_ACTIVE);
    const timeout = integer(call, 'timeout', { min: 0, max: 50, otherwise: 0 });
    const limit = integer(call, 'limit', { min: 1, max: 100, otherwise: 100 });
    rememberAllowed(bot, call);
    this.terminate(
      bot,
      'terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    confirm(bot, integer(call, 'offset', { min: -1e12, max: 1e15, otherwise: 0 }));
    if (bot.updates.length === 0 && timeout > 0) await this.wait(bot, timeout, signal);
    return signal.aborted ? [] : take(bot, limit);
  }

  /** Ends the poll that is held open, as `setWebhook` and a second poller do. */
  terminate(bot: BotState, reason: string) {
    this.polls.get(bot.user.id)?.end(conflict(reason));
  }

  endAll() {
    for (const poll of [...this.polls.values()]) poll.end();
  }

  private wait(bot: BotState, timeoutSeconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (error?: Error) => {
        cancelTimeout();
        stopListening();
        signal.removeEventListener('abort', onAbort);
        if (this.polls.get(bot.user.id) === poll) this.polls.delete(bot.user.id);
        if (error) reject(error);
        else resolve();
      };
      const onAbort = () => end();
      const poll: Poll = { end };
      const cancelTimeout = this.world.clock.after(timeoutSeconds * 1000, end);
      const stopListening = this.world.onChange((change) => {
        if (change.kind === 'update' && change.botId === bot.user.id) end();
      });
      signal.addEventListener('abort', onAbort);
      this.polls.set(bot.user.id, poll);
    });
  }
}

const WEBHOOK_IS_ACTIVE =
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/** `allowed_updates` holds until it is given again; an empty list means the default. */
export function rememberAllowed(bot: BotState, call: Call) {
  const kinds = json(call, 'allowed_updates', 'allowed updates JSON array');
  if (kinds === undefined) return;
  if (!Array.isArray(kinds)) throw badRequest('expected an Array of string as allowed updates');
  bot.allowedUpdates = kinds.filter((kind) => typeof kind === 'string');
}

/** An offset confirms everything below it; a negative one keeps only the last few. */
function confirm(bot: BotState, offset: number) {
  if (offset > 0) bot.updates = bot.updates.filter((one) => one.update.update_id >= offset);
  if (offset < 0) bot.updates = bot.updates.slice(offset);
}

/** An update with extra deliveries comes that many times more, in this batch. */
function take(bot: BotState, limit: number): Update[] {
  const updates: Update[] = [];
  for (const pending of bot.updates) {
    updates.push(...new Array<Update>(1 + pending.extraDeliveries).fill(pending.update));
    pending.extraDeliveries = 0;
    if (updates.length >= limit) break;
  }
  return updates;
}
