import { mannersOf } from '../domain/manners.ts';

/** Segments that a digest takes by text message at most: about 600 letters. */
const mostSegments = 4;

/** How many messages a digest shows there at most; of the others it says how many they are. */
export function mostShown(channel: string): number {
  if (mannersOf(channel).isTerse) return 6;
  return channel === 'email' ? 50 : 20;
}

/** How much of a message it shows there, in characters. */
export function mostOfEach(channel: string): number {
  if (mannersOf(channel).isTerse) return 80;
  return channel === 'email' ? 4_000 : 500;
}

/** The most messages whose text message stays within its segments, and how many it takes; one in any case. */
export function fitted(
  count: number,
  segmentsOf: (shown: number) => number,
): { shown: number; segments: number } {
  for (let shown = Math.min(count, mostShown('sms')); ; shown--) {
    const segments = segmentsOf(shown);
    if (segments <= mostSegments || shown === 1) return { shown, segments };
  }
}
