import type { Api } from 'grammy';
import { type Clock, sleep } from '../../domain/clock.ts';
import type { Log } from '../../domain/log.ts';
import type { SessionLease } from '../../domain/sessionLease.ts';
import { pauseAfter } from './pause.ts';
import { allowedUpdates } from './update.ts';

/** How long Telegram holds a request while there is nothing to tell. */
export const pollSeconds = 30;

interface Polling {
  /** Its client waits longer than `pollSeconds`. */
  api: Api;
  /** Resolves after the commit of the whole batch; until then Telegram keeps it. */
  handle(updates: unknown[]): Promise<void>;
  clock: Clock;
  log: Log;
  /** Lets one process at a time ask for the updates of this bot. */
  lease: SessionLease;
  account: string;
}

/**
 * Long polling that loses nothing: fetching with an offset confirms all updates below it, so the offset moves only
 * after the batch is committed, and a process that dies in between is given the same batch again
 * (https://core.telegram.org/bots/api#getupdates).
 *
 * A loop of our own, because @grammyjs/runner's batch sink handles the updates one by one, where ours share a commit,
 * and goes on fetching after its error handler, where ours fetches the failed batch again.
 */
export function poll(polling: Polling): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = pollWhileOurs(stopping.signal, polling);
  return {
    /** Resolves when the batch in hand is committed. */
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

const leaseRetryMs = 5_000;

/** Two processes that ask at once refuse each other (409): one does, and another one goes on when it is gone. */
async function pollWhileOurs(stop: AbortSignal, polling: Polling): Promise<void> {
  const { lease, account, clock, log } = polling;
  while (!stop.aborted) {
    const held = await lease.hold(`telegram ${account}`, stop).catch((error: unknown) => {
      log.warn({ err: error }, 'the lease of the Telegram polling cannot be asked for');
      return null;
    });
    if (!held) {
      await sleep(clock, leaseRetryMs, stop);
      continue;
    }
    await pollUntil(AbortSignal.any([stop, held.lost]), polling);
    await held.release().catch((error: unknown) => {
      log.warn({ err: error }, 'the lease of the Telegram polling was not given back; it runs out');
    });
  }
}

async function pollUntil(signal: AbortSignal, { api, handle, clock, log }: Polling): Promise<void> {
  let offset = 0;
  let failures = 0;
  while (!signal.aborted) {
    try {
      const updates = await api.getUpdates(
        { offset, timeout: pollSeconds, allowed_updates: allowedUpdates },
        signal as GrammySignal,
      );
      if (updates.length > 0) await handle(updates);
      offset = Math.max(offset, ...updates.map((update) => update.update_id + 1));
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      await sleep(clock, pauseAfter(error, { failures, log }), signal);
    }
  }
}

/** grammY names the signals of the abort-controller package, and takes Node's own as well. */
type GrammySignal = AbortSignal & Parameters<Api['getUpdates']>[1];
