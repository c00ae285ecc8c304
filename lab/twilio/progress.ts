import type { Message, Step } from './state.ts';
import { personOf, type World } from './world.ts';

/** About what a real message takes, from the API's answer on. */
const SENT_AFTER_MS = 300;
const DELIVERED_AFTER_MS = 1_200;
const DELIVERED_SPREAD_MS = 800;

/** Decides what will become of a message that was accepted. */
export function plan(
  { clock, random }: World,
  message: Message,
  fate: { failureCode: number | null; isReordered: boolean },
): void {
  const inMs = (ms: number) => new Date(clock.now().getTime() + ms).toISOString();
  const arrivesAt = inMs(DELIVERED_AFTER_MS + Math.floor(random.fraction() * DELIVERED_SPREAD_MS));
  const last = fate.failureCode === null ? 'delivered' : 'undelivered';
  message.failsWith = fate.failureCode;
  message.ahead = fate.isReordered
    ? [
        { at: inMs(SENT_AFTER_MS), status: 'sent', reports: [] },
        { at: arrivesAt, status: last, reports: [last, 'sent'] },
      ]
    : [
        { at: inMs(SENT_AFTER_MS), status: 'sent', reports: ['sent'] },
        { at: arrivesAt, status: last, reports: [last] },
      ];
}

/** Moves messages along by the clock: queued, sent, delivered. */
export class Progress {
  private readonly timers = new Map<string, () => void>();

  constructor(
    private readonly world: World,
    private readonly report: (message: Message, step: Step) => void,
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
    if (!next || this.timers.has(message.sid)) return;
    const ms = Math.max(0, Date.parse(next.at) - this.world.clock.now().getTime());
    this.timers.set(
      message.sid,
      this.world.clock.after(ms, () => this.take(message, next)),
    );
  }

  stop() {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private take(message: Message, step: Step) {
    this.timers.delete(message.sid);
    message.ahead.shift();
    message.status = step.status;
    message.updatedAt = this.world.nowText();
    message.sentAt ??= message.updatedAt;
    if (step.status === 'undelivered') message.errorCode = message.failsWith;
    this.world.changed({ kind: 'status', phone: personOf(message), sid: message.sid });
    this.report(message, step);
    this.follow(message);
  }
}
