import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import type { Holding } from '../../db/privacy/holding.ts';
import { holdings, notWhose } from '../../db/privacy/holdings.ts';
import { readHolding } from '../../db/privacy/read.ts';
import { texts } from '../../texts/texts.ts';
import { newWorld } from '../support/world.ts';

/*
 * What is kept of a person is asked of the database, not of us: a table or column that is new, and may name somebody,
 * fails here until `db/privacy/holdings` says whether they get it, and why not.
 */

interface Column {
  table: string;
  column: string;
  type: string;
  /** The table that it refers to. */
  refersTo: string | null;
}

const all: Holding[] = Object.values(holdings);
const people = ['people', 'memberships', 'addresses'];

const world = await newWorld();
/** As the database's own catalogue names them. */
const columnsOf = (sql: postgres.Sql) => sql<Column[]>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
      (select f.relname from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum] limit 1) as "refersTo"
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relispartition
      and a.attnum > 0 and not a.attisdropped
    order by 1, 2`;
const columns = await columnsOf(world.sql as never);

/** A column by which a row may be somebody's: it refers to them, or it is an id of which nothing says what it means. */
function mayNameSomebody({ table, column, type, refersTo }: Column): boolean {
  if (refersTo !== null) return people.includes(refersTo);
  if (table === 'people') return column === 'id';
  return column !== 'id' && (type === 'uuid' || type === 'uuid[]');
}

const isSettled = ({ table, column }: Column) =>
  `${table}.${column}` in notWhose ||
  all.some((one) => one.table === table && (column in one.whose || '*' in one.hides));

test('every id that may name somebody is known to the export', () => {
  const unknown = columns.filter((one) => mayNameSomebody(one) && !isSettled(one));
  expect(unknown.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
});

test('a new table in which people stand is not overlooked, whether or not it refers to them', async () => {
  const owner = postgres(world.database.ownerUrl, { max: 1, onnotice: () => undefined });
  await owner`create table reactions (id uuid, membership_id uuid references memberships (id), liked_by uuid)`;
  const anew = await columnsOf(owner);
  await owner.end();
  const unknown = anew.filter((one) => mayNameSomebody(one) && !isSettled(one));
  expect(unknown.map(({ table, column }) => `${table}.${column}`)).toEqual([
    'reactions.liked_by',
    'reactions.membership_id',
  ]);
});

test('every column of what is somebody’s is shown to them, or kept back for a reason', () => {
  const covered = (holding: Holding, column: string) =>
    '*' in holding.hides || [...holding.shows, ...Object.keys(holding.hides)].includes(column);
  const theirs = columns.filter(
    ({ table, column, refersTo }) =>
      all.some((one) => one.table === table) &&
      !['communities', 'forums'].includes(refersTo ?? '') &&
      !(`${table}.${column}` in notWhose),
  );
  const forgotten = theirs.filter(({ table, column }) => {
    const own = all.filter((one) => one.table === table);
    return !own.some((one) => covered(one, column) || column in one.whose);
  });
  expect(forgotten.map(({ table, column }) => `${table}.${column}`)).toEqual([]);
});

test('nothing is named that is not there', () => {
  const known = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  const named = all.flatMap(({ table, whose, shows, hides }) =>
    [...Object.keys(whose), ...shows, ...Object.keys(hides)].map((column) => `${table}.${column}`),
  );
  const gone = [...named, ...Object.keys(notWhose)].filter(
    (name) => !known.has(name) && !name.endsWith('.*'),
  );
  expect(gone).toEqual([]);
});

describe.each(Object.entries<Holding>(holdings))('%s', (name, holding) => {
  test('can be read, and has words for all that is shown', async () => {
    expect(await readHolding(world.sql, holding, [world.newId()])).toEqual([]);
    if (holding.shows.length === 0) return;
    const sealed = ['sealed', 'sealed_identifier', 'sealed_for_person', 'wrapped_key'];
    const fields = [...holding.shows, ...Object.keys(holding.adds ?? {})].filter(
      (one) => !sealed.includes(one),
    );
    const keys = [`mydata.part.${name}`, ...fields.map((field) => `mydata.field.${field}`)];
    expect(keys.filter((key) => !(key in texts))).toEqual([]);
  });
});
