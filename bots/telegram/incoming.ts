import type { Api } from 'grammy';
import type { Receive } from '../../domain/channel.ts';
import type { NewId } from '../../domain/id.ts';
import type { Log } from '../../domain/log.ts';
import { toSendError } from './failure.ts';
import { parse } from './parse.ts';
import { pressIdOf } from './update.ts';

interface Incoming {
  api: Api;
  account: string;
  receive: Receive;
  newId: NewId;
  log: Log;
}

/**
 * Takes what came in together, by webhook or polling, and hands it on as one commit. The spinners of pressed buttons
 * are stopped whatever comes of it, and nobody waits for that.
 */
export function incoming({ api, account, receive, newId, log }: Incoming) {
  return async (updates: unknown[]): Promise<void> => {
    try {
      const parsed = updates.map((update) => parse(update, account));
      await receive(parsed, { correlationId: newId() });
    } finally {
      for (const pressId of updates.map(pressIdOf)) {
        if (pressId) void stopSpinner(api, pressId, log);
      }
    }
  };
}

/** Fails where the press is more than a short while old ("query is too old"), which matters to nobody. */
async function stopSpinner(api: Api, pressId: string, log: Log): Promise<void> {
  try {
    await api.answerCallbackQuery(pressId);
  } catch (error) {
    log.debug({ reason: toSendError(error).message }, 'A press was not answered');
  }
}
