import { type ActorRow, findActor } from '../../db/actors.ts';
import type { Tx } from '../../db/client.ts';
import { claimEvents } from '../../db/inbox.ts';
import { numberOlderMessage } from '../../db/latestPosts.ts';
import type { Act, ActAnswer, ActResult } from '../../domain/act.ts';
import type { Command, FlowInput, Question } from '../../domain/flow.ts';
import { inTime } from '../../domain/inTime.ts';
import { isOver } from '../../domain/limits.ts';
import type { Who } from '../../domain/member.ts';
import { may } from '../../domain/permissions.ts';
import { stateName } from '../../domain/stateName.ts';
import { storable } from '../../domain/storable.ts';
import { text } from '../../domain/text.ts';
import type { TextKey } from '../../texts/texts.ts';
import { inTransaction } from './attempt.ts';
import { performAll } from './batch.ts';
import type { EngineDeps } from './context.ts';
import type { Handled } from './handleSaid.ts';
import { Ledger } from './ledger.ts';
import type { Situation } from './situation.ts';
import { questionOf } from './step.ts';
import { Turn } from './turn.ts';

/** Questions that one act may answer: more than any flow asks. */
const mostAnswers = 60;

/**
 * Lets a member act without speaking. As with what is said, all of it is one transaction: the event in the inbox, what
 * the flow's effects change, and what others hear of it. Nobody waits for a repetition here, so what fails is not kept.
 * @throws {Unavailable} when Postgres is away; whatever else a step throws
 */
export async function perform(deps: EngineDeps, act: Act): Promise<{ result: ActResult; handled: Handled }> {
  const taken = new Taken(deps.limits);
  try {
    return await inTransaction(deps.sql, (tx) => performIn(deps, tx, { act, taken }));
  } catch (error) {
    await taken.giveBack();
    if (!(error instanceof Undone)) throw error;
    return { result: error.result, handled: { hasWords: false, queues: [] } };
  }
}

/** Rolls back what was begun. */
class Undone extends Error {
  constructor(readonly result: Exclude<ActResult, { kind: 'done' }>) {
    super(result.kind);
    this.name = 'Undone';
  }
}

async function performIn(deps: EngineDeps, tx: Tx, { act, taken }: { act: Act; taken: Taken }) {
  const now = deps.clock.now();
  const key = { channel: 'api', account: act.membershipId, externalId: act.id };
  if ((await claimEvents(tx, [key], now)).length === 0) throw new Undone({ kind: 'repeated' });
  const ledger = new Ledger(now, deps.newId);
  const actor = await findActor(tx, act.membershipId);
  const who = actor && whoOf(deps, actor, act.membershipId);
  const command = commandOf(deps, act);
  if (!who || !may(who, command.permission)) throw new Undone({ kind: 'notAllowed' });
  await taken.take(act, who);
  if (act.messageId) await numberOlderMessage(tx, { ...actor, ...act, messageId: act.messageId });
  const work = { ...deps, tx, now, ledger };
  const played = await play(deps, { act, who }, (turn) => performAll(work, [turn]));
  ledger.record({
    id: deps.newId(),
    lane: act.membershipId,
    kind: 'act',
    sealed: deps.vault.sealJson(act),
    event: null,
    conversationId: null,
    status: 'done',
    reason: played.outcome,
    correlationId: act.correlationId,
  });
  return { result: { kind: 'done' as const, ...played }, handled: await ledger.write(tx) };
}

/** Acts that others hear of. */
const spoken = new Set(['posting', 'reply', 'edit']);

/** The message that an act is counted as, where it is one, as it would be in chat; an act that comes to nothing is none. */
class Taken {
  private key: string | null = null;

  constructor(private readonly limits: EngineDeps['limits']) {}

