import type { Content } from '../../domain/content.ts';
import type { Effect } from '../../domain/effects.ts';
import type { Flow, FlowInput } from '../../domain/flow.ts';
import { abandoned, began, type Path } from '../../domain/path.ts';
import { stateName } from '../../domain/stateName.ts';
import { type TextRef, text } from '../../domain/text.ts';
import { Answer, type Asking } from './answer.ts';
import type { Conversation, Situation } from './situation.ts';
import { type AnyEvent, begin, questionOf, type Stepped, step, type TimerChange } from './step.ts';

/** More questions to the database than this from one event is a machine going in circles. */
const maxAnswers = 8;

/** Conversations that wait to be gone back to. Each is read with every message, so that nobody may heap them up. */
const mostParked = 5;

/** What the turn needs to know of the flows: the current version of each. */
export interface Flows {
  named(name: string): Flow;
  /** Brings a stored conversation to the current version of its flow. */
  current(conversation: Conversation): Conversation;
}

/**
 * One event of one lane being handled: which conversation it moves, what that makes the bot say, which effects wait to
 * be performed. Holds no connection; the batch performs what it asks and brings the answers.
 */
export class Turn {
  /** Every conversation this turn changed. */
  private readonly touched = new Map<string, Conversation>();
  readonly timers: { conversation: Conversation; change: TimerChange }[] = [];
  private readonly opened = new Set<string>();
  private readonly waitingEffects: Effect[] = [];
  private readonly said = new Answer();
  /** What the effects of this turn were answered with. */
  readonly heard: AnyEvent[] = [];
  /** The conversation that is moving; null when the turn only explains something. */
  conversation: Conversation | null = null;
  /** The way of that conversation through this event. It grows until the turn is over. */
  readonly path: Path = [];

  constructor(
    private readonly flows: Flows,
    private readonly newId: () => string,
    /** Null for the conversation of a thing, which has no person to talk to. */
    readonly situation: Situation | null,
    readonly correlationId: string,
  ) {}

  /** Starts a flow in the foreground, parking what waits there. */
  start(flow: Flow, input: FlowInput): void {
    const { situation } = this;
    if (situation && flow.startsOver && this.goesOn(situation, flow, input)) return;
    const isInterrupting = Boolean(situation?.foreground);
    if (situation?.foreground) {
      this.park(situation.foreground);
      situation.parked.unshift(situation.foreground);
      situation.foreground = null;
      for (const oldest of situation.parked.splice(mostParked)) this.end(oldest);
    }
    this.open(
      flow,
      { ...input, isInterrupting },
      {
        id: this.newId(),
        addressId: situation?.who.addressId ?? null,
        communityId: input.communityId,
      },
    );
    if (situation && this.conversation?.status === 'active') situation.foreground = this.conversation;
  }

  /** Opens a conversation under an id that was given out before: that of a thing. */
  open(flow: Flow, input: object, place: Pick<Conversation, 'id' | 'addressId' | 'communityId'>): void {
    const stepped = begin(flow, input);
    this.conversation = {
      ...place,
      ...stepped.stored,
      flow: flow.name,
      version: flow.version,
      status: 'active',
      step: 0,
      timerSequence: 0,
    };
    this.opened.add(place.id);
    this.path.length = 0;
    this.take(stepped, began);
  }

  /** Moves a conversation by an event. Returns false where its state has no ear for it. */
  hear(stored: Conversation, event: AnyEvent): boolean {
    const conversation = this.flows.current(stored);
    const flow = this.flows.named(conversation.flow);
    const type = flow.renamedTimers?.[event.type] ?? event.type;
    const stepped = step(flow, conversation, { ...event, type });
    if (!stepped.wasHeard) return false;
    if (this.conversation?.id !== conversation.id) this.path.length = 0;
    if (!this.touched.has(conversation.id)) noteMove(conversation, type);
    this.conversation = conversation;
    this.take(stepped, type);
    return true;
  }

  /** The conversations to store: one that began and ended within this turn never waited, and leaves no row. */
  changed(): Conversation[] {
    return [...this.touched.values()].filter(({ id, status }) => !(status === 'done' && this.opened.has(id)));
  }

  /** The key of the sentence that explains why nothing else happened. */
  get explained(): string | null {
    return this.conversation ? null : this.said.firstKey;
  }

  /** Says something besides what the machine says. */
  say(part: TextRef): void {
    this.said.add(part);
  }

  /** The last thing still said to somebody who wants nothing more: nothing is asked besides. */
  sayFarewell(part: TextRef): void {
    this.said.farewell = part;
  }

