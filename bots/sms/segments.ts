import { septetsOf } from './gsm.ts';

/** How a text travels: `units` are septets of GSM-7, or UTF-16 code units of UCS-2. */
export interface Segments {
  encoding: 'GSM-7' | 'UCS-2';
  segments: number;
  units: number;
}

/** One segment holds `alone`; of several, each gives 6 octets to the concatenation header (3GPP TS 23.040, 9.2.3.24.1). */
const ROOM = { 'GSM-7': { alone: 160, joined: 153 }, 'UCS-2': { alone: 70, joined: 67 } } as const;

/** What a text costs: each segment is billed. A character is never cut in two, so a segment may stay a unit short. */
export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const septets = characters.map(septetsOf);
  const encoding = septets.includes(undefined) ? 'UCS-2' : 'GSM-7';
  const costs =
    encoding === 'GSM-7' ? (septets as number[]) : characters.map((character) => character.length);
  const units = costs.reduce((sum, cost) => sum + cost, 0);
  const { alone, joined } = ROOM[encoding];
  return { encoding, units, segments: units <= alone ? 1 : packed(costs, joined) };
}

function packed(costs: number[], room: number): number {
  let segments = 1;
  let used = 0;
  for (const cost of costs) {
    if (used + cost > room) {
      segments++;
      used = 0;
    }
    used += cost;
  }
  return segments;
}
