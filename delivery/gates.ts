import type { Clock } from '../domain/clock.ts';
import type { SendError } from '../domain/errors.ts';
import type { Log } from '../domain/log.ts';

/** So many failures in a row, and a channel is left alone. */
const failuresUntilPause = 5;
/** How long at first; twice as long after each probe that fails, up to the longest. */
const shortestPauseMs = 5_000;
const longestPauseMs = 5 * 60_000;

interface Gate {
  /** Nothing goes before this. */
  opensAt: number;
  failures: number;
  /** Since when it is known to be unreachable; a single send tries it now and then. */
  brokenSince: Date | null;
  pauseMs: number;
  isProbed: boolean;
}

/** What a gate is asked about: what went out, to whom, and how it ended. */
export interface Ended {
  channel: string;
  addressId: string;
  /** Null where the provider accepted it. */
  error: SendError | null;
}

/**
 * When a channel, or a person on it, may be sent to. A provider that wants us slower is left alone as long as it says,
 * and one that cannot be reached until a single send gets through: of what waits nothing uses up its attempts meanwhile.
 * Each process keeps its own view (docs/decisions/0012-pace-and-pauses.md).
 */
export class Gates {
  private readonly gates = new Map<string, Gate>();
  private readonly addresses = new Map<string, { channel: string; until: number }>();

  constructor(private readonly deps: { clock: Clock; log: Log }) {}

  /** Whether lanes of a channel may be taken: all, a single one that tries it, or none. */
  passage(channel: string): 'open' | 'probe' | 'closed' {
    const gate = this.gates.get(channel);
    if (!gate) return 'open';
    if (gate.opensAt > this.now()) return 'closed';
    if (!gate.brokenSince) return 'open';
    return gate.isProbed ? 'closed' : 'probe';
  }

  /** A lane was taken to try the channel; `endProbe` when it is done, whether or not it sent anything. */
  startProbe(channel: string): void {
    this.gateOf(channel).isProbed = true;
  }

  endProbe(channel: string): void {
    const gate = this.gates.get(channel);
    if (gate) gate.isProbed = false;
  }

  /** Until when nothing may go there; null where it may. */
  waitUntil({ channel, addressId }: { channel: string; addressId: string }): Date | null {
    const own = this.addresses.get(addressId)?.until ?? 0;
    const until = Math.max(own, this.gates.get(channel)?.opensAt ?? 0);
    return until > this.now() ? new Date(until) : null;
  }

  /** The next moment at which a channel may be sent to that may not now; null where there is none. */
  nextOpening(): Date | null {
    const later = [...this.gates.values()].map(({ opensAt }) => opensAt).filter((at) => at > this.now());
    return later.length > 0 ? new Date(Math.min(...later)) : null;
  }

  /** Nothing goes by this channel until then. */
  pause(channel: string, ms: number): void {
    const gate = this.gateOf(channel);
    gate.opensAt = Math.max(gate.opensAt, this.now() + ms);
  }

  note(ended: Ended): void {
    const { channel, error } = ended;
    if (error?.isUnasked) return;
    const isTrouble = error?.code === 'unreachable' || error?.code === 'uncertain';
    if (isTrouble && error.concerns !== 'address') this.failed(channel);
    else this.answered(channel);
    if (error?.code === 'throttled' && error.retryAfterMs !== undefined) this.slowDown(ended, error);
  }

  /** Channels that cannot be reached, and since when. */
  broken(): { channel: string; since: Date }[] {
    return [...this.gates].flatMap(([channel, { brokenSince: since }]) =>
      since ? [{ channel, since }] : [],
    );
  }

  private failed(channel: string): void {
    const gate = this.gateOf(channel);
    gate.failures += 1;
    // What was under way when it was closed says nothing new.
    if (gate.failures < failuresUntilPause || (gate.brokenSince && gate.opensAt > this.now())) return;
    gate.pauseMs = gate.brokenSince ? Math.min(longestPauseMs, gate.pauseMs * 2) : shortestPauseMs;
    gate.brokenSince ??= this.deps.clock.now();
    gate.opensAt = this.now() + gate.pauseMs;
    this.deps.log.error(
      { channel, pauseMs: gate.pauseMs, since: gate.brokenSince },
      'a channel cannot be reached; what is to go by it waits',
    );
  }

  private answered(channel: string): void {
    const gate = this.gates.get(channel);
    if (!gate) return;
    gate.failures = 0;
    if (!gate.brokenSince) return;
    this.deps.log.info({ channel, since: gate.brokenSince }, 'a channel can be reached again');
    gate.brokenSince = null;
    gate.opensAt = 0;
  }

  /**
   * Where the provider does not say whom it means, it is the person until a second one is refused as well: a group that
   * is written to too fast keeps nobody else waiting.
   */
  private slowDown({ channel, addressId }: Ended, { concerns, retryAfterMs = 0 }: SendError): void {
    const now = this.now();
    for (const [id, { until }] of this.addresses) if (until <= now) this.addresses.delete(id);
    const isSecond = [...this.addresses].some(([id, one]) => id !== addressId && one.channel === channel);
    if (concerns === 'channel' || (concerns === null && isSecond)) this.pause(channel, retryAfterMs);
    else this.addresses.set(addressId, { channel, until: now + retryAfterMs });
  }

  private gateOf(channel: string): Gate {
    const known = this.gates.get(channel);
    if (known) return known;
    const made: Gate = { opensAt: 0, failures: 0, brokenSince: null, pauseMs: 0, isProbed: false };
    this.gates.set(channel, made);
    return made;
  }

  private now(): number {
    return this.deps.clock.now().getTime();
  }
}