  /** Once, however often the transaction is tried. @throws {Undone} where it is too much */
  async take({ flow }: Act, { personId }: Who): Promise<void> {
    if (!this.limits || !personId || this.key || !spoken.has(flow)) return;
    this.key = personId;
    const counted = await this.limits.messages.take(personId);
    if (!isOver(counted)) return;
    const given = { points: counted.points, when: inTime(counted.againInMs) };
    throw new Undone({ kind: 'tooMuch', text: text('limit.said', given) });
  }

  async giveBack(): Promise<void> {
    if (this.key) await this.limits?.messages.giveBack(this.key);
  }
}

/** In chat they would speak in the community of this membership. What they read of commands is as in a browser. */
function whoOf(deps: EngineDeps, actor: ActorRow, membershipId: string): Who {
  const { personId, language, belongings } = actor;
  const current = belongings.find((one) => one.membershipId === membershipId) ?? null;
  const addressId = actor.addressId ?? deps.newId();
  return { addressId, channel: 'web', personId, phoneId: null, language, belongings, current };
}

function commandOf({ flows }: EngineDeps, { flow, act }: Act): Command {
  const command = flows.named(flow).commands.find((one) => (one.act ?? undefined) === act);
  if (!command) throw new Error(`${flow} has no command for ${act ?? 'itself'}`);
  return command;
}

/** Goes through the flow from its command to its end. */
async function play(
  deps: EngineDeps,
  { act, who }: { act: Act; who: Who },
  performTurn: (turn: Turn) => Promise<void>,
) {
  const situation: Situation = {
    ...{ who, foreground: null, parked: [] },
    ...{ hasWaiting: false, isHeldBack: false, stoppedHow: null },
  };
  const turns: Turn[] = [];
  const take = async (move: (turn: Turn) => void) => {
    const turn = new Turn(deps.flows, deps.newId, situation, act.correlationId);
    move(turn);
    await performTurn(turn);
    turns.push(turn);
    return turn.conversation!;
  };
  const flow = deps.flows.named(act.flow);
  let conversation = await take((turn) => turn.start(flow, inputOf(act, who)));
  const left = [...(act.answers ?? [])];
  for (let count = 0; conversation.status === 'active'; count++) {
    const waiting = conversation;
    const question = questionOf(flow, waiting);
    if (!question || count === mostAnswers) throw new Undone({ kind: 'conflict' });
    const answer = answerTo(question, takeAnswer(left, stateName(waiting.value)));
    conversation = await take((turn) => turn.hear(waiting, { type: 'member.answered', answer }));
  }
  if (left.some(({ isNeeded }) => isNeeded)) throw new Undone({ kind: 'conflict' });
  situation.foreground = null;
  return {
    outcome: stateName(conversation.value),
    texts: turns.flatMap((turn) => turn.finish()?.parts ?? []),
    events: turns.flatMap(({ heard }) => heard),
  };
}

function inputOf({ act, number, argument, messageId }: Act, who: Who): FlowInput {
  return {
    who,
    communityId: who.current?.communityId ?? null,
    act: act ?? null,
    number: number ?? null,
    argument: storable(argument ?? ''),
    repliedMessageId: messageId ?? null,
    isInterrupting: false,
  };
}

/** The next one for this state. What is asked and was not foreseen cannot be guessed. */
function takeAnswer(left: ActAnswer[], state: string): ActAnswer {
  const at = left.findIndex((one) => one.state === state);
  const [found] = at < 0 ? [] : left.splice(at, 1);
  if (!found) throw new Undone({ kind: 'conflict' });
  return found;
}

/** One of the choices, by what it stands for, else what the question's schema makes of it. */
function answerTo({ choices = [], answer }: Question, given: ActAnswer): string {
  if (choices.some((choice) => choice.answer === given.answer)) return given.answer;
  const field = given.field ?? null;
  const bad = (key: TextKey) => new Undone({ kind: 'badAnswer', field, text: text(key) });
  if (!answer) throw bad('common.chooseOne');
  const read = answer.safeParse(storable(given.answer));
  if (!read.success) throw bad(read.error.issues[0]!.message as TextKey);
  return read.data;
}
