import { seededRandom } from '../support/random.ts';
import type { CrashFate, Rates, Target } from './fate.ts';
import { playable } from './stories/stories.ts';

/** What a seed decides before a run begins. */
export interface Plan {
  seed: number;
  story: string;
  servers: number;
  hasRedis: boolean;
  rates: Rates & { fault: number };
  target: Target | null;
}

/**
 * How often each story calls at each call site, where nothing goes wrong and where much does. They are kept in
 * `sites.json`, so that a seed's plan is the same until somebody learns them anew (`--learn`).
 */
export type Sites = Record<string, Record<string, number>>;

const moments: CrashFate[] = ['crash before', 'crash unanswered'];

/**
 * A seed's plan. Each is meant to crash at one call of one site, before or after; neighbouring seeds take neighbouring
 * sites. The rest is chance, and all of it where that call does not come.
 */
export function planOf(seed: number, sites: Sites): Plan {
  const random = seededRandom(seed * 7_919 + 13);
  const draw = <T>(from: readonly T[]): T => from[Math.floor(random.fraction() * from.length)]!;
  const names = Object.keys(sites).sort();
  const turn = seed % Math.max(1, names.length * moments.length);
  const site = names[turn % Math.max(1, names.length)];
  const known = site === undefined ? {} : sites[site]!;
  const story = draw(site === undefined ? playable : Object.keys(known).sort());
  const target: Target | null =
    site === undefined
      ? null
      : {
          site,
          call: 1 + Math.floor(random.fraction() ** 2 * known[story]!),
          fate: moments[Math.floor(turn / names.length)]!,
        };
  return {
    ...{ seed, story, target },
    servers: draw([1, 1, 2]),
    hasRedis: draw([false, true, false]),
    rates: {
      fault: draw([0, 0.02, 0.06]),
      crash: draw([0, 0.0005, 0.002]),
      stall: draw([0, 0, 0.001]),
      cut: draw([0, 0, 0.002]),
    },
  };
}

/** Nothing goes wrong. */
export const calm: Plan['rates'] = { fault: 0, crash: 0, stall: 0, cut: 0 };
/** A lot does: so that what is only done then is done. */
export const rough: Plan['rates'] = { fault: 0.06, crash: 0.003, stall: 0.0005, cut: 0.001 };
