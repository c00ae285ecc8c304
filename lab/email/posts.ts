import { strike } from './faults.ts';
import { formOf } from './form.ts';
import type { Letter } from './letter.ts';
import type { PendingPost } from './state.ts';
import type { World } from './world.ts';

/** The wait after a failure doubles up to an hour; after three days a mail is given up, as SendGrid's pages say. */
const firstRetryMs = 1_000;
const lastRetryMs = 3_600_000;
const givenUpAfterMs = 3 * 86_400_000;
const timeoutMs = 20_000;

/** Keeps a letter to be posted. One of a person may come twice, where a fault says so. */
export function post(
  world: World,
  {
    letter,
    lane,
    mailId = null,
    inMs = 0,
  }: { letter: Letter; lane: string; mailId?: string | null; inMs?: number },
): void {
  const duplicate = mailId === null ? undefined : strike(world.state, lane, 'duplicate');
  world.state.posts.push({
    number: world.state.nextNumber++,
    lane,
    letter,
    mailId,
    attempts: 0,
    firstTriedAt: null,
    notBefore: world.inMs(inMs),
    extraPosts: duplicate ? (duplicate.copies ?? 1) : 0,
  });
  world.changed({ kind: 'post' });
}

/**
 * Posts letters to the webhook. One person's go one after the other; one that was not answered with 2xx is tried again
 * later, and those behind it go ahead meanwhile.
 */
export class Posts {
  private readonly busy = new Set<string>();
  private readonly underWay = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  private cancelWaking: (() => void) | null = null;

  constructor(
    private readonly world: World,
    private readonly options: { url: string; fetch: typeof globalThis.fetch },
  ) {
    world.onChange(({ kind }) => {
      if (kind === 'restored') this.beginAnew();
      if (kind === 'post' || kind === 'restored') this.wake();
    });
  }

  /** Resolves when nothing is under way any more. */
  async idle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
  }

  /** What is under way is waited for in `idle` too. */
  watch<Result>(work: Promise<Result>): Promise<Result> {
    this.underWay.add(work);
    void work.finally(() => this.underWay.delete(work)).catch(() => undefined);
    return work;
  }

  stop(): void {
    this.cancelWaking?.();
    this.stopping.abort();
  }

  private wake(): void {
    if (this.stopping.signal.aborted) return;
    this.cancelWaking?.();
    this.cancelWaking = null;
    for (const one of this.nextOfLanes()) void this.watch(this.deliver(one));
  }

  /** Nobody waits for another hour after a restart. */
  private beginAnew(): void {
    for (const one of this.world.state.posts) one.notBefore = this.world.nowText();
  }

  /** The first that is due of each lane of which nothing is under way; the next wake-up is set for the others. */
  private nextOfLanes(): PendingPost[] {
    const free = this.world.state.posts
      .filter(({ lane }) => !this.busy.has(lane))
      .sort((a, b) => a.number - b.number);
    const due = free.filter(({ notBefore }) => this.world.isPast(notBefore));
    const [soonest] = free
      .filter((one) => !due.includes(one))
      .map(({ notBefore }) => notBefore)
      .sort();
    if (soonest) this.wakeAt(soonest);
    return due.filter((one, index) => due.findIndex(({ lane }) => lane === one.lane) === index);
  }

  private wakeAt(at: string): void {
    const ms = Math.max(0, Date.parse(at) - this.world.clock.now().getTime());
    this.cancelWaking = this.world.clock.after(ms, () => this.wake());
  }

  private async deliver(one: PendingPost): Promise<void> {
    this.busy.add(one.lane);
    one.firstTriedAt ??= this.world.nowText();
    one.attempts++;
    const isTaken = await this.call(one.letter);
    this.busy.delete(one.lane);
    if (this.stopping.signal.aborted) return;
    if (isTaken) this.taken(one);
    else this.failed(one);
    this.wake();
  }

  /** Refused, reset, redirected or too slow are one. */
  private async call(letter: Letter): Promise<boolean> {
    const { contentType, body } = formOf(letter);
    const timeout = new AbortController();
    const cancel = this.world.clock.after(timeoutMs, () => timeout.abort());
    try {
      const response = await this.options.fetch(this.options.url, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'content-type': contentType, 'user-agent': 'Sendlib/1.0 server' },
        redirect: 'manual',
        signal: AbortSignal.any([timeout.signal, this.stopping.signal]),
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    } finally {
      cancel();
    }
  }

  private taken(one: PendingPost): void {
    if (one.extraPosts > 0) one.extraPosts--;
    else this.drop(one);
    const mail = this.world.state.mails.find(({ id }) => id === one.mailId);
    if (!mail || mail.isTaken) return;
    mail.isTaken = true;
    this.world.changed({ kind: 'mail', address: mail.address, id: mail.id });
  }

  private failed(one: PendingPost): void {
    const ageMs = this.world.clock.now().getTime() - Date.parse(one.firstTriedAt!);
    one.notBefore = this.world.inMs(Math.min(firstRetryMs * 2 ** (one.attempts - 1), lastRetryMs));
    if (ageMs >= givenUpAfterMs) this.drop(one);
  }

  private drop(one: PendingPost): void {
    this.world.state.posts = this.world.state.posts.filter((other) => other !== one);
  }
}
