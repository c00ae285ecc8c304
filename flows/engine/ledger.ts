import type { Tx } from '../../db/client.ts';
import { saveConversations } from '../../db/conversations.ts';
import { insertDeliveries } from '../../db/deliveries.ts';
import { linkConfirmations } from '../../db/fanouts.ts';
import { finishWaiting, type InboxRow, insertInbox } from '../../db/inbox.ts';
import { queuedBy } from '../../db/queued.ts';
import { spend } from '../../db/smsBudget.ts';
import { changeTimers, type Timer } from '../../db/timers.ts';
import type { Queue } from '../../domain/broadcast.ts';
import { type Content, type DeliveryDraft, laneOf } from '../../domain/content.ts';
import type { Conversation, Situation } from './situation.ts';
import type { AnyEvent } from './step.ts';
import type { Turn } from './turn.ts';

/** How deliveries are written. */
export type WriteDeliveries = (tx: Tx, drafts: DeliveryDraft[], now: Date) => Promise<void>;

export interface Written {
  /** Something in the inbox waits to be taken up. */
  hasWords: boolean;
  /** Those into which it put something. */
  queues: Queue[];
}

/** Gathers all that a batch will write, so that each table is written once. */
export class Ledger {
  private readonly inbox: InboxRow[] = [];
  private readonly finished: Parameters<typeof finishWaiting>[1] = [];
  private readonly deliveries: DeliveryDraft[] = [];
  private readonly conversations: Conversation[] = [];
  private readonly spent = new Map<string, number>();
  private readonly started: Timer[] = [];
  private readonly cancelled: Pick<Timer, 'conversationId' | 'timerId'>[] = [];

  constructor(
    private readonly now: Date,
    private readonly newId: () => string,
  ) {}

  record(row: InboxRow): void {
    this.inbox.push(row);
  }

  /** What waited is done. */
  finish(id: string, reason: string, turn: Turn): void {
    this.finished.push({
      id,
      status: 'done',
      reason,
      conversationId: turn.conversation?.id ?? null,
      path: turn.path,
    });
  }

  deliver(draft: DeliveryDraft): void {
    this.deliveries.push(draft);
  }

  /** Segments of text messages that a community's requests take. */
  spend(communityId: string, segments: number): void {
    this.spent.set(communityId, this.spentBy(communityId) + segments);
  }

  spentBy = (communityId: string): number => this.spent.get(communityId) ?? 0;

  /** A word waits in the lane of the conversation it is for: its address's, or its own. */
  tell(conversationId: string, event: AnyEvent, place: { lane: string; correlationId: string }): void {
    this.inbox.push({
      id: this.newId(),
      kind: 'word',
      sealed: null,
      event,
      conversationId,
      status: 'waiting',
      reason: null,
      ...place,
    });
  }

  /** Takes what a finished turn leaves behind. */
  close(turn: Turn): void {
    const content = turn.finish();
    if (content && turn.situation)
      this.deliver({ ...this.answer(turn.situation, content), correlationId: turn.correlationId });
    this.conversations.push(...turn.changed());
    this.keepTimers(turn);
  }

  /**
   * Writes everything. Statements go out together; Postgres runs them in this order.
   * @param writeDeliveries into the outbox, unless somebody sends some of them at once
   */
  async write(tx: Tx, writeDeliveries: WriteDeliveries = insertDeliveries): Promise<Written> {
    const written = Promise.all([
      insertInbox(tx, this.inbox, this.now),
      finishWaiting(tx, this.finished, this.now),
      saveConversations(tx, this.conversations, this.now),
      changeTimers(tx, { cancelled: this.cancelled, started: this.started }),
      spend(tx, this.spentEach(), this.now),
    ]);
    await Promise.all([
      writeDeliveries(tx, this.deliveries, this.now),
      linkConfirmations(tx, this.confirmations()),
      written,
    ]);
    return {
      hasWords: this.inbox.some(({ status }) => status === 'waiting'),
      queues: queuedBy(tx),
    };
  }

  private spentEach() {
    return [...this.spent].map(([communityId, segments]) => ({ communityId, segments }));
  }

  private confirmations(): { messageId: string; deliveryId: string }[] {
    return this.deliveries.flatMap(({ id, content }) =>
      content?.confirms ? [{ messageId: content.confirms, deliveryId: id }] : [],
    );
  }

  private answer({ who, stoppedHow }: Situation, content: Content): Omit<DeliveryDraft, 'correlationId'> {
    const isHeard = !stoppedHow || content.isFarewell === true;
    return {
      id: this.newId(),
      kind: 'answer',
      lane: laneOf('answer'),
      addressId: who.addressId,
      channel: who.channel,
      personId: who.personId,
      communityId: who.current?.communityId ?? null,
      messageId: content.confirms ?? null,
      changesId: null,
      content,
      status: isHeard ? 'queued' : 'skipped',
      reason: isHeard ? null : 'stopped',
      notBefore: this.now,
    };
  }

  /** Of a timer's changes in one turn the last one counts; a conversation that is over has none. */
  private keepTimers(turn: Turn): void {
    const last = new Map(
      turn.timers.map((entry) => {
        const timerId = 'set' in entry.change ? entry.change.set : entry.change.cancel;
        return [`${entry.conversation.id} ${timerId}`, { ...entry, timerId }];
      }),
    );
    for (const { conversation, change, timerId } of last.values()) {
      if ('cancel' in change || conversation.status === 'done') {
        this.cancelled.push({ conversationId: conversation.id, timerId });
      } else {
        this.started.push({
          conversationId: conversation.id,
          timerId,
          sequence: ++conversation.timerSequence,
          lane: conversation.addressId ?? conversation.id,
          dueAt: new Date(this.now.getTime() + change.delayMs),
        });
      }
    }
  }
}
