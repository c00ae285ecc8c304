import type { Config } from './config.ts';
import { poolSize } from './database.ts';
import type { Sender } from './delivery/sender.ts';
import type { Foundation } from './foundation.ts';
import { timetable } from './jobs.ts';
import { certificateOf } from './telemetry/certificate.ts';
import type { GaugeSources } from './telemetry/gauges.ts';

/** What Prometheus' questions are answered from. The disk of a Postgres that is not ours is not to be seen from here. */
export function gaugeSources(
  foundation: Foundation,
  { config, sender }: { config: Config; sender: Sender },
): GaugeSources {
  const { sql, clock, log, transactions, dataDir, realTime } = foundation;
  const data = { data: dataDir };
  return {
    ...{ sql, clock, log },
    pool: { size: poolSize, transactions },
    folders: config.database ? data : { ...data, database: dataDir },
    jobs: timetable,
    channels: () => ({
      all: sender.channelNames(),
      broken: sender.gates.broken().map(({ channel }) => channel),
    }),
    certificateEndsAt: certificateOf(config.publicUrl, { clock: realTime }),
  };
}
