import type { Tx } from '../../../db/client.ts';
import type { Effect, EffectOf } from '../../../domain/effects.ts';
import { grouped } from '../../../domain/grouped.ts';
import type { Who } from '../../../domain/member.ts';
import type { EngineDeps } from '../context.ts';
import type { Ledger } from '../ledger.ts';
import type { Conversation } from '../situation.ts';
import type { AnyEvent } from '../step.ts';

/** An effect, and who it is performed for. */
export interface Call<E extends Effect = Effect> {
  effect: E;
  conversation: Conversation;
  /** Null for the conversation of a thing. */
  who: Who | null;
  correlationId: string;
}

/** What performers work with: the batch's transaction, and the ledger of what it writes at its end. */
export interface Work extends EngineDeps {
  tx: Tx;
  now: Date;
  ledger: Ledger;
}

/** Performs all of a batch's effects of one type. Effects that ask are answered in the same order. */
export type Performer<T extends Effect['type']> = (
  work: Work,
  calls: Call<EffectOf<T>>[],
) => Promise<(AnyEvent | null)[] | undefined>;

/** One after the other, where effects are rare enough not to need a statement for many. */
export function oneByOne<T extends Effect['type']>(
  perform: (work: Work, call: Call<EffectOf<T>>) => Promise<AnyEvent | null | undefined>,
): Performer<T> {
  return async (work, calls) => {
    const answers: (AnyEvent | null)[] = [];
    for (const call of calls) answers.push((await perform(work, call)) ?? null);
    return answers;
  };
}

/**
 * Those about different things (`keyOf`) at the same time: their statements share the round trips to the database,
 * where one after the other each would wait for its own. Only for performers whose statements do not mind what others
 * of the batch do in between: a limit that is read first and counted up later would let all of them in.
 */
export function sideBySide<T extends Effect['type']>(
  keyOf: (call: Call<EffectOf<T>>) => string,
  perform: (work: Work, call: Call<EffectOf<T>>) => Promise<AnyEvent | null | undefined>,
): Performer<T> {
  return async (work, calls) => {
    const answers = new Map<Call<EffectOf<T>>, AnyEvent | null>();
    const inTurn = async (some: Call<EffectOf<T>>[]) => {
      for (const call of some) answers.set(call, (await perform(work, call)) ?? null);
    };
    // All have to come to their end before one's error rolls the transaction back: statements that are sent later
    // would be carried out outside of it.
    const ended = await Promise.allSettled([...grouped(calls, keyOf).values()].map(inTurn));
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
    return calls.map((call) => answers.get(call)!);
  };
}
