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
  const stopping = new AbortController();
  let woken = new AbortController();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = new AbortController();
      const hasMore = await turn().catch((error: unknown) => {
        log.warn({ loop: name, err: error }, 'a turn failed; trying again');
        return false;
      });
      if (!hasMore) await sleep(clock, everyMs, AbortSignal.any([woken.signal, stopping.signal]));
    }
  }

  const running = run();
  return {
    wake: () => woken.abort(awake),
    stop() {
      stopping.abort();
      return running;
    },
  };
}
