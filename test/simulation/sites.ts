import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const names = new WeakMap<TemplateStringsArray, string>();

/**
 * What a statement is called: the file and the function it is written in, and its first words. Each place in the
 * source has a `TemplateStringsArray` of its own, so that the stack is looked at once for each.
 */
export function siteOf(strings: TemplateStringsArray): string {
  const known = names.get(strings);
  if (known) return known;
  const words = strings.join('?').replace(/\s+/g, ' ').trim();
  const name = `${callerIn(new Error().stack ?? '')}: ${words.slice(0, 44)}`;
  names.set(strings, name);
  return name;
}

/** The function of the product that is calling just now. */
export const callingSite = (): string => callerIn(new Error().stack ?? '');

/** `Sender.send`, or `send2` where what was built has two of one name: `send`. */
const nameOf = (called: string): string => called.replace(/^.*\./, '').replace(/\d+$/, '') || 'top';

/** The first line of a stack that lies in the product: `db/inbox.ts findWaiting`. */
function callerIn(stack: string): string {
  for (const line of stack.split('\n')) {
    const [, called = '', file = ''] =
      /^\s+at (?:(?:async )?(.+?) \()?(?:file:\/\/)?(\/.+?):\d+:\d+\)?$/.exec(line) ?? [];
    if (!file.startsWith(root) || /\/(?:test|node_modules)\//.test(file)) continue;
    // Who begins a transaction for everybody says nothing.
    if (called === 'inTransaction') continue;
    return `${path.relative(root, file)} ${nameOf(called)}`;
  }
  return 'somewhere';
}
