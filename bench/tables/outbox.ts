import type { Cluster } from '../cluster.ts';
import { atLeast, middle, ratio, rounded, times } from '../figures.ts';
import { outboxRate } from '../outbox.ts';
import { bullmqRate } from '../queues/bullmq.ts';
import { graphileWorkerRate } from '../queues/graphileWorker.ts';
import { pgBossRate } from '../queues/pgBoss.ts';
import { withRedis } from '../queues/redis.ts';
import { inRounds } from '../rounds.ts';
import { table } from '../table.ts';

const bar = 1;

/** Deliveries in order of their lanes against as many bare jobs of the best queues, in no order. */
export async function outboxTable(cluster: Cluster, rounds: number): Promise<string> {
  const runs = await inRounds(rounds, {
    Homeroom: () => outboxRate(cluster),
    'BullMQ, 200 in hand, Redis': () => withRedis(bullmqRate),
    'pg-boss, fetched and completed 500 at a time by 4': async () =>
      pgBossRate(await cluster.emptyDatabase()),
    'Graphile Worker, local queue, completed in batches': async () =>
      graphileWorkerRate(await cluster.emptyDatabase()),
  });
  const [ours, ...peers] = runs.map((run) => ({ ...run, rate: middle(run, (rate) => rate) }));
  const best = Math.max(...peers.map(({ rate }) => rate ?? 0)) || null;
  const rows = [ours!, ...peers].map(({ name, missing, rate }, index) => [
    name,
    rate === null ? `missing: ${missing}` : rounded(rate),
    index === 0 ? atLeast(ratio(rate, best), bar) : times(ratio(rate, best)),
  ]);
  return table(['20,000 deliveries or jobs, added and done', 'per second', 'of the best peer'], rows);
}
