import type { Cluster } from '../cluster.ts';
import { atMost, middle, milliseconds } from '../figures.ts';
import type { Load } from '../http/driver.ts';
import { measureHttp } from '../http/measure.ts';
import { inRounds } from '../rounds.ts';
import { table } from '../table.ts';

const bars = { p50: 100, p95: 300, p99: 500 };

/** How long people wait for the webhook's answer, which comes after the commit, when many write at once. */
export async function atOnceTable(cluster: Cluster, rounds: number): Promise<string> {
  const measured = (people: number, manner: Load['manner']) => async () => {
    const url = await cluster.homeroomDatabase();
    return measureHttp(
      { server: 'homeroomServer', url },
      { connections: people, people, manner, warmUp: 400 },
    );
  };
  const runs = await inRounds(rounds, {
    '1,000 conversations, each 0.5 to 1.5 s after the last answer': measured(1_000, 'thinking'),
    '1,000 conversations, every step at the same instant': measured(1_000, 'together'),
    'a burst of 2,000: every step at the same instant': measured(2_000, 'together'),
  });
  const rows = runs.map((run) => [
    run.name,
    ...(['p50', 'p95', 'p99'] as const).map((name) =>
      run.missing && run.figures.length === 0
        ? `missing: ${run.missing}`
        : atMost(
            middle(run, (figures) => figures[name]),
            bars[name],
            milliseconds,
          ),
    ),
  ]);
  return table(['webhook answered after the commit', 'p50', 'p95', 'p99'], rows);
}
