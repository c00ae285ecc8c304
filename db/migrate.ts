import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));
/** Any fixed number will do; it only has to be the same in every server. */
const migrationLock = 4_715_028_233;

export interface RolePasswords {
  engine: string;
  app: string;
}

/**
 * Brings the database to the current schema and gives the two roles their passwords. Several servers may start at
 * once: a lock lets one work while the others wait, and then find nothing to do. The lock belongs to a transaction
 * of its own, so that it is let go however this ends, also behind a pooler.
 */
export async function migrate(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const guard = postgres(ownerUrl, { max: 1, onnotice: () => undefined, prepare: false });
  const worker = postgres(ownerUrl, { max: 1, onnotice: () => undefined, prepare: false });
  try {
    await guard.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${migrationLock})`;
      await ensureRole(worker, 'homeroom_engine', passwords.engine);
      await ensureRole(worker, 'homeroom_app', passwords.app);
      await ensureSettings(worker, 'homeroom_engine', byKeyOnly);
      await runMigrations(drizzle(worker), { migrationsFolder: folder });
    });
  } finally {
    await Promise.all([guard.end({ timeout: 5 }), worker.end({ timeout: 5 })]);
  }
}

/** The address of the same database for one of the two roles. */
export function urlForRole(url: string, role: 'homeroom_engine' | 'homeroom_app', password: string): string {
  const result = new URL(url);
  result.username = role;
  result.password = password;
  return result.href;
}

/** Roles belong to the whole cluster, so one may be there already, made by another database's migration. */
async function ensureRole(sql: postgres.Sql, role: string, password: string): Promise<void> {
  const [known] = await sql`select 1 from pg_roles where rolname = ${role}`;
  const verb = known ? 'alter' : 'create';
  const literal = password.replaceAll("'", "''");
  await sql
    .unsafe(
      `${verb} role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole password '${literal}'`,
    )
    .catch((error: unknown) => {
      // Created by another database's migration in the meantime: its password is set just below.
      if (!(error instanceof Error && 'code' in error && error.code === '42710')) throw error;
      return sql.unsafe(`alter role ${role} password '${literal}'`);
    });
}

/**
 * All the engine's statements find their rows by keys, a batch at a time. What the statistics say must not talk
 * Postgres out of it: they are from a quiet hour when a post to 10,000 readers fills a queue, and one batch then read
 * the whole queue (measured: 21 ms instead of 1). Kept with the role, as poolers let no session have settings.
 */
const byKeyOnly = ['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin', 'jit'].map(
  (setting) => `${setting}=off`,
);

async function ensureSettings(sql: postgres.Sql, role: string, settings: string[]): Promise<void> {
  const [known] = await sql<{ settings: string[] | null }[]>`
    select rolconfig as settings from pg_roles where rolname = ${role}`;
  const missing = settings.filter((setting) => !known?.settings?.includes(setting));
  for (const setting of missing) await sql.unsafe(`alter role ${role} set ${setting}`);
}
