import { RateLimiterCompatibleAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from './domain/clock.ts';

/** The most windows that are remembered: some 20 MB. Beyond this the oldest is forgotten, whether over or not. */
export const mostWindows = 100_000;

/**
 * A limiter in memory that fits into the library, by our clock: its own reads the machine's, which neither a test nor a simulation can
 * move. Counts in windows that begin with their first send, as the one on Redis does.
 */
export class ClockedLimiter extends RateLimiterCompatibleAbstract {
  override readonly keyPrefix: string;
  override blockDuration = 0;
  override execEvenly = false;
  private readonly points: number;
  private readonly windowMs: number;
  /** In the order in which they began, which is that in which they end. */
  private readonly windows = new Map<string, { consumed: number; endsAt: number }>();

  constructor(
    options: { keyPrefix: string; points: number; duration: number },
    private readonly clock: Clock,
  ) {
    super();
    this.keyPrefix = options.keyPrefix;
    this.points = options.points;
    this.windowMs = options.duration * 1_000;
  }

  /** @throws {RateLimiterRes} where there is no place left, with how long to wait */
  override async consume(key: string | number, points = 1): Promise<RateLimiterRes> {
    const now = this.clock.now().getTime();
    const window = this.windowOf(String(key), now);
    window.consumed += points;
    const left = Math.max(0, this.points - window.consumed);
    const result = new RateLimiterRes(left, window.endsAt - now, window.consumed, window.consumed === points);
    if (window.consumed > this.points) throw result;
    return result;
  }

  /** A place that was taken and not used. */
  override async reward(key: string | number, points = 1): Promise<RateLimiterRes> {
    const now = this.clock.now().getTime();
    const window = this.windowOf(String(key), now);
    window.consumed -= points;
    return new RateLimiterRes(this.points - window.consumed, window.endsAt - now, window.consumed, false);
  }

  /** What is left of a window; null where none has begun. */
  override async get(key: string | number): Promise<RateLimiterRes | null> {
    const known = this.windows.get(String(key));
    const now = this.clock.now().getTime();
    if (!known || known.endsAt <= now) return null;
    const left = Math.max(0, this.points - known.consumed);
    return new RateLimiterRes(left, known.endsAt - now, known.consumed, false);
  }

  /** How many windows are remembered. */
  get size(): number {
    return this.windows.size;
  }

  private windowOf(key: string, now: number): { consumed: number; endsAt: number } {
    const known = this.windows.get(key);
    if (known && known.endsAt > now) return known;
    this.windows.delete(key);
    this.forgetOldest(now);
    const begun = { consumed: 0, endsAt: now + this.windowMs };
    this.windows.set(key, begun);
    return begun;
  }

  /** Only looks at the front, so that a flood of new keys costs each no more than a calm day does. */
  private forgetOldest(now: number): void {
    for (const [key, { endsAt }] of this.windows) {
      if (endsAt > now && this.windows.size < mostWindows) return;
      this.windows.delete(key);
    }
  }
}
