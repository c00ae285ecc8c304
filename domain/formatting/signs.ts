import type { Mark } from './formatted.ts';
import type { Token } from './words.ts';

interface Pair {
  mark: Mark;
  open: number;
  close: number;
}

/** Which signs belong together: one that closes takes the last open one of its kind. The others are text. */
export function pairs(tokens: Token[]): Pair[] {
  const open = new Map<Mark, number>();
  return tokens.flatMap(({ sign }, at) => {
    if (!sign) return [];
    const { mark, canOpen, canClose } = sign;
    const opened = open.get(mark);
    if (canClose && opened !== undefined) {
      open.delete(mark);
      return [{ mark, open: opened, close: at }];
    }
    if (canOpen) open.set(mark, at);
    return [];
  });
}
