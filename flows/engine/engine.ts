import { findWaiting } from '../../db/inbox.ts';
import { queuedBy } from '../../db/queued.ts';
import { findDueTimers } from '../../db/timers.ts';
import type { Handover } from '../../delivery/handover.ts';
import { takeReceipts } from '../../delivery/receipts.ts';
import type { Act, ActResult } from '../../domain/act.ts';
import type { Queue } from '../../domain/broadcast.ts';
import type { Inbound, Receipt, Receive } from '../../domain/channel.ts';
import { awake, sleep } from '../../domain/clock.ts';
import { Unavailable } from '../../domain/errors.ts';
import { type Observer, unobserved } from '../../domain/observer.ts';
import { perform } from './act.ts';
import type { Admission } from './admit.ts';
import { inBatch, inTransaction } from './attempt.ts';
import type { EngineDeps } from './context.ts';
import { keepFailedSaid, keepFailedStored } from './failed.ts';
import { Gate } from './gate.ts';
import { type Handled, handleSaid, type SaidItem } from './handleSaid.ts';
import { handleStored, laneOfStored, type StoredItem } from './handleStored.ts';
import { Doorway, LaneQueue } from './queue.ts';

/** Events in one transaction, and transactions at a time: two keep Postgres and Node busy in turn (bench/README.md). */
const batchSize = 100;
const batchesAtOnce = 2;
/** How often kept events and timers are looked for when nothing announced them. */
const pollMs = 1_000;

interface Waiting extends SaidItem, Admission {
  arrivedAt: Date;
  resolve(): void;
  reject(error: unknown): void;
}

