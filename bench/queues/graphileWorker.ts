import { Logger, makeWorkerUtils, run, runMigrations } from 'graphile-worker';
import { chunks, countdown, jobs, payload, rateOf } from './peer.ts';

const logger = new Logger(() => () => undefined);

/** Graphile Worker as its page on performance advises: a local queue, and jobs completed in batches. */
export async function graphileWorkerRate(url: string): Promise<number> {
  await runMigrations({ connectionString: url, logger });
  const utils = await makeWorkerUtils({ connectionString: url, logger });
  const { tick, isOver } = countdown(jobs);
  const preset = {
    worker: {
      connectionString: url,
      concurrentJobs: 24,
      pollInterval: 2,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      logger,
    },
  };
  const runner = await run({ preset, noHandleSignals: true, taskList: { send: async () => undefined } });
  runner.events.on('job:complete', tick);
  const add = async () => {
    for (const indexes of chunks()) {
      await utils.addJobs(indexes.map((index) => ({ identifier: 'send', payload: payload(index) })));
    }
  };
  const rate = await rateOf(add, isOver);
  await runner.stop();
  await utils.release();
  return rate;
}
