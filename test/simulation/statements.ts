import postgres from 'postgres';
import type { ConnectOptions, Engine } from '../../db/client.ts';
import { callingSite, siteOf } from './sites.ts';

export interface Statement {
  name: string;
  /** What is put into it. */
  values: unknown[];
  /** Calls of one connection go in the order in which they were made. */
  connection?: object;
}

export interface Gate {
  /** Lets a statement go when it is its turn. */
  pass<T>(statement: Statement, run: () => Promise<T>): Promise<T>;
  /** What is sent instead, where the product is broken on purpose. */
  rewrite(strings: TemplateStringsArray): TemplateStringsArray;
}

/** A transaction. */
interface Life {
  isOver: boolean;
  /** What it began with, by which its end is called. */
  first: string | null;
}
type Tagged = (strings: TemplateStringsArray, ...values: unknown[]) => PromiseLike<unknown>;

/**
 * A pool whose statements each wait for their turn, BEGIN and COMMIT among them. What the product builds from pieces
 * of SQL stays as it is: only what is awaited is a call.
 * @param owner the name by which Postgres knows whose sessions these are
 */
export function gatedPool(url: string, options: ConnectOptions & { owner: string }, gate: Gate): Engine {
  const pool = postgres(url, {
    // A statement that waits for a free connection would be waited for by the scheduler, for ever.
    max: 4 * options.max,
    prepare: options.prepare,
    onnotice: () => undefined,
    connection: { application_name: options.owner },
  });
  const begin = async (work: (tx: unknown) => Promise<unknown>) => {
    const name = `${callingSite()}: begin`;
    const connection = await gate.pass({ name, values: [] }, async () => {
      const reserved = await pool.reserve();
      await reserved`begin`;
      return reserved;
    });
    const life: Life = { isOver: false, first: null };
    const at = (what: string) => ({ name: `${life.first ?? name}: ${what}`, values: [], connection: life });
    try {
      const result = await work(gated(connection as unknown as Tagged, gate, life));
      await gate.pass(at('commit'), () => connection`commit`);
      return result;
    } catch (error) {
      // What was sent behind the statement that failed does nothing any more.
      life.isOver = true;
      await gate.pass(at('rollback'), () => connection`rollback`);
      throw error;
    } finally {
      connection.release();
    }
  };
  return gated(pool as unknown as Tagged, gate, null, { begin }) as unknown as Engine;
}

function gated(sql: Tagged, gate: Gate, life: Life | null, more: object = {}): Tagged {
  return new Proxy(sql, {
    get: (target, name, receiver) => Reflect.get(name in more ? more : target, name, receiver),
    apply(target, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) {
      if (!Array.isArray(strings) || !('raw' in strings))
        return Reflect.apply(target, self, [strings, ...values]);
      const name = siteOf(strings as unknown as TemplateStringsArray);
      const made = Reflect.apply(target, self, [gate.rewrite(strings as never), ...values]);
      return waiting(made, { statement: { name, values }, gate, life });
    },
  });
}

/** The query as it was made, since it may be a piece of another one; awaiting it waits for its turn. */
function waiting(
  query: PromiseLike<unknown>,
  { statement, gate, life }: { statement: Statement; gate: Gate; life: Life | null },
) {
  const send = query.then.bind(query);
  let sent: Promise<unknown> | undefined;
  const turn = () => {
    if (life) life.first ??= statement.name.replace(/:.*/s, '');
    sent ??= gate.pass(life ? { ...statement, connection: life } : statement, () =>
      life?.isOver ? Promise.reject(new Error('the transaction is over')) : new Promise<unknown>(send),
    );
    return sent;
  };
  return Object.assign(query, {
    // biome-ignore lint/suspicious/noThenProperty: postgres.js queries are sent by being awaited, so that is where they are met.
    then: (ok: never, failed: never) => turn().then(ok, failed),
    catch: (failed: never) => turn().catch(failed),
    finally: (after: never) => turn().finally(after),
  });
}
