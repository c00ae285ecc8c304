/** Jobs each queue is handed, so many at a time, as the outbox is. */
export const jobs = 20_000;
export const chunk = 1_000;

/** Resolves when it was called once for each job. */
export function countdown(count: number): { tick: () => void; isOver: Promise<void> } {
  let left = count;
  let over: () => void = () => undefined;
  const isOver = new Promise<void>((resolve) => {
    over = resolve;
  });
  return {
    tick() {
      if (--left === 0) over();
    },
    isOver,
  };
}

/** Jobs a second, from the first one that is added until the last one is done. */
export async function rateOf(addAll: () => Promise<void>, isOver: Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await addAll();
  await isOver;
  return jobs / ((performance.now() - startedAt) / 1000);
}

/** What a job carries: a small text, and to whom it goes. */
export const payload = (index: number) => ({ address: index % 2_000, text: 'There is nothing to cancel.' });

/** The indexes of the jobs, in chunks. */
export function* chunks(): Generator<number[]> {
  for (let from = 0; from < jobs; from += chunk)
    yield Array.from({ length: chunk }, (_, index) => from + index);
}
