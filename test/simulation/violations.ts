import type { Run } from './simulate.ts';
import { arrivals } from './violations/arrivals.ts';
import { inbox } from './violations/inbox.ts';
import { ledger } from './violations/ledger.ts';
import { order } from './violations/order.ts';
import { silence } from './violations/silence.ts';
import { statuses } from './violations/statuses.ts';

/**
 * What must hold after every run, however often the servers crashed: nothing lost, nothing done twice, no order broken,
 * no rest disturbed, nothing left open or unexplained. Returns a sentence for each rule broken.
 */
export async function violations(run: Run): Promise<string[]> {
  const { failure, problems, holds } = run;
  const found = await Promise.all(
    [inbox, ledger, statuses, order, silence, arrivals].map((look) => look(run)),
  );
  return [
    ...(failure ? [`the story came to no end: ${failure}`] : []),
    ...problems.map((problem) => `an error: ${told(problem)}`),
    ...holds.violations,
    ...found.flat(),
  ];
}

function told(problem: unknown): string {
  const { sentence = '', err = problem } = problem as { sentence?: string; err?: unknown };
  return `${sentence} ${err instanceof Error ? err.message : JSON.stringify(err)}`.trim();
}
