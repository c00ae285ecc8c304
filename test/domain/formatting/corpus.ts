import { readFileSync } from 'node:fs';

export interface Case<Args> {
  label: string;
  args: Args;
  expected: string;
}

/**
 * Pairs that Botpress publishes with its channels (MIT, see test/fixtures/formatting), but for those listed in
 * `differently`, by their number.
 */
export function casesOf<Args>(name: string, differently: Record<number, string>): Case<Args>[] {
  const file = new URL(`../../fixtures/formatting/botpress-${name}.json`, import.meta.url);
  const all: { args: Args; expected: string | object; test: string; matcher: string }[] = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  return all.flatMap(({ args, expected, matcher }, at) =>
    typeof expected === 'string' && matcher === 'toBe' && !(at in differently)
      ? [{ label: `${at} ${JSON.stringify(args)}`.slice(0, 90), args, expected }]
      : [],
  );
}
