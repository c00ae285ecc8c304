import type { Effect } from '../../domain/effects.ts';
import { grouped } from '../../domain/grouped.ts';
import type { Call, Performer, Work } from './perform/performer.ts';
import { performers } from './perform/performers.ts';
import type { Turn } from './turn.ts';

/**
 * Performs what the turns of a batch ask, wave by wave: in each the next effect of every turn, all of one type in one
 * call, so that a hundred registrations ask the database once. Ends when no machine waits for an answer.
 */
export async function performAll(work: Work, turns: Turn[]): Promise<void> {
  for (;;) {
    const wave = turns.flatMap((turn) => {
      const effect = turn.nextEffect();
      return effect ? [{ turn, effect }] : [];
    });
    if (wave.length === 0) return;
    for (const [type, asked] of grouped(wave, ({ effect }) => effect.type)) {
      const answers = await performType(work, type, asked);
      for (const [index, answer] of (answers ?? []).entries()) {
        if (answer) asked[index]!.turn.answer(answer);
      }
    }
  }
}

interface Asked {
  turn: Turn;
  effect: Effect;
}

/** The registry's type pairs every effect with its performer; the compiler cannot follow that through a variable. */
function performType(work: Work, type: Effect['type'], asked: Asked[]) {
  if (type === 'say' || type === 'waiting.giveUp')
    throw new Error('what is said, and what waits, is the turn’s own');
  const perform = performers[type] as Performer<typeof type>;
  const calls = asked.map(({ turn, effect }) => ({
    effect,
    conversation: turn.conversation!,
    who: turn.situation?.who ?? null,
    correlationId: turn.correlationId,
  }));
  return perform(work, calls as Call<never>[]);
}
