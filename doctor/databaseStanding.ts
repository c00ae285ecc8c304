import { CannotOpen } from '../db/crypto.ts';
import { migrationTimes } from '../db/journal.ts';
import type { Keyring } from '../db/keyring.ts';
import type { DatabaseStanding } from '../db/standing.ts';
import { type Finding, fine, hint, wrong } from './finding.ts';

/** Opens what SECRET_KEY wrapped. */
export type Opening = Pick<Keyring, 'unwrap'>;

/** What a database tells of itself, in sentences; without keys nothing is said of the secret. */
export function aboutStanding(standing: DatabaseStanding, keys: Opening | null): Finding[] {
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
function aboutKey({ wrappedLookupKey }: DatabaseStanding, keys: Opening | null): Finding[] {
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
