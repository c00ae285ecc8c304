import type { Channels } from './channels.ts';
import { startPlanning } from './delivery/loop.ts';
import { Sender } from './delivery/sender.ts';
import type { CountSegments } from './delivery/smsCost.ts';
import type { Foundation } from './foundation.ts';
import { startJobs } from './jobs.ts';
import type { KeptFiles } from './keptFiles.ts';
import { repeatLimits } from './limits.ts';
import { startFetching } from './media/fetcher.ts';
import { sweeping } from './media/sweep.ts';
import { paceOf } from './pace.ts';

export interface WorkOptions {
  channels: Channels;
  files: KeptFiles;
  countSegments: CountSegments;
}

/** What is done without being asked: files are fetched, posts planned, deliveries sent, the timetable kept. */
export interface Work {
  /** Something new is in one of the queues. */
  wake(): void;
  /** Channels that cannot be reached, and since when. */
  broken: Sender['gates']['broken'];
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Lanes in flight at a time. */
const slots = 64;

/** Begins to work. */
export function startWork(foundation: Foundation, { channels, files, countSegments }: WorkOptions): Work {
  const { clock, redis, ports } = foundation;
  const { store, arrived, openFileId } = files;
  const { accounts, sources } = channels;
  const sender = new Sender({
    ...foundation,
    channels: channels.byName,
    slots,
    files: files.outgoing,
    repeats: repeatLimits(redis),
    pace: paceOf({ redis, clock }),
  });
  sender.start();
  const planned = { ...foundation, accounts, countSegments, channels: channels.byName };
  const planning = startPlanning(planned, sender.wake);
  const fetching = startFetching({ ...foundation, store, sources, openFileId }, planning.wake);
  const broken = () => sender.gates.broken();
  const stopJobs = startJobs({
    ...{ ...foundation, accounts, countSegments, broken },
    sweep: sweeping({ ...foundation, store, arrived, openFileId }),
    everyMinute: ports.everyMinute,
    onDeliveries: sender.wake,
  });
  return {
    wake() {
      fetching.wake();
      planning.wake();
      sender.wake();
    },
    broken,
    async stop() {
      await Promise.all([planning.stop(), fetching.stop(), stopJobs()]);
      await sender.stop();
    },
  };
}
