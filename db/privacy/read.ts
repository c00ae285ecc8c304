import type { Tx } from '../client.ts';
import type { Holding, Naming } from './holding.ts';

/** A row as it is kept: sealed columns still sealed. */
export type HeldRow = Record<string, unknown>;

const ids: Record<Naming, string> = {
  person: 'any($1)',
  membership: 'any(array(select id from memberships where person_id = any($1)))',
  address: 'any(array(select id from addresses where person_id = any($1)))',
};

/** What one table keeps of somebody, oldest first. The statement is made of our own constants alone. */
export async function readHolding(tx: Tx, holding: Holding, personIds: string[]): Promise<HeldRow[]> {
  const { table, shows, adds = {} } = holding;
  if (shows.length === 0) return [];
  const added = Object.entries(adds).map(([name, expression]) => `${expression} as ${name}`);
  const columns = [...added, ...shows.map((column) => `t.${column}`)].join(', ');
  const order = shows.includes('created_at') ? 'order by t.created_at' : '';
  // A statement names its parameter in every case, so that Postgres knows its type.
  const where = `$1::uuid[] is not null and (${whose(holding)})`;
  return tx.unsafe<HeldRow[]>(`select ${columns} from ${table} t where ${where} ${order}`, [personIds]);
}

/** In SQL, of a row `t`: whether it is of the people `$1`. */
export const whose = (holding: Holding): string =>
  [
    ...Object.entries(holding.whose).map(([column, naming]) => `t.${column} = ${ids[naming]}`),
    ...(holding.where ? [holding.where] : []),
  ].join(' or ');

/** A person, and the records that they are, too: as both sides said themselves, since organizers may be mistaken, or lie. */
export async function findSelves(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    with recursive self as (
      select ${personId}::uuid as id
      union
      select merged.person_id from self
      join memberships kept on kept.person_id = self.id
      join merges g on g.kept_id = kept.id and g.undone_at is null
        and g.merged_confirmed_at is not null and g.kept_confirmed_at is not null
      join memberships merged on merged.id = g.merged_id)
    select id from self`;
  return rows.map(({ id }) => id);
}
