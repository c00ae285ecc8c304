import type { Random } from '../../domain/clock.ts';

/** What happens at a call: it goes as it should, its server crashes or stops for a while, or its connection is cut. */
export type Fate =
  | 'goes'
  | 'crash before'
  | 'crash unanswered'
  | 'crash after'
  | 'stalls'
  | 'cut before'
  | 'cut after';

export type CrashFate = Extract<Fate, `crash ${string}`>;

/** Where a run crashes, if it comes there: at the call site's n-th call, counted from 1. */
export interface Target {
  site: string;
  call: number;
  fate: CrashFate;
}

/** How likely each is at a call. */
export interface Rates {
  crash: number;
  stall: number;
  cut: number;
}

interface Called {
  name: string;
  kind: 'statement' | 'request';
}

/** What was tried at a call site. */
export interface Tried {
  calls: number;
  before: number;
  after: number;
}

/** Decides by chance, and by the target, what happens at each call; and counts what was tried where. */
export class Fates {
  /** By call site. */
  readonly tried = new Map<string, Tried>();
  readonly counts = { crashes: 0, stalls: 0, cuts: 0 };
  /** Nothing happens any more. */
  isCalm = false;

  constructor(
    private readonly random: Random,
    private readonly rates: Rates,
    private readonly target: Target | null,
  ) {}

  of = (call: Called): Fate => {
    const site = this.tried.get(call.name) ?? { calls: 0, before: 0, after: 0 };
    this.tried.set(call.name, site);
    site.calls++;
    const fate = this.isCalm ? 'goes' : this.decide(call, site.calls);
    if (fate === 'crash before') site.before++;
    else if (fate.startsWith('crash')) site.after++;
    if (fate.startsWith('crash')) this.counts.crashes++;
    if (fate === 'stalls') this.counts.stalls++;
    if (fate.startsWith('cut')) this.counts.cuts++;
    return fate;
  };

  private decide({ name, kind }: Called, calls: number): Fate {
    const { target, rates, random } = this;
    // Drawn each time, so that a call with a fate of its own changes nothing for the others.
    const [chance, which] = [random.fraction(), random.fraction()];
    if (target && target.site === name && target.call === calls) return target.fate;
    if (chance < rates.crash) return crashes[Math.floor(which * crashes.length)]!;
    if (chance < rates.crash + rates.stall) return 'stalls';
    const canBeCut = kind === 'statement' && !/: (?:begin|rollback)$/.test(name);
    if (canBeCut && chance < rates.crash + rates.stall + rates.cut)
      return which < 0.5 ? 'cut before' : 'cut after';
    return 'goes';
  }
}

const crashes: CrashFate[] = ['crash before', 'crash unanswered', 'crash after'];
