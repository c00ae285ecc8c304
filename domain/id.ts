import type { Clock, Random } from './clock.ts';

/** Makes the next id: a uuid of version 7 (RFC 9562 section 5.7), so that ids sort by the time they were made. */
export type NewId = () => string;

/** Ids made in one process increase strictly, also within a millisecond and when the clock steps back. */
export function idMaker(clock: Clock, random: Random): NewId {
  let lastMs = 0;
  let counter = 0;
  return () => {
    const nowMs = clock.now().getTime();
    if (nowMs > lastMs) {
      lastMs = nowMs;
      counter = random.bytes(2).readUInt16BE() & 0x7ff;
    } else if (++counter > 0xfff) {
      lastMs++;
      counter = 0;
    }
    return uuid(lastMs, counter, random.bytes(8));
  };
}

/** The smallest id of a moment: the border between one month's partition and the next. */
export function firstIdOf(moment: Date): string {
  const hex = moment.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** When an id was made. */
export function timeOf(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

function uuid(ms: number, counter: number, tail: Buffer): string {
  tail[0] = (tail[0]! & 0x3f) | 0x80;
  const time = ms.toString(16).padStart(12, '0');
  const rest = tail.toString('hex');
  const sequence = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}
