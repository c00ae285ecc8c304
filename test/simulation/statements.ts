import type { Engine } from '../../db/client.ts';
import type { Owner } from './owner.ts';
import type { Session, Sessions } from './sessions.ts';
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
interface Transaction {
  isOver: boolean;
  /** What it began with, by which its end is called. */
  first: string | null;
}
type Tagged = (strings: TemplateStringsArray, ...values: unknown[]) => PromiseLike<unknown>;

/**
 * A pool whose statements each wait for their turn, BEGIN and COMMIT among them. What the product builds from pieces
 * of SQL stays as it is: only what is awaited is a call.
 */
export function gatedPool(sessions: Sessions, owner: Owner, gate: Gate): Engine {
  const begin = async (work: (tx: unknown) => Promise<unknown>) => {
    const name = `${callingSite()}: begin`;
    const session = await gate.pass({ name, values: [] }, async () => {
      const taken = await sessions.take(owner);
      await taken.sql`begin`;
      return taken;
    });
    const connection = session.sql;
    const transaction: Transaction = { isOver: false, first: null };
    const at = (what: string) => ({
      name: `${transaction.first ?? name}: ${what}`,
      values: [],
      connection: transaction,
    });
    try {
      const result = await work(gated(connection as unknown as Tagged, { gate, transaction }));
      await gate.pass(at('commit'), () => connection`commit`);
      return result;
    } catch (error) {
      // What was sent behind the statement that failed does nothing any more.
      transaction.isOver = true;
      await gate.pass(at('rollback'), () => connection`rollback`);
      throw error;
    } finally {
      sessions.giveBack(session);
    }
  };
  const lend: Way['lend'] = async (work) => {
    const session = await sessions.take(owner);
    return work(session).finally(() => sessions.giveBack(session));
  };
  return gated(
    sessions.maker as unknown as Tagged,
    { gate, transaction: null, lend },
    { begin },
  ) as unknown as Engine;
}

/** What a statement passes on its way, and where it goes. */
interface Way {
  gate: Gate;
  transaction: Transaction | null;
  /** Outside of a transaction each statement goes on whichever session is free. */
  lend?(work: (session: Session) => Promise<unknown>): Promise<unknown>;
}

function gated(sql: Tagged, way: Way, more: object = {}): Tagged {
  return new Proxy(sql, {
    get: (target, name, receiver) => Reflect.get(name in more ? more : target, name, receiver),
    apply(target, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) {
      if (!Array.isArray(strings) || !('raw' in strings))
        return Reflect.apply(target, self, [strings, ...values]);
      const name = siteOf(strings as unknown as TemplateStringsArray);
      const made = Reflect.apply(target, self, [way.gate.rewrite(strings as never), ...values]);
      return waiting(made, { name, values }, way);
    },
  });
}

/** The query as it was made, since it may be a piece of another one; awaiting it waits for its turn. */
function waiting(query: PromiseLike<unknown>, statement: Statement, { gate, transaction, lend }: Way) {
  const then = query.then.bind(query);
  const send = async () => {
    if (transaction?.isOver) throw new Error('the transaction is over');
    if (!lend) return new Promise<unknown>(then);
    return lend(({ handler }) => {
      Object.assign(query, { handler });
      return new Promise<unknown>(then);
    });
  };
  let sent: Promise<unknown> | undefined;
  const turn = () => {
    if (transaction) transaction.first ??= statement.name.replace(/:.*/s, '');
    sent ??= gate.pass(transaction ? { ...statement, connection: transaction } : statement, send);
    return sent;
  };
  return Object.assign(query, {
    // biome-ignore lint/suspicious/noThenProperty: postgres.js queries are sent by being awaited, so that is where they are met.
    then: (ok: never, failed: never) => turn().then(ok, failed),
    catch: (failed: never) => turn().catch(failed),
    finally: (after: never) => turn().finally(after),
  });
}
