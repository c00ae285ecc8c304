import { headsIn } from './audit/heads.ts';
import { startSealing } from './audit/seal.ts';
import type { Channels } from './channels.ts';
import { startPlanning } from './delivery/loop.ts';
import type { Sender } from './delivery/sender.ts';
import type { CountSegments } from './delivery/smsCost.ts';
import type { Queue } from './domain/broadcast.ts';
import type { Foundation } from './foundation.ts';
import { startJobs } from './jobs.ts';
import type { KeptFiles } from './keptFiles.ts';
import { startFetching } from './media/fetcher.ts';
import { sweeping } from './media/sweep.ts';
import { startExporting } from './privacy/exporting.ts';
import { startForgetting } from './privacy/forgetting.ts';
import { changeSecret } from './wrapAnew.ts';

export interface WorkOptions {
  channels: Channels;
  files: KeptFiles;
  countSegments: CountSegments;
  retentionMonths: number;
  /** Channels that cannot be reached, and since when. */
  broken: Sender['gates']['broken'];
}

/** What is done without being asked: files are fetched, posts planned, exports made, acts sealed, the timetable kept. */
export interface Work {
  /** Resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Begins to work, and looks at once whenever anybody says that there is something new. */
export function startWork(
  foundation: Foundation,
  { channels, files, countSegments, retentionMonths, broken }: WorkOptions,
): Work {
  const { broadcast, ports, keys, dataDir } = foundation;
  const { store, arrived, openFileId } = files;
  const { accounts, sources } = channels;
  const tell = (queue: Queue) => () => broadcast.tell({ kind: 'queued', queues: [queue] });
  const planned = { ...foundation, accounts, countSegments, channels: channels.byName };
  const planning = startPlanning(planned, tell('deliveries'));
  const fetching = startFetching({ ...foundation, store, sources, openFileId }, tell('posts'));
  const sweep = sweeping({ ...foundation, store, arrived, openFileId });
  const exporting = startExporting(
    { ...foundation, store, linkTo: files.outgoing.linkTo, sweep },
    tell('deliveries'),
  );
  const forgetting = startForgetting({ ...foundation, sweep });
  const [key] = keys.signingKeys('audit');
  const heads = headsIn(dataDir);
  const sealing = startSealing({ ...foundation, key, heads });
  const changing = changeSecret(foundation);
  const stopJobs = startJobs({
    ...{ ...foundation, accounts, countSegments, retentionMonths, broken },
    sweep,
    audit: { keys: keys.signingKeys('audit'), heads },
    everyMinute: ports.everyMinute,
    catchUp: (since) => channels.catchUp(since, foundation.sql),
    onDeliveries: tell('deliveries'),
  });
  broadcast.listen((news) => {
    if (news.kind !== 'queued') return;
    if (news.queues.includes('files')) fetching.wake();
    if (news.queues.includes('posts')) planning.wake();
  });
  return {
    async stop() {
      await Promise.all([
        planning.stop(),
        fetching.stop(),
        exporting.stop(),
        forgetting.stop(),
        sealing.stop(),
        changing,
        stopJobs(),
      ]);
    },
  };
}
