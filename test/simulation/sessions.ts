import postgres from 'postgres';
import type { Owner } from './owner.ts';
import { soon } from './quiet.ts';

/** A connection in somebody's hands. */
export interface Session {
  owner: Owner;
  pid: number;
  client: postgres.Sql;
  sql: postgres.ReservedSql;
  /** What postgres.js sends a query with. */
  handler: unknown;
}

/**
 * The sessions of all servers of a run. A crash ends their transactions; a session keeps nothing else of its server but
 * plans, which take longer to make than the rest of a life.
 */
export class Sessions {
  /** What queries are made with; it connects to nothing. */
  readonly maker: postgres.Sql;
  private readonly free: Omit<Session, 'owner'>[] = [];
  private readonly taken = new Set<Session>();

  constructor(
    private readonly url: string,
    /** As the owner of the database. */
    private readonly admin: postgres.Sql,
  ) {
    this.maker = this.client();
  }

  /** The one used last, since it has its plans. */
  async take(owner: Owner): Promise<Session> {
    const session = { ...(this.free.pop() ?? (await this.open())), owner };
    this.taken.add(session);
    return session;
  }

  giveBack(session: Session): void {
    if (this.taken.delete(session)) this.free.push(session);
  }

  /** What a server that crashed leaves: Postgres ends its transactions; a session that waits for a lock ends as well. */
  async end(owner: Owner): Promise<void> {
    const left = [...this.taken].filter((session) => session.owner === owner);
    if (left.length === 0) return;
    for (const session of left) this.taken.delete(session);
    const ended = await this.endWaiting(left.map(({ pid }) => pid));
    for (const session of left) {
      if (ended.has(session.pid)) continue;
      await session.sql`rollback`;
      this.free.push(session);
    }
  }

  /** Postgres itself, asked to wait for an end, looks only every 100 ms. */
  private async endWaiting(pids: number[]): Promise<Set<number>> {
    const ended = new Set<number>();
    for (;;) {
      const waiting = await this.admin<{ pid: number }[]>`
        select pid, pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid = any(${pids}) and state = 'active'`;
      if (waiting.length === 0) return ended;
      for (const { pid } of waiting) ended.add(pid);
      await soon();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.free.map(({ client }) => client.end({ timeout: 0 })));
  }

  /** One for each: a pool loses who waits for a session while another one closes (postgres.js 3.4, `onclose`). */
  private client(): postgres.Sql {
    return postgres(this.url, { max: 1, onnotice: () => undefined });
  }

  private async open(): Promise<Omit<Session, 'owner'>> {
    const client = this.client();
    const sql = await client.reserve();
    const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
    return { client, sql, pid: row!.pid, handler: (sql`` as unknown as Pick<Session, 'handler'>).handler };
  }
}
