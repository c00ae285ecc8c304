import postgres from 'postgres';

/** A transaction or a pool of plain postgres.js: the hot path's way to speak SQL. */
export type Tx = postgres.ISql<Record<string, never>>;
export type Engine = postgres.Sql<Record<string, never>>;

export interface ConnectOptions {
  /** Connections in the pool. */
  max: number;
  /** Off behind a pooler in transaction mode (`DATABASE_PREPARE=0`). */
  prepare: boolean;
  applicationName: string;
}

/** A pool for the engine, the planner and the workers. Dates come and go as `Date`, jsonb as values. */
export function connectEngine(url: string, options: ConnectOptions): Engine {
  return open(url, options);
}

export interface Renewable {
  sql: Engine;
  /** Replaces all connections. */
  renew(): void;
  /** Transactions that have a connection, or wait for one. */
  transactions(): number;
}

/**
 * The same, but its connections can all be replaced at once. postgres.js 3.4.9 may leave a connection that was cut
 * while a small write waited for the next tick deaf for ever (https://github.com/porsager/postgres/issues/1154): after
 * an outage only a fresh pool can be trusted.
 */
export function connectRenewable(url: string, options: ConnectOptions): Renewable {
  let current = open(url, options);
  let transactions = 0;
  const begin = (...work: Parameters<Engine['begin']>) => {
    transactions++;
    return current.begin(...work).finally(() => transactions--);
  };
  const sql = new Proxy(current, {
    apply: (_pool, _this, statement: Parameters<Engine>) => current(...statement),
    get: (_pool, name: keyof Engine) => (name === 'begin' ? begin : current[name]),
  });
  return {
    sql,
    transactions: () => transactions,
    renew() {
      const worn = current;
      current = open(url, options);
      void worn.end({ timeout: 5 }).catch(() => undefined);
    },
  };
}

/** The error of a write to a connection that is gone, thrown where nobody can catch it. */
export function isLostWrite(error: unknown): boolean {
  return error instanceof TypeError && /nextWrite .*postgres/.test(error.stack ?? '');
}

function open(url: string, options: ConnectOptions): Engine {
  const pool = postgres(url, {
    max: options.max,
    prepare: options.prepare,
    onnotice: () => undefined,
    connect_timeout: 5,
    connection: { application_name: options.applicationName },
  });
  return options.prepare ? pool : oneAtATime(pool);
}

/**
 * Keeps a pool from sending a statement right behind one that is not answered yet. Unprepared statements with values are sent
 * in two halves; PgBouncer gives the connection away between them when the statement before is answered, and the second half
 * never is (https://github.com/pgbouncer/pgbouncer/issues/759). In a transaction it does not.
 */
function oneAtATime(pool: Engine): Engine {
  return new Proxy(pool, {
    apply(_pool, _this, statement: Parameters<Engine>) {
      const made = pool(...statement) as { options?: { onexecute?(): boolean } };
      // postgres.js 3.4.9 asks this of a statement that it has just sent: whether another one may follow at once.
      if (made.options) made.options.onexecute = () => false;
      return made;
    },
  });
}

const networkErrors = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/**
 * Connection trouble, no memory, disk or connections left, an operator's stop, a disk that fails, and a server that
 * takes no writes just now, as a standby does after a failover: none of it has to do with the statement
 * (https://www.postgresql.org/docs/15/errcodes-appendix.html).
 */
const serverTrouble = /^(08|53|57|58)...$|^25006$/;

/** Whether Postgres is away, or cannot do any work just now, rather than refusing this statement. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false;
  const code = String(error.code);
  return networkErrors.has(code) || serverTrouble.test(code);
}

/** Whether such a row is there already. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}

/** Whether two transactions stood in each other's way: worth doing again at once. */
export function isCollision(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001');
}