/** Takes what is said, hands it to the conversations, and keeps what follows. */
export class ConversationEngine {
  private readonly queue = new LaneQueue<Waiting>(
    (item) => item.hash,
    (item) => item.inbound.sequence,
  );
  private readonly gate: Gate;
  private readonly doorway = new Doorway();
  private readonly observer: Observer;
  private readonly stopping = new AbortController();
  private running = 0;
  private isPumpScheduled = false;
  private wake: (() => void) | null = null;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly deps: EngineDeps,
    /** Called after each commit, with the queues into which it put something. */
    private readonly onCommit: (queues: Queue[]) => void,
    /** Hands answers over to the sender of this process; without it they wait in the outbox like everything else. */
    private readonly handover?: () => Handover,
  ) {
    this.gate = new Gate(deps);
    this.observer = deps.observer ?? unobserved;
  }

  start(): void {
    this.loop = this.handleKept();
  }

  /** Finishes what is under way, takes nothing new. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake?.();
    await this.loop;
  }

  /**
   * Takes parsed payloads; resolves after the commit.
   * @throws {Unavailable} when Postgres is away and the provider should send them again
   */
  receive: Receive = async (parsed, { correlationId, place = null }) => {
    const receipts = parsed.flatMap((one) => (one.kind === 'receipt' ? [one.receipt] : []));
    const said = parsed.flatMap((one) => (one.kind === 'inbound' ? [one.inbound] : []));
    for (const one of parsed) {
      if (one.kind === 'ignored')
        this.deps.log.info({ correlationId, reason: one.reason }, 'ignored a payload');
    }
    const over = this.observer.received({ correlationId });
    await Promise.all([
      ...said.map((inbound) => this.receiveOne(inbound, { correlationId, place })),
      receipts.length > 0 ? this.receiveReceipts(receipts) : undefined,
    ]).finally(over);
  };

  /**
   * Lets a member act by a page or a program; resolves after the commit.
   * @throws {Unavailable} when Postgres is away
   */
  act = async (act: Act): Promise<ActResult> => {
    const { correlationId, flow } = act;
    const over = this.observer.stepped([{ kind: 'act', correlationId, waitedMs: 0 }]);
    const { result, handled } = await perform(this.deps, act).catch((error: unknown) => {
      over('failed');
      throw error;
    });
    over('done');
    const outcome = result.kind === 'done' ? result.outcome : null;
    this.deps.log.info({ correlationId, flow, became: result.kind, outcome }, 'acted');
    this.announce([handled]);
    return result;
  };

  /** Looks for kept events and due timers now. */
  lookNow(): void {
    this.wake?.();
  }

  private async receiveOne(
    inbound: Inbound,
    { correlationId, place }: { correlationId: string; place: string | null },
  ): Promise<void> {
    const { channel, account, from, group } = inbound;
    const speaker = this.deps.vault.hashIdentifier(channel, account, from);
    // What is said in a group is handled in the group's order; the limits are the speaker's.
    const hash = group ? this.deps.vault.hashIdentifier(channel, account, group.id) : speaker;
    const arrivedAt = this.deps.clock.now();
    const admitted = this.gate.admit(inbound, { hash: speaker, place });
    await new Promise<void>((resolve, reject) => {
      const enter = (admission: Admission) => {
        this.queue.push({ inbound, hash, correlationId, arrivedAt, ...admission, resolve, reject });
        this.schedulePump();
      };
      this.doorway.pass(hash, admitted, enter).catch(reject);
    }).catch(async (error: unknown) => {
      // The person spoke once, however often the provider has to send it until it is kept.
      await this.gate.takeBack(await admitted);
      throw error;
    });
  }

  private schedulePump(): void {
    if (this.isPumpScheduled) return;
    this.isPumpScheduled = true;
    setImmediate(() => {
      this.isPumpScheduled = false;
      this.pump();
    });
  }

  private pump(): void {
    while (this.running < batchesAtOnce) {
      const items = this.queue.take(batchSize);
      if (items.length === 0) return;
      this.running++;
      void this.runBatch(items).finally(() => {
        this.running--;
        this.queue.release(items);
        this.pump();
      });
    }
  }

  private async runBatch(items: Waiting[]): Promise<void> {
    const { deps } = this;
    const work = (some: Waiting[]) => this.handle(some);
    const keep = (item: Waiting, error: unknown) => {
      deps.log.error({ correlationId: item.correlationId, err: error }, 'a step failed; its event waits');
      return inTransaction(deps.sql, (tx) => keepFailedSaid(deps, tx, item, error)).catch(
        (worse: unknown) => {
          if (worse instanceof Unavailable) throw worse;
          // Not even kept: its own provider hears so, and the others of the batch are none the worse for it.
          item.reject(worse);
          return { hasWords: false, queues: [] };
        },
      );
    };
    try {
      const handled = await inBatch(items, work, keep);
      this.announce(handled);
      await this.gate.settle(items, handled);
      for (const item of items) item.resolve();
    } catch (error) {
      // What has to come again comes before what was said after it.
      const behind = error instanceof Unavailable ? this.queue.takeBehind(items) : [];
      for (const item of [...items, ...behind]) item.reject(error);
    }
  }

  /** One transaction, and what was handed over in it on its way as soon as it is committed. */
  private async handle(items: Waiting[]): Promise<Handled> {
    const { deps } = this;
    const handover = this.handover?.();
    const over = this.observer.stepped(items.map((item) => this.eventOf('said', item, item.arrivedAt)));
    try {
      const handled = await inTransaction(deps.sql, (tx) => handleSaid(deps, tx, items, handover?.write));
      handover?.send();
      over('done');
      return handled;
    } catch (error) {
      handover?.giveUp();
      over('failed');
      throw error;
    }
  }

  private eventOf(
    kind: 'said' | 'word' | 'timer',
    { correlationId }: { correlationId: string },
    since: Date,
  ) {
    return { kind, correlationId, waitedMs: this.deps.clock.now().getTime() - since.getTime() };
  }

  private announce(handled: Handled[]): void {
    for (const { heard } of handled.flatMap((one) => one.heard ?? []))
      this.deps.log.info({ ...heard }, 'heard');
    this.onCommit([...new Set(handled.flatMap(({ queues }) => queues))]);
    if (handled.some(({ hasWords }) => hasWords)) this.lookNow();
  }

  private async receiveReceipts(receipts: Receipt[]): Promise<void> {
    const { sql, clock, settings } = this.deps;
    const queues = await inTransaction(sql, async (tx) => {
      await takeReceipts(tx, receipts, { ...this.deps, accounts: settings.accounts, now: clock.now() });
      return queuedBy(tx);
    });
    this.observer.receipts(receipts);
    this.onCommit(queues);
  }

  /** Words between conversations, events that failed before, timers: taken up as they become due. */
  private async handleKept(): Promise<void> {
    const { clock, log } = this.deps;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const woken = new AbortController();
      this.wake = () => woken.abort(awake);
      try {
        while (!signal.aborted && (await this.handleDue()) > 0);
      } catch (error) {
        log.warn({ err: error }, 'kept events could not be taken up; trying again');
      }
      await sleep(clock, pollMs, woken.signal);
    }
  }

  /** Takes up what is due now, the first of each lane. Returns how many there were. */
  async handleDue(): Promise<number> {
    const { deps } = this;
    const now = deps.clock.now();
    const [rows, timers] = await Promise.all([
      findWaiting(deps.sql, now, batchSize),
      findDueTimers(deps.sql, now, batchSize),
    ]);
    const due: StoredItem[] = [
      ...rows.map((row) => ({ kind: 'waiting' as const, row })),
      ...timers.map((timer) => ({ kind: 'timer' as const, timer, correlationId: deps.newId() })),
    ];
    const items = [...new Map(due.reverse().map((item) => [laneOfStored(item), item])).values()].reverse();
    if (items.length === 0) return 0;
    const work = (some: StoredItem[]) => this.handleKeptOnes(some);
    const keep = (item: StoredItem, error: unknown) => {
      deps.log.error({ lane: laneOfStored(item), err: error }, 'a kept event failed again');
      return inTransaction(deps.sql, (tx) => keepFailedStored(deps, tx, item, error));
    };
    this.announce(await inBatch(items, work, keep));
    return items.length;
  }

  private async handleKeptOnes(items: StoredItem[]): Promise<Handled> {
    const { deps } = this;
    const over = this.observer.stepped(
      items.map((item) =>
        item.kind === 'timer'
          ? this.eventOf('timer', item, item.timer.dueAt)
          : this.eventOf(item.row.kind === 'said' ? 'said' : 'word', item.row, item.row.createdAt),
      ),
    );
    try {
      const handled = await inTransaction(deps.sql, (tx) => handleStored(deps, tx, items));
      over('done');
      return handled;
    } catch (error) {
      over('failed');
      throw error;
    }
  }
}
