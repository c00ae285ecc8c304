import type { Cluster } from '../cluster.ts';
import { atLeast, middle, ratio, rounded, times } from '../figures.ts';
import { inRounds } from '../rounds.ts';
import { homeroomSteps, pgbenchSteps } from '../steps.ts';
import { table } from '../table.ts';

const bar = 1.5;

/** Inbound steps of the engine against the same four statements by pgbench. */
export async function stepsTable(cluster: Cluster, rounds: number): Promise<string> {
  const [peer, ours, alone] = await inRounds(rounds, {
    'pgbench, the same four statements, 8 clients': () => pgbenchSteps(cluster, { clients: 8, seconds: 5 }),
    'Homeroom, 200 in flight': () => homeroomSteps(cluster, { inFlight: 200, steps: 30_000 }),
    'Homeroom, 1 in flight': () => homeroomSteps(cluster, { inFlight: 1, steps: 2_000 }),
  });
  const rates = [peer!, ours!, alone!].map((run) => middle(run, (rate) => rate));
  const ratios = rates.map((rate) => ratio(rate, rates[0]!));
  const rows = [peer!, ours!, alone!].map(({ name, missing }, index) => [
    name,
    rates[index] === null ? `missing: ${missing}` : rounded(rates[index]!),
    index === 1 ? atLeast(ratios[index]!, bar) : times(ratios[index]!),
  ]);
  return table(['inbound steps', 'per second', 'of pgbench'], rows);
}
