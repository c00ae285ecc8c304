import type { Tx } from '../db/client.ts';
import { insertDeliveries } from '../db/deliveries.ts';
import type { DueDelivery } from '../db/dueDeliveries.ts';
import { insertHanded, type Lease } from '../db/handedDeliveries.ts';
import { type ClaimedLane, keyOfLane } from '../db/lanes.ts';
import { noteQueued } from '../db/queued.ts';
import type { DeliveryDraft } from '../domain/content.ts';
import { grouped } from '../domain/grouped.ts';
import type { Job } from './claim.ts';

/** A sender's hands, lent to whoever writes into the outbox. */
export interface Hands {
  /** Promises those lanes that may be sent to just now, until they are sent or let go. */
  promise(lanes: (ClaimedLane & { channel: string })[]): ClaimedLane[];
  letGo(lanes: ClaimedLane[]): void;
  /** What the promised lanes are leased with. */
  lease(): Lease;
  send(job: Job, lease: Lease): void;
}

/**
 * Hands the answers of one transaction to the sender of the process that commits it. They are written as being sent, in
 * lanes leased in the same commit, so that nobody has to claim and read them again; what happens to them when the process
 * dies is the same as for what was claimed. Everything else, and whatever somebody works on already, waits in the outbox.
 */
export class Handover {
  private promised: ClaimedLane[] = [];
  private jobs: Job[] = [];
  private lease: Lease;

  constructor(private readonly hands: Hands) {
    this.lease = hands.lease();
  }

  /** Writes deliveries. A transaction that is done again begins anew. */
  write = async (tx: Tx, drafts: DeliveryDraft[], now: Date): Promise<void> => {
    this.giveUp();
    this.lease = this.hands.lease();
    this.promised = this.hands.promise(handable(drafts, now));
    if (this.promised.length === 0) return insertDeliveries(tx, drafts, now);
    const due = await insertHanded(tx, drafts, { offered: this.promised, lease: this.lease, now });
    this.jobs = due.map((one) => jobOf({ ...one, files: [], digest: null }, now));
    if (drafts.filter(({ status }) => status === 'queued').length > due.length) noteQueued(tx, 'deliveries');
  };

  /** After the commit: sends what was handed over. */
  send(): void {
    const handed = new Set(this.jobs.map(({ lane }) => keyOfLane(lane)));
    this.hands.letGo(this.promised.filter((lane) => !handed.has(keyOfLane(lane))));
    for (const job of this.jobs) this.hands.send(job, this.lease);
    this.promised = [];
    this.jobs = [];
  }

  /** Where there was no commit, or nobody knows: then a lease that was kept ends by itself. */
  giveUp(): void {
    this.hands.letGo(this.promised);
    this.promised = [];
    this.jobs = [];
  }
}

/** Answers that are alone in their lane and due: an edit would have to be read with what it changes. */
function handable(drafts: DeliveryDraft[], now: Date): (ClaimedLane & { channel: string })[] {
  const lanes = grouped(drafts, ({ addressId, lane }) => `${addressId} ${lane}`);
  return [...lanes.values()].flatMap(([draft, ...more]) => {
    const { kind, status, content, addressId, channel, lane, notBefore } = draft!;
    const isDue = status === 'queued' && notBefore <= now;
    if (more.length > 0 || kind !== 'answer' || !isDue || !content || !addressId || !channel) return [];
    return [{ addressId, lane, channel }];
  });
}

/** As a claim would have found it: queued, and never tried. */
function jobOf(due: DueDelivery, now: Date): Job {
  const { id, addressId, lane, channel } = due;
  const before = {
    ...{ id, addressId, lane },
    position: 0,
    status: 'queued' as const,
    notBefore: now,
    attempts: 0,
    attemptedAt: null,
    isRepeated: false,
  };
  return { lane: { addressId, lane }, channel, rows: [{ due, before }] };
}
