/** Orders what waits: one item of a lane at a time, lanes side by side. */
export class LaneQueue<T> {
  private readonly lanes = new Map<string, T[]>();
  private readonly busy = new Set<string>();

  constructor(
    private readonly laneOf: (item: T) => string,
    /** Where the provider numbers its events: those waiting in a lane together are put in its order. */
    private readonly sequenceOf: (item: T) => number | null = () => null,
  ) {}

  push(item: T): void {
    const lane = this.laneOf(item);
    const waiting = this.lanes.get(lane);
    if (!waiting) {
      this.lanes.set(lane, [item]);
      return;
    }
    const sequence = this.sequenceOf(item);
    let at = waiting.length;
    while (sequence !== null && at > 0 && (this.sequenceOf(waiting[at - 1]!) ?? -1) > sequence) at--;
    waiting.splice(at, 0, item);
  }

  /** Takes the first item of up to `count` idle lanes; their lanes are busy until released. */
  take(count: number): T[] {
    const taken: T[] = [];
    for (const [lane, waiting] of this.lanes) {
      if (taken.length === count) break;
      if (this.busy.has(lane)) continue;
      taken.push(waiting.shift()!);
      this.busy.add(lane);
      if (waiting.length === 0) this.lanes.delete(lane);
    }
    return taken;
  }

  /** Takes all that waits behind these in their lanes. */
  takeBehind(items: T[]): T[] {
    return items.flatMap((item) => {
      const lane = this.laneOf(item);
      const waiting = this.lanes.get(lane) ?? [];
      this.lanes.delete(lane);
      return waiting;
    });
  }

  release(items: T[]): void {
    for (const item of items) this.busy.delete(this.laneOf(item));
  }
}

/** Lets in what has to be looked at first, in the order of its arrival: one is looked at for longer than another. */
export class Doorway {
  private readonly last = new Map<string, Promise<unknown>>();

  /**
   * Resolves once it has entered, which it does after all that arrived in its lane earlier has, or was turned away.
   * @throws what `looked` throws; then it does not enter
   */
  pass<T>(lane: string, looked: Promise<T>, enter: (found: T) => void): Promise<void> {
    const entered = Promise.allSettled([this.last.get(lane), looked]).then(async () => enter(await looked));
    const over = entered
      .catch(() => undefined)
      .then(() => {
        if (this.last.get(lane) === over) this.last.delete(lane);
      });
    this.last.set(lane, over);
    return entered;
  }
}
