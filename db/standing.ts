import type { Tx } from './client.ts';

/** How a database stands, before anything was changed in it. */
export interface DatabaseStanding {
  /** Of the server: 150004 is 15.4. */
  version: number;
  /** When the last migration that was run was made; null before the first. */
  migratedTo: number | null;
  /** Those of our two roles that are there. */
  roles: { name: string; isSuperuser: boolean; bypassesRls: boolean }[];
  /** Whether whoever asks may make them. */
  mayMakeRoles: boolean;
  /** The key by which people are found, wrapped by SECRET_KEY; null before the first start. */
  wrappedLookupKey: Buffer | null;
}

/** Asked as the owner. */
export async function databaseStanding(tx: Tx): Promise<DatabaseStanding> {
  const [server] = await tx<
    { version: number; mayMakeRoles: boolean; hasJournal: boolean; hasKeys: boolean }[]
  >`
    select current_setting('server_version_num')::int as version,
      rolsuper or rolcreaterole as "mayMakeRoles",
      to_regclass('drizzle.__drizzle_migrations') is not null as "hasJournal",
      to_regclass('installation_keys') is not null as "hasKeys"
    from pg_roles where rolname = current_user`;
  const roles = await tx<DatabaseStanding['roles']>`
    select rolname as name, rolsuper as "isSuperuser", rolbypassrls as "bypassesRls"
    from pg_roles where rolname in ('homeroom_engine', 'homeroom_app') order by rolname`;
  const { version, mayMakeRoles, hasJournal, hasKeys } = server!;
  const migratedTo = hasJournal ? await lastMigration(tx) : null;
  return { version, mayMakeRoles, roles, migratedTo, wrappedLookupKey: hasKeys ? await lookupKey(tx) : null };
}

async function lastMigration(tx: Tx): Promise<number | null> {
  const [row] = await tx<{ last: string | null }[]>`
    select max(created_at) as last from drizzle.__drizzle_migrations`;
  return row?.last == null ? null : Number(row.last);
}

async function lookupKey(tx: Tx): Promise<Buffer | null> {
  const [row] = await tx<{ wrapped: Buffer }[]>`
    select wrapped from installation_keys where name = 'lookup'`;
  return row?.wrapped ?? null;
}
