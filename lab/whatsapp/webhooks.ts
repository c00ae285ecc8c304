import { type Caller, call, shakeHands } from './call.ts';
import { signature, wireBody } from './signature.ts';
import type { PendingEvent } from './state.ts';
import type { World } from './world.ts';

export interface Subscription {
  url: string;
  verifyToken: string;
}

/** The wait after a failure doubles up to an hour; after a week an event is given up. */
const firstRetryMs = 1_000;
const lastRetryMs = 3_600_000;
const givenUpAfterMs = 7 * 86_400_000;

/**
 * Posts events to the webhook, once it has passed the handshake
 * (https://developers.facebook.com/docs/graph-api/webhooks/getting-started). One person's events go one after the
 * other; one that was not answered with 200 is tried again later, and those behind it go ahead meanwhile.
 */
export class Webhooks {
  private readonly busy = new Set<string>();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  private readonly caller: Caller;
  private verified: Subscription | null = null;
  private handshaking: Promise<boolean> | null = null;
  private failedHandshakes = 0;
  private cancelWaking: (() => void) | null = null;

  constructor(
    private readonly world: World,
    private readonly options: { subscription: Subscription; fetch: typeof globalThis.fetch },
  ) {
    this.caller = { clock: world.clock, fetch: options.fetch, stopping: this.stopping.signal };
    world.onChange(({ kind }) => {
      if (kind === 'restored') this.beginAnew();
      if (kind === 'event' || kind === 'restored') this.wake();
    });
  }

  /** Whether the webhook has answered the handshake rightly. */
  get isVerified(): boolean {
    return this.verified !== null;
  }

  /** Where events go, once the handshake has passed. */
  get subscribed(): Subscription | null {
    return this.verified;
  }

  /** Asks a webhook for the handshake and, where it passes, posts there from now on. */
  async subscribe(subscription: Subscription): Promise<boolean> {
    const isRight = await this.watch(shakeHands(this.caller, this.world, subscription));
    if (isRight) {
      this.options.subscription = subscription;
      this.verified = subscription;
      this.wake();
    }
    return isRight;
  }

  /** Starts whatever delivery can start now. */
  wake(): void {
    if (this.stopping.signal.aborted) return;
    this.cancelWaking?.();
    this.cancelWaking = null;
    if (this.world.state.events.length === 0) return;
    if (!this.verified) void this.watch(this.verifyFirst());
    else for (const event of this.nextOfLanes()) void this.watch(this.deliver(event, this.verified));
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  stop(): void {
    this.cancelWaking?.();
    this.stopping.abort();
  }

  /** Nobody waits for another hour after a restart. */
  private beginAnew(): void {
    for (const event of this.world.state.events) event.notBefore = this.world.nowText();
  }

  /** The first that is due of each person of whom nothing is under way; the next wake-up is set for the others. */
  private nextOfLanes(): PendingEvent[] {
    const events = this.world.state.events.toSorted((a, b) => a.number - b.number);
    // Gone through once: thousands wait where a server was away, and each answer asks anew.
    const first = new Map<string, PendingEvent>();
    let soonest: string | null = null;
    for (const event of events) {
      if (this.busy.has(event.lane) || first.has(event.lane)) continue;
      if (this.world.isPast(event.notBefore)) first.set(event.lane, event);
      else if (soonest === null || event.notBefore < soonest) soonest = event.notBefore;
    }
    if (soonest) this.wakeAt(soonest);
    return [...first.values()];
  }

  private wakeAt(at: string): void {
    const ms = Math.max(0, Date.parse(at) - this.world.clock.now().getTime());
    this.cancelWaking = this.world.clock.after(ms, () => this.wake());
  }

  private async verifyFirst(): Promise<void> {
    if (this.handshaking) return;
    const { subscription } = this.options;
    this.handshaking = shakeHands(this.caller, this.world, subscription);
    const isRight = await this.handshaking;
    this.handshaking = null;
    if (this.stopping.signal.aborted) return;
    if (!isRight) return this.wakeAt(this.world.inMs(waitAfter(++this.failedHandshakes)));
    this.verified = subscription;
    this.wake();
  }

  private async deliver(event: PendingEvent, { url }: Subscription): Promise<void> {
    this.busy.add(event.lane);
    event.firstTriedAt ??= this.world.nowText();
    event.attempts++;
    const body = wireBody(event.payload);
    const { status } = await call(this.caller, url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'facebookexternalua',
        'x-hub-signature-256': signature(this.world.account.appSecret, body),
      },
    });
    this.busy.delete(event.lane);
    if (this.stopping.signal.aborted) return;
    if (status === 200) this.delivered(event);
    else this.failed(event);
    this.wake();
  }

  private delivered(event: PendingEvent): void {
    if (event.extraDeliveries > 0) event.extraDeliveries--;
    else this.drop(event);
    const message = this.world.message(event.deliversId);
    if (message?.status !== 'sent') return;
    message.status = 'delivered';
    this.world.changed({ kind: 'status', waId: message.waId, id: message.id });
  }

  private failed(event: PendingEvent): void {
    const age = this.world.clock.now().getTime() - Date.parse(event.firstTriedAt!);
    event.notBefore = this.world.inMs(waitAfter(event.attempts));
    if (age >= givenUpAfterMs) this.drop(event);
  }

  private drop(event: PendingEvent): void {
    this.world.state.events = this.world.state.events.filter((one) => one !== event);
  }

  private watch<Result>(work: Promise<Result>): Promise<Result> {
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work));
    return work;
  }
}

const waitAfter = (failures: number) => Math.min(firstRetryMs * 2 ** (failures - 1), lastRetryMs);
