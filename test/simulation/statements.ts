import postgres from 'postgres';
import type { ConnectOptions, Engine } from '../../db/client.ts';

type Pass = <T>(call: { name: string; connection?: object }, run: () => Promise<T>) => Promise<T>;
/** Of a transaction. */
interface Life {
  isOver: boolean;
}
type Tagged = (strings: TemplateStringsArray, ...values: unknown[]) => PromiseLike<unknown>;

/**
 * A pool whose statements each wait for their turn, BEGIN and COMMIT among them. What the product builds from pieces
 * of SQL stays as it is: only what is awaited is a call.
 */
export function gatedPool(url: string, options: ConnectOptions, pass: Pass) {
  const pool = postgres(url, {
    max: options.max,
    prepare: options.prepare,
    onnotice: () => undefined,
  });
  const begin = async (work: (tx: unknown) => Promise<unknown>) => {
    const connection = await pass({ name: 'begin' }, async () => {
      const reserved = await pool.reserve();
      await reserved`begin`;
      return reserved;
    });
    const life = { isOver: false };
    const at = (name: string) => ({ name, connection: life });
    try {
      const result = await work(gated(connection as unknown as Tagged, pass, life));
      await pass(at('commit'), () => connection`commit`);
      return result;
    } catch (error) {
      // What was sent behind the statement that failed does nothing any more.
      life.isOver = true;
      await pass(at('rollback'), () => connection`rollback`);
      throw error;
    } finally {
      connection.release();
    }
  };
  const sql = gated(pool as unknown as Tagged, pass, null, { begin });
  return { sql: sql as unknown as Engine, pool };
}

function gated(sql: Tagged, pass: Pass, life: Life | null, more: object = {}): Tagged {
  return new Proxy(sql, {
    get: (target, name, receiver) => Reflect.get(name in more ? more : target, name, receiver),
    apply(target, self, [strings, ...values]: [TemplateStringsArray, ...unknown[]]) {
      const made = Reflect.apply(target, self, [strings, ...values]);
      return Array.isArray(strings) && 'raw' in strings ? waiting(made, nameOf(strings), pass, life) : made;
    },
  });
}

/** The query as it was made, since it may be a piece of another one; awaiting it waits for its turn. */
function waiting(query: PromiseLike<unknown>, name: string, pass: Pass, life: Life | null) {
  const send = query.then.bind(query);
  let sent: Promise<unknown> | undefined;
  const turn = () => {
    sent ??= pass(life ? { name, connection: life } : { name }, () =>
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

const nameOf = (strings: TemplateStringsArray) =>
  strings.join('$').replace(/\s+/g, ' ').trim().slice(0, 60) || 'joined';
