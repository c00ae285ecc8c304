import { Gauge, type Registry } from 'prom-client';

export type Gauges = ReturnType<typeof gaugesIn>;

/** What is looked at when Prometheus asks; docs/operations/watching.md lists it. */
export function gaugesIn(registry: Registry) {
  const made = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `homeroom_${name}`, help, labelNames, registers: [registry] });
  return {
    databaseUp: made('database_up', 'Whether the database answered this look.'),
    dueLanes: made(
      'due_lanes',
      'Addresses and lanes with something to be sent by now; 10,000 are as far as it counts.',
    ),
    oldestDue: made(
      'oldest_due_delivery_seconds',
      'How long the longest-waiting delivery that could go has been waiting.',
    ),
    waiting: made(
      'inbox_waiting',
      'Events that are kept and not handled yet; 10,000 are as far as it counts.',
    ),
    oldestWaiting: made(
      'inbox_oldest_waiting_seconds',
      'How long the oldest event has waited that could be handled.',
    ),
    databaseBytes: made('database_bytes', 'Size of the database with its indexes.'),
    connections: made('database_connections', 'Connections to this Postgres, of all who use it.'),
    mostConnections: made('database_connections_max', 'Connections that this Postgres allows.'),
    archivedAt: made(
      'wal_archived_timestamp_seconds',
      'When Postgres last archived a segment of its log; missing where it never did.',
    ),
    archiveFailures: made(
      'wal_archive_failures',
      'How often archiving a segment failed, since Postgres counts.',
    ),
    poolSize: made('pool_connections', 'Connections of this process at most.'),
    poolBusy: made(
      'pool_transactions',
      'Transactions of this process that have a connection or wait for one.',
    ),
    diskBytes: made('disk_bytes', 'Size of the disk below a folder of ours.', ['of']),
    diskFree: made('disk_free_bytes', 'What is free of it for us.', ['of']),
    jobSuccess: made(
      'job_last_success_timestamp_seconds',
      'When the last turn of a job began that came to its end.',
      ['task'],
    ),
    jobInterval: made('job_interval_seconds', 'How often a job should run.', ['task']),
    paused: made(
      'channel_paused',
      '1 while the provider of a channel cannot be reached, and what is to go by it waits.',
      ['channel'],
    ),
    certificate: made(
      'certificate_expires_timestamp_seconds',
      'Until when the certificate of PUBLIC_URL is good; missing without https.',
    ),
  };
}
