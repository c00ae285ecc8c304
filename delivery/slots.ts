import { type ClaimedLane, keyOfLane } from '../db/lanes.ts';

/** The lanes that a worker has in hand: a slot each, and until when each is its own. */
export class Slots {
  /** Lanes that are being sent, or sent and not yet given back. */
  private readonly busy = new Map<string, { lane: ClaimedLane; until: Date }>();
  /** Lanes promised to a transaction that is not committed yet. */
  private readonly promised = new Map<string, ClaimedLane>();

  constructor(private readonly count: number) {}

  /** What is being recorded keeps its slot: it is what a server that is killed may have sent without a trace. */
  get free(): number {
    return this.count - this.busy.size - this.promised.size;
  }

  get inHand(): ClaimedLane[] {
    return [...this.beingSent, ...this.promised.values()];
  }

  get beingSent(): ClaimedLane[] {
    return [...this.busy.values()].map(({ lane }) => lane);
  }

  has(lane: ClaimedLane): boolean {
    const key = keyOfLane(lane);
    return this.busy.has(key) || this.promised.has(key);
  }

  promise(lane: ClaimedLane): void {
    this.promised.set(keyOfLane(lane), lane);
  }

  letGo(lane: ClaimedLane): void {
    this.promised.delete(keyOfLane(lane));
  }

  /** It is the worker's until then. */
  take(lane: ClaimedLane, until: Date): void {
    this.busy.set(keyOfLane(lane), { lane, until });
  }

  giveBack(lane: ClaimedLane): void {
    this.busy.delete(keyOfLane(lane));
  }

  /** Of those that are not given back meanwhile. */
  extend(lanes: ClaimedLane[], until: Date): void {
    for (const lane of lanes) {
      const held = this.busy.get(keyOfLane(lane));
      if (held) held.until = until;
    }
  }

  /** Whether others may have it by now. */
  isLost(lane: ClaimedLane, now: Date): boolean {
    const held = this.busy.get(keyOfLane(lane));
    return !held || now >= held.until;
  }
}
