import { connectEngine, type Engine } from '../db/client.ts';
import { CannotOpen } from '../db/crypto.ts';
import { migrationTimes } from '../db/journal.ts';
import type { Keyring } from '../db/keyring.ts';
import { type DatabaseStanding, databaseStanding } from '../db/standing.ts';
import { type Check, type Finding, fine, hint, wrong } from './finding.ts';

export interface DatabaseSettings {
  url: string;
  ownerUrl: string | undefined;
  /** Null where there is no secret key yet. */
  keys: Pick<Keyring, 'unwrap'> | null;
}

/** Looks into the database as its owner, and changes nothing. */
export function databaseCheck({ url, ownerUrl, keys }: DatabaseSettings): Check {
  return {
    part: 'Database',
    asked: 'The database',
    async look() {
      const name = ownerUrl ? 'DATABASE_OWNER_URL' : 'DATABASE_URL';
      const sql = connectEngine(ownerUrl ?? url, {
        max: 1,
        prepare: false,
        applicationName: 'homeroom doctor',
      });
      try {
        return about(await databaseStanding(sql), keys);
      } catch (error) {
        return [refused(error, name)];
      } finally {
        await ended(sql);
      }
    },
  };
}

const ended = (sql: Engine) => sql.end({ timeout: 1 });

function about(standing: DatabaseStanding, keys: DatabaseSettings['keys']): Finding[] {
  return [
    aboutVersion(standing.version),
    aboutMigrations(standing.migratedTo),
    aboutRoles(standing),
    ...aboutKey(standing, keys),
  ];
}

function aboutVersion(version: number): Finding {
  const shown = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`;
  if (version >= 150_000) return fine(`${shown} answers.`);
  return wrong(`${shown} is too old: update it to 15 or later.`);
}

function aboutMigrations(migratedTo: number | null): Finding {
  const times = migrationTimes();
  if (migratedTo === null) return hint('The database is still empty: npm start fills it.');
  if (migratedTo > times.at(-1)!)
    return wrong(
      'The database was migrated by a later Homeroom than this one: update this one, or restore a backup.',
    );
  const missing = times.filter((when) => when > migratedTo).length;
  if (missing === 0) return fine('All migrations have been run.');
  return hint(
    `${missing} ${missing === 1 ? 'migration has' : 'migrations have'} not been run: npm start does that.`,
  );
}

function aboutRoles({ roles, mayMakeRoles }: DatabaseStanding): Finding {
  const strong = roles
    .filter(({ isSuperuser, bypassesRls }) => isSuperuser || bypassesRls)
    .map(({ name }) => name);
  if (strong.length > 0)
    return wrong(
      `${strong.join(' and ')} may see every community's rows: alter role ${strong[0]} nosuperuser nobypassrls.`,
    );
  if (roles.length === 2)
    return fine('The two roles are there, and neither stands above the rules for rows.');
  if (mayMakeRoles)
    return hint('The roles homeroom_engine and homeroom_app are not there yet: npm start makes them.');
  return wrong(
    'The roles homeroom_engine and homeroom_app are missing, and this user may not make them: set DATABASE_OWNER_URL to ' +
      'one that may (alter role ... createrole).',
  );
}

/** People's identifiers open with the very secret that sealed them, and with no other. */
function aboutKey({ wrappedLookupKey }: DatabaseStanding, keys: DatabaseSettings['keys']): Finding[] {
  if (!wrappedLookupKey || !keys) return [];
  try {
    keys.unwrap(wrappedLookupKey, 'lookup');
    return [fine('SECRET_KEY opens what is sealed in it.')];
  } catch (error) {
    if (!(error instanceof CannotOpen)) throw error;
    return [
      wrong(
        'SECRET_KEY is not the one that sealed this database: set that one, or as SECRET_KEY_PREVIOUS if you meant to ' +
          'change it; without it nobody can be found any more.',
      ),
    ];
  }
}

/** https://www.postgresql.org/docs/15/errcodes-appendix.html, and the codes of the driver and of Node. */
const cures: [RegExp, string][] = [
  [/^28/, 'refuses user or password: correct both'],
  [/^3D000$/, 'knows no database of that name: create it (createdb), or correct the name'],
  [
    /^(ECONNREFUSED|CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    'does not answer: start it, or correct host and port',
  ],
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'has a host that DNS does not know: correct it'],
  [/^53300$/, 'has no connection left: raise max_connections, or end what holds them'],
  [/CERT|SSL|TLS/, 'and we do not agree on encryption: see sslmode'],
  [/^42501$/, 'may not be looked into by this user: set DATABASE_OWNER_URL to its owner'],
];

function refused(error: unknown, name: string): Finding {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const cure = cures.find(([pattern]) => pattern.test(code))?.[1];
  if (!cure) throw error;
  return wrong(`The database ${cure} in ${name} (${code}).`);
}
