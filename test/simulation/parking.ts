import type { Owner } from './owner.ts';
import { soon, within } from './quiet.ts';

export type Outcome = { value: unknown } | { error: unknown };

/** A statement on its way. */
interface Sent {
  owner: Owner;
  connection?: object;
}

/** Statements that wait for a lock, put aside until it is let go: a call that never ends must not keep the others. */
export class Parking<Call extends Sent> {
  /** How often a statement had to wait. */
  count = 0;
  private readonly parked = new Map<Call, Promise<Outcome>>();

  /** @param blocked how many statements wait for a lock just now */
  constructor(private readonly blocked: () => Promise<number>) {}

  get isEmpty(): boolean {
    return this.parked.size === 0;
  }

  /** Behind a statement that waits for a lock everything on its connection waits as well. */
  connections(): Set<object> {
    return new Set([...this.parked.keys()].flatMap(({ connection }) => connection ?? []));
  }

  /** How a statement ended; null where it waits for a lock that another one holds. */
  async endedOrParked(call: Call, outcome: Promise<Outcome>): Promise<Outcome | null> {
    for (;;) {
      const ended = await within(outcome, 10);
      if (ended) return ended;
      if ((await this.blocked()) > this.parked.size) break;
    }
    // Where two wait for each other, Postgres ends the later one after its deadlock_timeout.
    const ended = await within(outcome, 25);
    if (!ended) {
      this.count++;
      this.parked.set(call, outcome);
    }
    return ended;
  }

  /** Takes those whose lock has been let go, in the order in which they were called. */
  async collect(): Promise<[Call, Outcome][]> {
    // Whose sessions were ended waits for nothing any more.
    for (const call of this.parked.keys()) if (call.owner.isDead) this.parked.delete(call);
    const ended = new Map<Call, Outcome>();
    while (this.parked.size > ended.size) {
      const blocked = await this.blocked();
      for (const [call, outcome] of this.parked) {
        const known = await Promise.race([outcome, Promise.resolve(null)]);
        if (known) ended.set(call, known);
      }
      if (this.parked.size - ended.size <= blocked) break;
      await soon();
    }
    const inOrder = [...this.parked.keys()].flatMap((call): [Call, Outcome][] =>
      ended.has(call) ? [[call, ended.get(call)!]] : [],
    );
    for (const [call] of inOrder) this.parked.delete(call);
    return inOrder;
  }
}
