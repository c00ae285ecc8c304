import { PgBoss } from 'pg-boss';
import { chunks, countdown, jobs, payload, rateOf } from './peer.ts';

const batchSize = 500;
const lanes = 4;

/** pg-boss, by its quickest way: jobs inserted in bulk, fetched and completed in batches, four at a time. */
export async function pgBossRate(url: string): Promise<number> {
  const boss = new PgBoss({ connectionString: url, supervise: false, schedule: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.createQueue('send');
  const { tick, isOver } = countdown(jobs);
  let isAdded = false;
  const work = async () => {
    for (;;) {
      const hadAll = isAdded;
      const batch = await boss.fetch('send', { batchSize });
      if (batch.length > 0) {
        await boss.complete(
          'send',
          batch.map(({ id }) => id),
        );
        for (const _ of batch) tick();
      } else if (hadAll) return;
      else await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const add = async () => {
    const working = Promise.all(Array.from({ length: lanes }, work));
    for (const indexes of chunks())
      await boss.insert(
        'send',
        indexes.map((index) => ({ data: payload(index) })),
      );
    isAdded = true;
    await working;
  };
  const rate = await rateOf(add, isOver);
  await boss.stop({ graceful: false });
  return rate;
}
