import postgres from 'postgres';
import { type Cluster, startCluster } from './cluster.ts';
import { measureHttp } from './http/measure.ts';
import { updatesPerPerson } from './http/person.ts';
import { deliveries, outboxRate } from './outbox.ts';
import { homeroomSteps } from './steps.ts';
import { table } from './table.ts';

/**
 * What Postgres does for one step, update or delivery, statement by statement: `npx tsx statementCost.ts http 20`. Times are
 * Postgres' own of executing; parsing, planning and the commit's wait are not in them.
 */
const people = 1_500;
const stepCount = 30_000;
const works: Record<string, { count: number; work: (cluster: Cluster) => Promise<unknown> }> = {
  steps: { count: stepCount, work: (cluster) => homeroomSteps(cluster, { inFlight: 200, steps: stepCount }) },
  http: { count: people * updatesPerPerson, work: http },
  outbox: { count: deliveries, work: outboxRate },
};

const [name = 'http', limit = '20'] = process.argv.slice(2);
const { count, work } = works[name]!;
const cluster = await startCluster({ shared_preload_libraries: 'pg_stat_statements' });
const sql = postgres(cluster.url, { max: 1, onnotice: () => undefined });
await sql`create extension pg_stat_statements`;
await work(cluster);
await print();
await sql.end();
await cluster.stop();

async function http(): Promise<unknown> {
  const url = await cluster.homeroomDatabase();
  await sql`select pg_stat_statements_reset()`;
  const load = { connections: 100, people: people - 100, manner: 'inTurn', warmUp: 100 } as const;
  return measureHttp({ server: 'homeroomServer', url }, load);
}

async function print(): Promise<void> {
  const rows = await sql<{ calls: number; ms: number; buffers: number; query: string }[]>`
    select calls::int, total_exec_time as ms, (shared_blks_hit + shared_blks_read)::float as buffers, query
    from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname like 'bench%'
    order by total_exec_time desc limit ${Number(limit)}`;
  const each = (value: number) => (value / count).toFixed(1);
  const shown = rows.map(({ calls, ms, buffers, query }) => [
    each(ms * 1000),
    each(buffers),
    (calls / count).toFixed(3),
    query.replace(/\s+/g, ' ').trim().slice(0, 110).replaceAll('|', '\\|'),
  ]);
  process.stdout.write(table(['us', 'buffers', 'calls', `statement, for each of ${count}`], shown));
}
