/** How a column names whoever a row is about: their person, one of their memberships, or one of their addresses. */
export type Naming = 'person' | 'membership' | 'address';

/**
 * What one table keeps of a person. `test/db/holdings.test.ts` compares these with the database: a table or column that
 * is new, and names people, has to be put somewhere here.
 */
export interface Holding {
  table: string;
  /** The columns that make a row theirs. */
  whose: Record<string, Naming>;
  /** What they get of it. */
  shows: string[];
  /** What they do not get, and why: columns, or with `*` the whole table. */
  hides: Record<string, string>;
  /** What stands beside it, in SQL: names instead of ids. `t` is the row. */
  adds?: Record<string, string>;
  /** What makes a row theirs besides, in SQL: `$1` are the person's ids. */
  where?: string;
}

/** Why something that is kept of somebody is not in their export. */
export const reasons = {
  id: 'an id of ours, which says nothing',
  key: 'a key, or a hash by which something is found',
  ours: 'which of our own numbers, bots or servers it went by',
  others: 'names somebody else',
  elsewhere: 'is in another part of the export',
  working: 'only how the work stands',
} as const;
