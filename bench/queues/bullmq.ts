import { Queue, Worker } from 'bullmq';
import { chunks, countdown, jobs, payload, rateOf } from './peer.ts';

/** BullMQ: jobs in bulk, one worker with many of them in hand; those that are done are removed. */
export async function bullmqRate(port: number): Promise<number> {
  const name = `bench-${performance.now()}`;
  const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
  const queue = new Queue(name, { connection });
  const { tick, isOver } = countdown(jobs);
  const worker = new Worker(name, async () => undefined, {
    connection,
    concurrency: 200,
    removeOnComplete: { count: 0 },
  });
  worker.on('completed', tick);
  await Promise.all([queue.waitUntilReady(), worker.waitUntilReady()]);
  const add = async () => {
    for (const indexes of chunks()) {
      await queue.addBulk(indexes.map((index) => ({ name: 'send', data: payload(index) })));
    }
  };
  const rate = await rateOf(add, isOver);
  await worker.close();
  await queue.close();
  return rate;
}
