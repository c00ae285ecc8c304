import { awake, type Clock, sleep } from './clock.ts';
import type { Log } from './log.ts';

export interface Loop {
  /** Looks now instead of at the next turn. */
  wake(): void;
  /** Resolves when the turn under way is over. */
  stop(): Promise<void>;
}

/** Does something now and then: again and again while it says there is more, else every `everyMs`, or when woken. */
export function startLoop(
  name: string,
  { clock, log, everyMs }: { clock: Clock; log: Log; everyMs: number },
  turn: () => Promise<boolean>,
): Loop {
  let isStopping = false;
  // One for each turn: a signal made of this and of one that lasts is never quite forgotten by Node 20.
  let woken = new AbortController();

  async function run(): Promise<void> {
    while (!isStopping) {
      woken = new AbortController();
      const hasMore = await turn().catch((error: unknown) => {
        log.warn({ loop: name, err: error }, 'a turn failed; trying again');
        return false;
      });
      if (!hasMore) await sleep(clock, everyMs, woken.signal);
    }
  }

  const running = run();
  return {
    wake: () => woken.abort(awake),
    stop() {
      isStopping = true;
      woken.abort(awake);
      return running;
    },
  };
}
