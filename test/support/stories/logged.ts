import { inspect } from 'node:util';
import type { Log } from '../../../domain/log.ts';
import { makeLog } from '../../../log.ts';
import type { World } from '../world.ts';

/** A log at its most talkative, and what was written: as callers handed it over, and as it reaches the output. */
export function talkative(): { log: Log; handedOver: string[]; written: string[] } {
  const handedOver: string[] = [];
  const written: string[] = [];
  const output = makeLog({ level: 'debug', output: { write: (line) => void written.push(line) } });
  const noting = (log: Log): Log => {
    const note = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: object, sentence: string) => {
      handedOver.push(`${sentence} ${inspect(fields, { depth: 8, maxStringLength: null })}`);
      log[level](fields, sentence);
    };
    return {
      debug: note('debug'),
      info: note('info'),
      warn: note('warn'),
      error: note('error'),
      child: (fields) => {
        handedOver.push(inspect(fields, { depth: 8 }));
        return noting(log.child(fields));
      },
    };
  };
  return { log: noting(output), handedOver, written };
}

/**
 * What of people stands in these lines: identifiers and numbers, codes and links that a story read, what was typed and what
 * was shown. Words that are too short to be anybody's are left out.
 */
export function leaksIn(lines: string[], { phones }: World, values: Record<string, string>): string[] {
  const said = [...phones.values()].flatMap(({ identifier, number, typed, screen }) => [
    ...(identifier.length > 6 ? [identifier] : []),
    ...(number ? [number] : []),
    ...typed.map(({ text }) => text).filter((text) => text.length > 9),
    ...screen.flatMap(({ text }) => text.split('\n')).filter((line) => line.length > 15),
  ]);
  const secret = [...new Set([...said, ...Object.values(values).filter((value) => value.length > 3)])];
  return secret.filter((one) => lines.some((line) => line.includes(one)));
}
