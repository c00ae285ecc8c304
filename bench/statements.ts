import postgres from 'postgres';

/** What a server must be started with, so that it counts statements. */
export const countingStatements = {
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'top',
};

export interface Statement {
  text: string;
  calls: number;
  rows: number;
  totalMs: number;
}

/** Counts the statements of the engine's role in one database from now on. */
export async function startCounting(
  ownerUrl: string,
): Promise<{ read(): Promise<Statement[]>; end(): Promise<void> }> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`create extension if not exists pg_stat_statements`;
  await owner`select pg_stat_statements_reset()`;
  return {
    read: () => owner<Statement[]>`
      select query as text, calls::int, rows::int, total_exec_time as "totalMs" from pg_stat_statements s
      join pg_roles r on r.oid = s.userid
      where r.rolname = 'homeroom_engine' and s.dbid = (select oid from pg_database where datname = current_database())
      order by total_exec_time desc`,
    end: () => owner.end(),
  };
}

/** The costliest of them, a line each. */
export const listed = (statements: Statement[], count: number) =>
  statements
    .slice(0, count)
    .map(({ text, calls, rows, totalMs }) =>
      [
        totalMs.toFixed(1).padStart(9),
        'ms',
        String(calls).padStart(7),
        'calls',
        String(rows).padStart(8),
        'rows ',
        shortened(text),
      ].join(' '),
    )
    .join('\n');

const shortened = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 150);
