import type { Tried } from './fate.ts';

/** What was tried at each call site, over many runs. */
export type Coverage = Record<string, Tried>;

/** Adds what one run tried. */
export function cover(coverage: Coverage, tried: Iterable<[string, Tried]>): void {
  for (const [site, { calls, before, after }] of tried) {
    const known = coverage[site] ?? { calls: 0, before: 0, after: 0 };
    coverage[site] = {
      calls: known.calls + calls,
      before: known.before + before,
      after: known.after + after,
    };
  }
}

/** The share of call sites at which a crash was tried both before a call and after it took effect, and the others. */
export function coverageOf(coverage: Coverage): {
  sites: number;
  share: number;
  uncovered: [string, Tried][];
} {
  const all = Object.entries(coverage);
  const uncovered = all.filter(([, { before, after }]) => before === 0 || after === 0).sort();
  return { sites: all.length, share: all.length === 0 ? 0 : 1 - uncovered.length / all.length, uncovered };
}

/** For people to read. */
export const uncoveredTable = (uncovered: [string, Tried][]): string =>
  [
    '   calls  before   after  call site',
    ...uncovered.map(([site, tried]) => `${inColumns(tried)}  ${site}`),
  ].join('\n');

const inColumns = ({ calls, before, after }: Tried) =>
  [calls, before, after].map((count) => String(count).padStart(8)).join('');
