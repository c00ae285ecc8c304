import { grouped } from '../../../domain/grouped.ts';
import type { Box, Point } from './layout.ts';

/** An arrow before its ends are where they belong: `corners` are the points between. */
export interface Loose {
  from: string;
  to: string;
  corners: Point[];
}

interface End {
  arrow: number;
  box: Box;
  side: 'top' | 'bottom';
  /** Where the arrow comes from, or goes on to. */
  next: Point;
  isStart: boolean;
}

/** Room beside a box's corners. */
const inset = 12;

/**
 * Lets arrows leave and enter by the upper and lower edge of their boxes, side by side in the order in which they come, so
 * that none runs along another. Returns the points of each, in the order given.
 */
export function attach(arrows: Loose[], boxes: ReadonlyMap<string, Box>): Point[][] {
  const ends = arrows.flatMap(({ from, to, corners }, arrow) => [
    endAt({ arrow, box: boxes.get(from)!, next: corners[0]!, isStart: true }),
    endAt({ arrow, box: boxes.get(to)!, next: corners.at(-1)!, isStart: false }),
  ]);
  const places = new Map<End, Point>();
  for (const side of grouped(ends, ({ box, side }) => `${box.x} ${box.y} ${side}`).values())
    spread(side, places);
  return arrows.map(({ corners }, at) => [
    places.get(ends[2 * at]!)!,
    ...corners,
    places.get(ends[2 * at + 1]!)!,
  ]);
}

function endAt(end: Omit<End, 'side'>): End {
  const { box, next } = end;
  return { ...end, side: next.y > box.y + box.height / 2 ? 'bottom' : 'top' };
}

/** One alone goes straight where it can. */
function spread(ends: End[], places: Map<End, Point>): void {
  const sorted = ends.toSorted((one, other) => one.next.x - other.next.x);
  for (const [at, end] of sorted.entries()) {
    const { x, y, width, height } = end.box;
    const room = Math.max(0, width - 2 * inset);
    const alone = Math.min(Math.max(end.next.x, x + inset), x + width - inset);
    places.set(end, {
      x:
        width <= 2 * inset
          ? x + width / 2
          : sorted.length === 1
            ? alone
            : x + inset + (room * (at + 0.5)) / sorted.length,
      y: end.side === 'bottom' ? y + height : y,
    });
  }
}
