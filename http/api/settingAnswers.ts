import type { ActAnswer } from '../../domain/act.ts';
import type { Setting } from '../../domain/effects/organizer.ts';

/**
 * How the settings' conversation is answered: each setting is chosen and then given, and in the end it is closed.
 * @param wanted each with what it is to be (undefined stays as it is), and what the program calls it
 */
export function answersFor(wanted: [Setting, string | undefined, string][]): ActAnswer[] {
  const changes = wanted.flatMap(([setting, answer, field]): ActAnswer[] =>
    answer === undefined
      ? []
      : [
          { state: 'choosing', answer: setting, field },
          { state: 'asking', answer, field, isNeeded: true },
        ],
  );
  return [...changes, { state: 'choosing', answer: 'done' }];
}
