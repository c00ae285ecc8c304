import type { AnyMachineSnapshot } from 'xstate';
import type { Content } from '../../../domain/content.ts';
import type { Flow, FlowInput, StoredState } from '../../../domain/flow.ts';
import { may } from '../../../domain/permissions.ts';
import type { Asking } from '../../../flows/engine/answer.ts';
import { type AnyEvent, begin, questionOf, type Stepped, step } from '../../../flows/engine/step.ts';
import { beginningsOf } from '../exploring/beginnings.ts';
import { nodesOf, sampleOf } from '../exploring/events.ts';
import { kindOf } from '../exploring/kind.ts';
import type { Side } from '../sides/side.ts';
import { problemsSaying, saidBy } from './said.ts';
import { type Ways, waysOf } from './ways.ts';

/** How far somebody gets with a flow who can only do what one channel lets them. */
export interface Completed {
  /** Every state that was reached. */
  reached: Set<string>;
  /** Those that wait for somebody, and how they ask there. */
  asking: Map<string, Set<string>>;
  /** Where they are stuck, and what is shown or taken wrongly. */
  findings: Finding[];
}

export interface Finding {
  state: string;
  what: string;
}

/**
 * Walks a machine by the engine's own steps, from everything it may be begun with. A question is answered by what can be
 * said on that channel, effects by their samples; nobody cancels and no time passes, for that is no way to an end.
 */
export async function complete(flow: Flow, side: Side): Promise<Completed> {
  const walk = new Walk(flow, side);
  for (const input of beginningsOf(flow, [side.channel.name]))
    if (mayBegin(flow, input)) walk.arrive(begin(flow, input), null);
  await walk.goOn();
  await walk.listen();
  return {
    reached: walk.reached,
    asking: walk.asking,
    findings: [...walk.findings.values(), ...walk.stuck()],
  };
}

/** A command only by those whom it is for; what is no command begins otherwise. */
function mayBegin({ name, commands }: Flow, input: Partial<FlowInput>): boolean {
  const { who, act } = input;
  if (commands.length === 0 || !who) return true;
  if (act === 'spoke') return name === 'registration';
  return commands.some((command) => (command.act ?? null) === act && may(who, command.permission));
}

class Walk {
  readonly reached = new Set<string>();
  readonly asking = new Map<string, Set<string>>();
  readonly findings = new Map<string, Finding>();
  private readonly queue: StoredState[] = [];
  /** For each kind of situation those it was reached from. */
  private readonly before = new Map<string, Set<string>>();
  private readonly stateOf = new Map<string, string>();
  private readonly ends: string[] = [];
  private readonly said = new Map<string, { content: Content; state: string }>();
  private readonly known = new Map<string, Ways>();

  constructor(
    private readonly flow: Flow,
    private readonly side: Side,
  ) {}

  arrive({ stored, outcome, effects }: Stepped, from: StoredState | null): void {
    const asking = outcome === null ? this.askingIn(stored) : null;
    for (const content of saidBy(effects, asking))
      this.said.set(JSON.stringify(content), { content, state: nameOf(from ?? stored) });
    const kind = kindOf(stored);
    const before = this.before.get(kind) ?? new Set();
    if (from) before.add(kindOf(from));
    if (this.before.has(kind)) return;
    this.before.set(kind, before);
    this.stateOf.set(kind, nameOf(stored));
    this.reached.add(nameOf(stored));
    if (outcome === null) this.queue.push(stored);
    else this.ends.push(kind);
  }

  async goOn(): Promise<void> {
    for (let stored = this.queue.shift(); stored; stored = this.queue.shift()) {
      const events = await this.eventsIn(stored);
      for (const event of events) {
        const stepped = step(this.flow, stored, event);
        if (stepped.wasHeard) this.arrive(stepped, stored);
        else if (event.type === 'member.answered')
          this.find(nameOf(stored), `has no ear for ${event.answer}`);
      }
    }
  }

  /** What the bot said on the way, each sentence once. */
  async listen(): Promise<void> {
    for (const { content, state } of this.said.values())
      for (const problem of await problemsSaying(this.side, content)) this.find(state, problem);
  }

  /** The states from which no end can be reached. */
  stuck(): Finding[] {
    const canEnd = new Set(this.ends);
    const open = [...canEnd];
    for (let kind = open.pop(); kind !== undefined; kind = open.pop()) {
      for (const one of this.before.get(kind) ?? []) {
        if (canEnd.has(one)) continue;
        canEnd.add(one);
        open.push(one);
      }
    }
    const stuck = [...this.stateOf].filter(([kind]) => !canEnd.has(kind)).map(([, state]) => state);
    return [...new Set(stuck)].map((state) => ({ state, what: 'no end can be reached' }));
  }

  private async eventsIn(stored: StoredState): Promise<AnyEvent[]> {
    const asking = this.askingIn(stored);
    if (!asking) return this.answersOfEffects(stored);
    const key = `${nameOf(stored)} ${JSON.stringify(asking.question)}`;
    const known = this.known.get(key);
    const ways = known ?? (await waysOf(this.side, asking));
    if (!known) this.note(stored, key, ways);
    if (!ways.events.some((event) => this.leadsOn(stored, event))) this.find(nameOf(stored), 'has no way on');
    if (!step(this.flow, stored, { type: 'member.cancelled' }).wasHeard)
      this.find(nameOf(stored), 'has no way out');
    return ways.events;
  }

  private note(stored: StoredState, key: string, ways: Ways): void {
    this.known.set(key, ways);
    for (const problem of ways.problems) this.find(nameOf(stored), problem);
    const forms = this.asking.get(nameOf(stored)) ?? new Set();
    this.asking.set(nameOf(stored), forms.add(ways.form));
  }

  private leadsOn(stored: StoredState, event: AnyEvent): boolean {
    if (event.type === 'member.wentBack') return false;
    const { wasHeard, stored: after } = step(this.flow, stored, event);
    return wasHeard && kindOf(after) !== kindOf(stored);
  }

  private answersOfEffects({ value, context }: StoredState): AnyEvent[] {
    const snapshot = this.flow.machine.resolveState({ value: value as string, context });
    const types = nodesOf(snapshot as AnyMachineSnapshot).flatMap((node) => [...node.transitions.keys()]);
    const fromElsewhere = types.filter(
      (type) => !/^(member\.(?!found|changed|unchanged)|xstate\.)/.test(type),
    );
    return [...new Set(fromElsewhere)].flatMap(sampleOf);
  }

  private askingIn(stored: StoredState): Asking | null {
    const question = questionOf(this.flow, stored);
    if (!question) return null;
    const id = '018f0000-0000-7000-8000-0000000000c1';
    const place = { id, addressId: 'd1', communityId: 'c1', step: 46_655, timerSequence: 0 };
    const conversation = { ...place, ...stored, flow: this.flow.name, version: 1, status: 'active' as const };
    return { conversation, question };
  }

  private find(state: string, what: string): void {
    this.findings.set(`${state}: ${what}`, { state, what });
  }
}

/** `provingPhone.askingCode` for a state within another. */
function nameOf({ value }: StoredState): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as Record<string, unknown>)
    .map(([outer, inner]) => `${outer}.${nameOf({ value: inner, context: null })}`)
    .join(' ');
}
