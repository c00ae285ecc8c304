import { isCollision, isUnavailable, type Engine as Sql, type Tx } from '../../db/client.ts';
import { Unavailable } from '../../domain/errors.ts';

const maxCollisions = 5;

/**
 * Runs a batch in one transaction; when two servers' transactions stood in each other's way, again.
 * @throws {Unavailable} when Postgres is away; whatever else the batch throws
 */
export async function inTransaction<T>(sql: Sql, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let collisions = 0; ; collisions++) {
    try {
      return (await sql.begin((tx) => work(tx))) as T;
    } catch (error) {
      if (isUnavailable(error)) throw new Unavailable(error);
      if (!isCollision(error) || collisions === maxCollisions) throw error;
    }
  }
}

/** Runs a batch; one that fails is done again item by item, so that a poisonous event harms only itself. */
export async function inBatch<Item, Result>(
  items: Item[],
  work: (items: Item[]) => Promise<Result>,
  onFailure: (item: Item, error: unknown) => Promise<Result>,
): Promise<Result[]> {
  try {
    return [await work(items)];
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    if (items.length === 1) return [await onFailure(items[0]!, error)];
  }
  const results: Result[] = [];
  for (const item of items) results.push(...(await inBatch([item], work, onFailure)));
  return results;
}
