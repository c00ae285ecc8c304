import type { FormatSpan, Formatted, Mark } from '../../domain/formatting/formatted.ts';
import { type Line, linesOf } from '../../domain/formatting/lines.ts';

/** A piece of a line as the page draws it: words, or an element with more in it. None of it is markup. */
export type ShownNode =
  | string
  | { kind: Mark | 'code'; nodes: ShownNode[] }
  | { kind: 'link'; url: string; nodes: ShownNode[] };

/** What stands below each other in a message. A heading is a bold line, as on every channel. */
export type ShownBlock =
  | { kind: 'text'; nodes: ShownNode[] }
  | { kind: 'list'; items: ShownNode[][] }
  | { kind: 'pre'; text: string }
  | { kind: 'quote'; blocks: ShownBlock[] };

/** A message as the page draws it, from top to bottom. */
export const blocksOf = (message: Formatted): ShownBlock[] => blocksIn(linesOf(message));

function blocksIn(lines: Line[]): ShownBlock[] {
  return runsOf(lines).map((run) => {
    const kind = kindOf(run[0]!);
    if (kind === 'quote')
      return { kind, blocks: blocksIn(run.map((line) => ({ ...line, isQuoted: false }))) };
    if (kind === 'pre') return { kind, text: run[0]!.text };
    return kind === 'list' && run.length > 1 ? { kind, items: run.map(nodesIn) } : textOf(run);
  });
}

/** As they are typed; the mark stays what it is, and is only set apart. */
const isItem = ({ text }: Line) => /^\s{0,8}(?:[-*+•–]|\d{1,3}[.)])\s+\S/.test(text);

function kindOf(line: Line): ShownBlock['kind'] {
  if (line.isQuoted) return 'quote';
  if (line.kind === 'pre') return 'pre';
  return isItem(line) ? 'list' : 'text';
}

/** Neighbours of one kind belong together; two blocks of code are two. */
function runsOf(lines: Line[]): Line[][] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && kindOf(last[0]!) === kindOf(line) && kindOf(line) !== 'pre') last.push(line);
    else runs.push([line]);
  }
  return runs;
}

const textOf = (run: Line[]): ShownBlock => ({
  kind: 'text',
  nodes: run.flatMap((line, at) => (at === 0 ? nodesIn(line) : ['\n', ...nodesIn(line)])),
});

const nodesIn = ({ text, spans }: Line): ShownNode[] => nodesOf(text, spans, { from: 0, to: text.length });

/** The spans nest, and the outer ones come first. */
function nodesOf(
  text: string,
  spans: readonly FormatSpan[],
  { from, to }: { from: number; to: number },
): ShownNode[] {
  const nodes: ShownNode[] = [];
  let at = from;
  const say = (end: number) => {
    if (end > at) nodes.push(text.slice(at, end));
    at = end;
  };
  for (let next = 0; next < spans.length; ) {
    const span = spans[next]!;
    let inner = next + 1;
    while (inner < spans.length && spans[inner]!.start < span.end) inner++;
    say(span.start);
    const within = nodesOf(text, spans.slice(next + 1, inner), { from: span.start, to: span.end });
    nodes.push(elementOf(span, within));
    at = span.end;
    next = inner;
  }
  say(to);
  return nodes;
}

/** Within a line there are no other spans. */
const elementOf = (span: FormatSpan, nodes: ShownNode[]): ShownNode =>
  span.kind === 'link' ? { kind: 'link', url: span.url, nodes } : { kind: span.kind as Mark | 'code', nodes };
