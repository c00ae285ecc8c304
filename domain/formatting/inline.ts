import { disjoint, united } from './blocks.ts';
import type { FormatSpan, Mark } from './formatted.ts';
import { isOwnAddress } from './links.ts';
import { nested } from './nest.ts';

/** What is special about a piece of text, besides the block it stands in. */
export interface Piece {
  start: number;
  end: number;
  marks: ReadonlySet<Mark>;
  isCode: boolean;
  url: string | null;
  isBlank: boolean;
}

const marks: Mark[] = ['spoiler', 'bold', 'italic', 'underline', 'strike'];
const none: ReadonlySet<Mark> = new Set();

/** Marks, code and links as they are seen: within lines, from a visible character to a visible one, nested. */
export function inlineOf(text: string, spans: FormatSpan[], pre: FormatSpan[]): FormatSpan[] {
  const found = finder(text, { spans, pre });
  const pieces = cutsOf(text, [...spans, ...pre]).map(found);
  return nested(withoutOwnAddresses(text, tight(text, pieces)));
}

/** The borders of words and lines and of all spans: between two of them nothing changes. */
function cutsOf(text: string, spans: FormatSpan[]): [start: number, end: number][] {
  const borders = new Set([0, text.length]);
  for (const { start, end } of spans) borders.add(start).add(end);
  for (const blank of text.matchAll(/\n|[^\S\n]+/gu))
    borders.add(blank.index).add(blank.index + blank[0].length);
  const sorted = [...borders].sort((one, other) => one - other);
  return sorted.slice(1).map((end, at) => [sorted[at]!, end]);
}

/** Tells what covers a place; asked from left to right. */
function finder(
  text: string,
  { spans, pre }: { spans: FormatSpan[]; pre: FormatSpan[] },
): (place: [number, number]) => Piece {
  const of = (kind: FormatSpan['kind']) => spans.filter((span) => span.kind === kind);
  const links = disjoint(of('link'));
  const linkAt = covering(links);
  const codeAt = covering(united(of('code')));
  const preAt = covering(pre);
  const markAt = marks.map((mark) => ({ mark, at: covering(united(of(mark))) }));
  return ([start, end]) => {
    const isPre = preAt(start) !== undefined;
    const link = linkAt(start);
    const isCode = codeAt(start) !== undefined && !link && !isPre;
    const active = markAt.filter(({ at }) => at(start) !== undefined).map(({ mark }) => mark);
    return {
      start,
      end,
      isCode,
      isBlank: text.slice(start, end).trim() === '',
      url: link?.kind === 'link' && !isPre ? link.url : null,
      marks: isPre || isCode ? none : new Set(active),
    };
  };
}

function covering<Place extends { start: number; end: number }>(sorted: Place[]) {
  let next = 0;
  return (at: number): Place | undefined => {
    while (next < sorted.length && sorted[next]!.end <= at) next++;
    return sorted[next] && sorted[next]!.start <= at ? sorted[next] : undefined;
  };
}

/** Blanks have only what the visible characters on both sides have too, and line breaks nothing. */
function tight(text: string, pieces: Piece[]): Piece[] {
  const last = neighbours(text, pieces);
  const next = neighbours(text, pieces.toReversed()).toReversed();
  return pieces.map((piece, at) => (piece.isBlank ? shared(piece, last[at], next[at]) : piece));
}

/** For each piece the nearest visible one before it in its line. */
function neighbours(text: string, pieces: Piece[]): (Piece | undefined)[] {
  let visible: Piece | undefined;
  return pieces.map((piece) => {
    const before = visible;
    const isBreak = text[piece.start] === '\n';
    if (isBreak) visible = undefined;
    else if (!piece.isBlank) visible = piece;
    return isBreak ? undefined : before;
  });
}

function shared(piece: Piece, left: Piece | undefined, right: Piece | undefined): Piece {
  if (!left || !right) return { ...piece, marks: none, isCode: false, url: null };
  return {
    ...piece,
    marks: new Set([...piece.marks].filter((mark) => left.marks.has(mark) && right.marks.has(mark))),
    isCode: piece.isCode && left.isCode && right.isCode,
    url: piece.url === left.url && piece.url === right.url ? piece.url : null,
  };
}

/** The pieces of a link are neighbours; they lose it together. */
function withoutOwnAddresses(text: string, pieces: Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (let at = 0; at < pieces.length; ) {
    const { url, start } = pieces[at]!;
    let next = at + 1;
    while (url !== null && pieces[next]?.url === url) next++;
    const isOwn = url !== null && isOwnAddress(text.slice(start, pieces[next - 1]!.end), url);
    for (const piece of pieces.slice(at, next)) kept.push(isOwn ? { ...piece, url: null } : piece);
    at = next;
  }
  return kept;
}
