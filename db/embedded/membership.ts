import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';

/** Any number: advisory locks are counted per database, and nobody else takes one in `postgres`. */
const lock = 7_203_114;

/** Our part in a running server: who has one may use it, and the last who gives one up stops it. */
export interface Membership {
  /** True when nobody else has a part any more, and from then on nobody gets one. */
  leave(): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * Takes part in the server by a shared advisory lock on one connection held for as long as we run. The database
 * itself thus counts its users: a killed process drops out at once, and between "I am the last" and the stop nobody
 * can slip in.
 *
 * `undefined` when this server is about to stop, or is not the one of this data directory.
 */
export async function join(url: string, data: string): Promise<Membership | undefined> {
  const sql = postgres(url, { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => undefined });
  const close = () => sql.end({ timeout: 0 });
  try {
    const [answer] = await retryWhileRecovering(
      () =>
        sql`select current_setting('data_directory') as data, pg_try_advisory_lock_shared(${lock}) as joined`,
    );
    if (answer?.data === data && answer.joined) return { leave: () => isLast(sql), close };
  } catch (error) {
    await close();
    if (!isGone(error)) throw error;
  }
  await close();
  return undefined;
}

async function isLast(sql: postgres.Sql): Promise<boolean> {
  const [answer] = await sql`select pg_try_advisory_lock(${lock}) as alone`;
  return answer?.alone === true;
}

/** 57P03: starting up, recovering or shutting down (https://www.postgresql.org/docs/18/errcodes-appendix.html). */
async function retryWhileRecovering<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      if (codeOf(error) !== '57P03' || attempt === 200) throw error;
      await pause(50);
    }
  }
}

function isGone(error: unknown): boolean {
  return ['ECONNREFUSED', 'ECONNRESET', 'CONNECTION_CLOSED', '57P01', '57P03'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
