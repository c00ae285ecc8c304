import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { firstIdOf } from '../domain/id.ts';
import { startCluster } from './cluster.ts';
import { describeMachine, rounded } from './figures.ts';
import { createIds } from './fill/ids.ts';
import { fillMembers } from './fill/members.ts';
import { fillDay, fillRest, type Month, monthly } from './fill/month.ts';
import { table } from './table.ts';

/**
 * Fills a month of ten million members, at the scale asked for, into the product's own schema, and prints what it takes:
 * `npx tsx month.ts --scale 100` makes 100,000 members (some 5 GB in the system's temporary folder, deleted at the end).
 */

const { scale } = parseArgs({ options: { scale: { type: 'string', default: '1000' } } }).values;
const whole = 10_000_000;
const members = Math.round(whole / Number(scale));
const from = new Date(Date.UTC(2026, 4, 1));
const month: Month = { members, since: new Date(Date.UTC(2026, 3, 1)), from };
const say = (text: string) => process.stderr.write(`${text}\n`);

// Nothing here is kept: what a crash loses is made again.
const cluster = await startCluster({
  fsync: 'off',
  synchronous_commit: 'off',
  max_wal_size: '2GB',
  work_mem: '128MB',
});
process.once('SIGINT', () => cluster.stop().then(() => process.exit(130)));
const owner = postgres(cluster.ownerOf(await cluster.homeroomDatabase()), {
  max: 1,
  onnotice: () => undefined,
});
const startedAt = performance.now();
const seconds = () => ((performance.now() - startedAt) / 1000).toFixed(0);
await addMonths();
await createIds(owner);
await fillMembers(owner, {
  count: members,
  perCommunity: monthly.perCommunity,
  are: 'mixed',
  since: month.since,
});
say(`${rounded(members)} members after ${seconds()} s`);
for (let day = 0; day < monthly.days; day++) {
  await fillDay(owner, month, day);
  if (day % 5 === 4) say(`day ${day + 1} after ${seconds()} s`);
}
await fillRest(owner, month);
await owner`vacuum analyze`;
await report();
await owner.end();
await cluster.stop();

async function addMonths(): Promise<void> {
  for (const ahead of [0, 1]) {
    const first = new Date(Date.UTC(2026, 4 + ahead));
    const next = new Date(Date.UTC(2026, 5 + ahead));
    for (const parent of ['inbox', 'message_deliveries'])
      await owner`select add_month(${parent}, ${`2026_0${5 + ahead}`}, ${firstIdOf(first)}::uuid, ${firstIdOf(next)}::uuid)`;
  }
}

interface Size {
  name: string;
  rows: number;
  heap: number;
  indexes: number;
}

async function report(): Promise<void> {
  const sizes = await owner<Size[]>`
    select coalesce(i.inhparent::regclass::text, c.relname) as name, sum(c.reltuples)::float8 as rows,
      sum(pg_table_size(c.oid))::float8 as heap, sum(pg_indexes_size(c.oid))::float8 as indexes
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.reltuples > 0
    group by 1 order by sum(pg_total_relation_size(c.oid)) desc`;
  const [all] = await owner<
    { bytes: number }[]
  >`select pg_database_size(current_database())::float8 as bytes`;
  const factor = Number(scale);
  const rows = sizes.map(({ name, rows, heap, indexes }) => [
    name,
    ...[rounded(rows), megabytes(heap), megabytes(indexes), rounded((heap + indexes) / rows)],
    ...[`${rounded(rows * factor)} *`, `${gigabytes((heap + indexes) * factor)} *`],
  ]);
  const head = ['table', 'rows', 'rows MB', 'indexes MB', 'bytes a row'];
  process.stdout.write(
    `${describeMachine()}; scale 1:${scale}, ${rounded(members)} members, one month; filled in ${seconds()} s; ` +
      `${gigabytes(all!.bytes)} GB in all\n* extrapolated by ${scale}\n\n`,
  );
  process.stdout.write(table([...head, 'rows for 10 million', 'GB for 10 million'], rows));
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(bytes < 10 * 2 ** 20 ? 1 : 0);
}

function gigabytes(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
