import type { Tx } from '../../../db/client.ts';
import type { Effect, EffectOf } from '../../../domain/effects.ts';
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
  /** Of the event that is being performed, where they are taken one by one. */
  correlationId?: string;
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
    for (const call of calls) {
      const { correlationId } = call;
      answers.push((await perform({ ...work, correlationId }, call)) ?? null);
    }
    return answers;
  };
}
