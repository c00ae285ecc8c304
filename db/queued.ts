import type { Queue } from '../domain/broadcast.ts';
import type { Tx } from './client.ts';

/** What transactions put into queues, until they are over. */
const queues = new WeakMap<Tx, Set<Queue>>();

/** Notes that a transaction puts something into a queue: who works on it should look after the commit. */
export function noteQueued(tx: Tx, queue: Queue): void {
  queues.set(tx, (queues.get(tx) ?? new Set()).add(queue));
}

/** The queues into which a transaction has put something. */
export const queuedBy = (tx: Tx): Queue[] => [...(queues.get(tx) ?? [])];
