import { tell } from './events.ts';
import type { Message, Status, Step } from './state.ts';
import { statusValue } from './statuses.ts';
import type { World } from './world.ts';

/** About what a real message takes, from the API's answer on. */
const sentAfterMs = 250;
const deliveredAfterMs = 700;
const deliveredSpreadMs = 600;

/** Decides what will become of a message that was accepted. */
export function plan(world: World, message: Message, fate: Fate): void {
  const arrivesAt = world.inMs(deliveredAfterMs + Math.floor(world.random.fraction() * deliveredSpreadMs));
  const sentAt = world.inMs(sentAfterMs);
  message.errorCode = fate.failureCode;
  if (fate.failureCode !== null) message.ahead = [{ at: sentAt, status: 'failed', reports: ['failed'] }];
  else if (fate.isBlocked) message.ahead = [{ at: sentAt, status: 'sent', reports: ['sent'] }];
  else if (fate.isReordered)
    message.ahead = [
      { at: sentAt, status: 'sent', reports: [] },
      { at: arrivesAt, status: 'delivered', reports: ['delivered', 'sent'] },
    ];
  else
    message.ahead = [
      { at: sentAt, status: 'sent', reports: ['sent'] },
      { at: arrivesAt, status: 'delivered', reports: ['delivered'] },
    ];
}

export interface Fate {
  failureCode: number | null;
  /** Blocked by the person: it stays at one tick. */
  isBlocked: boolean;
  isReordered: boolean;
}

/** Moves messages along by the clock: accepted, sent, delivered; read where people read by themselves. */
export class Progress {
  private readonly timers = new Map<string, () => void>();

  constructor(
    private readonly world: World,
    private readonly readAfterMs: number | null,
  ) {
    world.onChange(({ kind }) => {
      if (kind === 'restored') this.wake();
    });
  }

  /** Waits for what lies ahead of each message that nobody waits for yet. */
  wake() {
    for (const message of this.world.state.messages) this.follow(message);
  }

  follow(message: Message) {
    const [next] = message.ahead;
    if (!next || this.timers.has(message.id)) return;
    const ms = Math.max(0, Date.parse(next.at) - this.world.clock.now().getTime());
    this.timers.set(
      message.id,
      this.world.clock.after(ms, () => this.take(message, next)),
    );
  }

  stop() {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private take(message: Message, step: Step) {
    this.timers.delete(message.id);
    message.ahead = message.ahead.filter((one) => one !== step);
    setStatus(this.world, message, step);
    if (step.status === 'delivered' && this.readAfterMs !== null && message.ahead.length === 0)
      message.ahead = [{ at: this.world.inMs(this.readAfterMs), status: 'read', reports: ['read'] }];
    this.follow(message);
  }
}

/** The person has looked at the chat: what has arrived is read, and the business hears of it. */
export function readAll(world: World, waId: string): void {
  for (const message of world.withPerson(waId)) {
    if (!message.isFromBusiness || message.status !== 'delivered') continue;
    message.ahead = [];
    setStatus(world, message, { status: 'read', reports: ['read'] });
  }
}

function setStatus(
  world: World,
  message: Message,
  { status, reports }: { status: Status; reports: Status[] },
): void {
  // Reading can overtake a step that was still to come.
  if (message.status !== 'read') message.status = status;
  world.changed({ kind: 'status', waId: message.waId, id: message.id });
  for (const report of reports)
    tell(world, { lane: message.waId, field: 'messages', value: statusValue(world, message, report) });
}