  /** The next effect to be performed; what is only said is taken care of here. */
  nextEffect(): Effect | null {
    for (let effect = this.waitingEffects.shift(); effect; effect = this.waitingEffects.shift()) {
      if (effect.type === 'say') this.said.addSaid(effect);
      else if (effect.type === 'waiting.giveUp') this.endParked();
      else return effect;
    }
    return null;
  }

  /** Brings an effect's answer to the machine that asked. @throws when it goes in circles */
  answer(event: AnyEvent): void {
    if (this.heard.push(event) > maxAnswers)
      throw new Error(`more than ${maxAnswers} answers in one turn of ${this.conversation?.flow}`);
    const { conversation } = this;
    if (!conversation || !this.hear(conversation, event)) {
      throw new Error(
        `${conversation?.flow} in ${JSON.stringify(conversation?.value)} has no ear for ${event.type}`,
      );
    }
  }

  /** Closes the turn: a finished conversation gives the foreground back; what waits is asked. Returns what to say. */
  finish(): Content | null {
    const { said, situation } = this;
    const isSilent = said.farewell || (!this.conversation && said.isEmpty);
    const asking = situation && !isSilent ? this.backToForeground(situation) : null;
    return said.content(asking, this.conversation?.communityId ?? null);
  }

  private take(stepped: Stepped, heard: string): void {
    const conversation = this.conversation!;
    this.path.push([heard, stateName(stepped.stored.value)]);
    Object.assign(conversation, stepped.stored, { step: conversation.step + 1 });
    conversation.communityId = learntFrom(stepped.stored.context) ?? conversation.communityId;
    this.waitingEffects.push(...stepped.effects);
    for (const change of stepped.timers) this.changeTimer(conversation, change);
    if (stepped.outcome !== null) conversation.status = 'done';
    this.touched.set(conversation.id, conversation);
  }

  /** One set before an upgrade renamed it goes with the one it became. */
  private changeTimer(conversation: Conversation, change: TimerChange): void {
    const id = 'set' in change ? change.set : change.cancel;
    const renamed = Object.entries(this.flows.named(conversation.flow).renamedTimers ?? {});
    for (const [before, now] of renamed)
      if (now === id) this.timers.push({ conversation, change: { cancel: before } });
    this.timers.push({ conversation, change });
  }

  /** A conversation of this flow that waits already goes on where it may, and else is over. */
  private goesOn(situation: Situation, flow: Flow, { argument }: FlowInput): boolean {
    const waiting = situation.foreground?.flow === flow.name ? situation.foreground : null;
    if (waiting && this.hear(waiting, { type: 'member.startedAgain', argument })) return true;
    const isSame = (conversation: Conversation) => conversation.flow === flow.name;
    for (const conversation of [...(waiting ? [waiting] : []), ...situation.parked.filter(isSame)]) {
      this.end(conversation);
    }
    situation.parked = situation.parked.filter((conversation) => !isSame(conversation));
    if (waiting) situation.foreground = null;
    return false;
  }

  private endParked(): void {
    for (const parked of this.situation?.parked.splice(0) ?? []) this.end(parked);
  }

  private end(conversation: Conversation): void {
    conversation.status = 'done';
    noteMove(conversation, abandoned);
    this.touched.set(conversation.id, conversation);
  }

  private park(conversation: Conversation): void {
    conversation.status = 'parked';
    this.touched.set(conversation.id, conversation);
  }

  /** The conversation whose question stands now, after finished ones made way for parked ones. */
  private backToForeground(situation: Situation): Asking | null {
    if (situation.foreground?.status === 'done') situation.foreground = null;
    if (!situation.foreground) {
      const resumed = situation.parked.shift();
      if (!resumed) return null;
      resumed.status = 'active';
      this.touched.set(resumed.id, resumed);
      situation.foreground = resumed;
    }
    const conversation = this.flows.current(situation.foreground);
    const question = questionOf(this.flows.named(conversation.flow), conversation);
    if (!question)
      throw new Error(
        `${conversation.flow} rests in ${JSON.stringify(conversation.value)}, which asks nothing`,
      );
    return { conversation, question };
  }
}

/** Whoever registers says with their invite which community it is about. */
function learntFrom(context: unknown): string | null {
  const { communityId } = context as { communityId?: unknown };
  return typeof communityId === 'string' ? communityId : null;
}

/** Before it moves. */
function noteMove(conversation: Conversation, by: string): void {
  conversation.waitedIn = stateName(conversation.value);
  conversation.movedBy = by;
}

/** What is said when nobody was listening to an event of a person. */
export function explanationFor(event: AnyEvent): TextRef {
  if (event.type === 'member.cancelled') return text('common.nothingToCancel');
  if (event.type === 'member.wentBack') return text('common.nothingToGoBackTo');
  return text('common.notUnderstood');
}
