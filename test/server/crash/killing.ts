import type { ServerProcess } from '../../support/serverProcess.ts';

export interface Killing {
  /** How often each process was killed, in their order. */
  readonly kills: number[];
  /** Kills no more; those that are down still come back. */
  hold(): void;
  /** Resolves when all are up again. */
  stop(): Promise<void>;
}

/**
 * Kills one process after the other, every so often, and starts each again at once. The last one that is up is left
 * alone until another is back: where nobody is there, there is nothing to be seen.
 * @param killed called after each, before it starts again
 */
export function startKilling(
  processes: ServerProcess[],
  { everyMs, killed }: { everyMs: number; killed: () => Promise<void> },
): Killing {
  const kills = processes.map(() => 0);
  const starting = new Set<ServerProcess>();
  const restarts: Promise<void>[] = [];
  let turn = 0;

  async function again(victim: ServerProcess): Promise<void> {
    await victim.kill();
    await killed();
    await victim.start();
    starting.delete(victim);
  }

  function killNext(): void {
    if (processes.length - starting.size < 2) return;
    const next = processes[turn++ % processes.length]!;
    if (starting.has(next)) return;
    kills[processes.indexOf(next)]!++;
    starting.add(next);
    restarts.push(again(next));
  }

  const timer = setInterval(killNext, everyMs);
  return {
    kills,
    hold: () => clearInterval(timer),
    async stop() {
      clearInterval(timer);
      await Promise.all(restarts);
    },
  };
}
