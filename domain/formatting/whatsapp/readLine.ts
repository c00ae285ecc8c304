import type { FormatSpan } from '../formatted.ts';
import { address, isBlank, isWord, joiner } from './signs.ts';

interface Token {
  text: string;
  /** Where a mark may open or close; words are none. */
  mark: { canOpen: boolean; canClose: boolean } | null;
}

const kinds: Record<string, 'bold' | 'italic' | 'strike' | 'code'> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strike',
  '`': 'code',
};

/** The words of one line and what its marks say of them; `offset` is where it begins in the whole text. */
export function readLine(line: string, offset: number): { text: string; spans: FormatSpan[] } {
  const tokens = tokensOf(line);
  const pairs = pairsOf(tokens);
  const used = new Set(pairs.flatMap(({ open, close }) => [open, close]));
  const places = [offset];
  const words = tokens.map(({ text }, at) => (used.has(at) ? '' : text.replaceAll(joiner, '')));
  for (const word of words) places.push(places.at(-1)! + word.length);
  const spans = pairs.map(({ open, close }) => {
    return { kind: kinds[tokens[open]!.text]!, start: places[open]!, end: places[close]! };
  });
  return { text: words.join(''), spans };
}

function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  let from = 0;
  for (const found of line.matchAll(address)) {
    tokens.push(...marksIn(line, from, found.index), { text: found[0], mark: null });
    from = found.index + found[0].length;
  }
  return [...tokens, ...marksIn(line, from, line.length)];
}

function marksIn(line: string, from: number, to: number): Token[] {
  const pieces = line.slice(from, to).match(/[*_~`]|[^*_~`]+/g) ?? [];
  let at = from;
  return pieces.map((text) => {
    const mark = kinds[text] ? flanked(line, at) : null;
    at += text.length;
    return { text, mark };
  });
}

/** A mark works before or behind something visible, and not within a word; two of a kind are text. */
function flanked(line: string, at: number): Token['mark'] {
  const before = line[at - 1] ?? ' ';
  const after = line[at + 1] ?? ' ';
  const isTaken = [before, after].some((beside) => beside === joiner || beside === line[at]);
  if (isTaken) return null;
  return { canOpen: !isWord(before) && !isBlank(after), canClose: !isBlank(before) && !isWord(after) };
}

interface Pair {
  open: number;
  close: number;
}

/** A mark that closes takes the open one of its kind; what opened in between stays text, as does all within code. */
function pairsOf(tokens: Token[]): Pair[] {
  const pairs: Pair[] = [];
  const closers = nextBackticks(tokens);
  let open: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const { text, mark } = tokens[at]!;
    if (!mark) continue;
    const opened = open.findLast((one) => tokens[one]!.text === text);
    if (text === '`') {
      const close = mark.canOpen ? closers[at] : undefined;
      if (close === undefined) continue;
      pairs.push({ open: at, close });
      at = close;
    } else if (mark.canClose && opened !== undefined) {
      pairs.push({ open: opened, close: at });
      open = open.filter((one) => one < opened);
    } else if (mark.canOpen && opened === undefined) open.push(at);
  }
  return pairs;
}

/** For each token the next backtick behind it that closes code. */
function nextBackticks(tokens: Token[]): (number | undefined)[] {
  let next: number | undefined;
  return tokens
    .map((_, index) => {
      const at = tokens.length - 1 - index;
      const { text, mark } = tokens[at]!;
      const found = next;
      if (text === '`' && mark?.canClose) next = at;
      return found;
    })
    .reverse();
}
