import type { Lane } from '../domain/content.ts';

/** So many claims that took only answers, as many as there were places for. */
const inARow = 3;

/**
 * Answers go before posts, but not for ever: where there are always more of them than a channel has places, the next place
 * is a post's. Without it a few strangers who keep a slow number busy would keep every post of everybody.
 */
export class Turns {
  private readonly passedOver = new Map<string, number>();

  /** What alone is to be claimed by a channel now; null where it is as always. */
  kind(channel: string): Lane | null {
    return (this.passedOver.get(channel) ?? 0) >= inARow ? 'post' : null;
  }

  /** Notes what was claimed. Returns whether answers may wait that were not even looked for. */
  note(
    asked: { name: string; most: number; kind: Lane | null }[],
    claimed: { channel: string; lane: { lane: Lane } }[],
  ): boolean {
    for (const { name, most, kind } of asked) {
      const lanes = claimed.filter(({ channel }) => channel === name);
      const isPassedOver = !kind && lanes.length >= most && lanes.every(({ lane }) => lane.lane === 'answer');
      this.passedOver.set(name, isPassedOver ? (this.passedOver.get(name) ?? 0) + 1 : 0);
    }
    return asked.some(({ kind }) => kind !== null);
  }
}
