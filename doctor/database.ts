import { connectEngine, type Engine } from '../db/client.ts';
import { databaseStanding } from '../db/standing.ts';
import { aboutStanding, type Opening } from './databaseStanding.ts';
import { type Check, type Finding, wrong } from './finding.ts';

export interface DatabaseSettings {
  url: string;
  ownerUrl: string | undefined;
  /** Null where there is no secret key yet. */
  keys: Opening | null;
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
        return aboutStanding(await databaseStanding(sql), keys);
      } catch (error) {
        return [refused(error, name)];
      } finally {
        await ended(sql);
      }
    },
  };
}

const ended = (sql: Engine) => sql.end({ timeout: 1 });

/** By code and message: https://www.postgresql.org/docs/15/errcodes-appendix.html, the codes of the driver and of Node. */
const cures: [RegExp, string][] = [
  // PgBouncer has one code for all it refuses.
  [/^28|^08P01 .*(authentication|password)/i, 'refuses user or password: correct both'],
  [
    /^3D000|^08P01 .*(database .* does not exist|no such database)/i,
    'knows no database of that name: create it (createdb), or correct the name',
  ],
  [
    /^(ECONNREFUSED|CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/,
    'does not answer: start it, or correct host and port',
  ],
  [/^(ENOTFOUND|EAI_AGAIN)\b/, 'has a host that DNS does not know: correct it'],
  [/^53300/, 'has no connection left: raise max_connections, or end what holds them'],
  [/^\S*(CERT|SSL|TLS)/, 'and we do not agree on encryption: see sslmode'],
  [/^42501/, 'may not be looked into by this user: set DATABASE_OWNER_URL to its owner'],
];

function refused(error: unknown, name: string): Finding {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const told = error instanceof Error ? `${code} ${error.message}` : code;
  const cure = cures.find(([pattern]) => pattern.test(told))?.[1];
  if (!cure) throw error;
  return wrong(`The database ${cure} in ${name} (${code}).`);
}
