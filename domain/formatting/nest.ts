import type { FormatSpan } from './formatted.ts';
import type { Piece } from './inline.ts';

type Trait = 'link' | 'code' | 'spoiler' | 'bold' | 'italic' | 'underline' | 'strike';

/** Outside first, where two reach equally far. */
const traits: Trait[] = ['link', 'code', 'spoiler', 'bold', 'italic', 'underline', 'strike'];

interface Open {
  trait: Trait;
  start: number;
  end: number;
  url: string | null;
}

/**
 * Makes spans that nest of pieces that stand side by side: what begins first is outside, of those that begin together
 * what reaches further, and a mark is cut in two where something outside of it ends. Links stay whole: a mark that ends
 * within one is cut where the link begins.
 */
export function nested(pieces: Piece[]): FormatSpan[] {
  const spans: FormatSpan[] = [];
  const ends = reaches(pieces);
  let open: Open[] = [];
  let visibleEnd = 0;
  for (const [at, piece] of pieces.entries()) {
    const wanted = opened(piece, ends[at]!);
    const kept = keptOpen(open, wanted, piece.start);
    for (const one of open.slice(kept).toReversed()) spans.push(spanOf(one, visibleEnd));
    open = open.slice(0, kept);
    if (piece.isBlank) continue;
    // A mark that was cut goes on at the next visible character.
    open.push(...wanted.filter(({ trait }) => !open.some((one) => one.trait === trait)));
    visibleEnd = piece.end;
  }
  for (const one of open.toReversed()) spans.push(spanOf(one, visibleEnd));
  return sorted(spans);
}

const has = (piece: Piece, trait: Trait) => {
  if (trait === 'link') return piece.url !== null;
  return trait === 'code' ? piece.isCode : piece.marks.has(trait);
};

/** How far each trait of each piece goes on, found from the end backwards. */
function reaches(pieces: Piece[]): Map<Trait, number>[] {
  let next: Piece | undefined;
  let further = new Map<Trait, number>();
  const all = pieces.toReversed().map((piece) => {
    const here = new Map<Trait, number>();
    for (const trait of traits) {
      if (!has(piece, trait)) continue;
      const goesOn = next && has(next, trait) && (trait !== 'link' || next.url === piece.url);
      here.set(trait, (goesOn && further.get(trait)) || piece.end);
    }
    further = here;
    next = piece;
    return here;
  });
  return all.reverse();
}

function opened(piece: Piece, ends: Map<Trait, number>): Open[] {
  const all = [...ends].map(([trait, end]) => ({ trait, end, start: piece.start, url: piece.url }));
  return all.sort(
    (one, other) => other.end - one.end || traits.indexOf(one.trait) - traits.indexOf(other.trait),
  );
}

/** How many of the open ones stay open: up to the first that ends here, or would end within a link that begins here. */
function keptOpen(open: Open[], wanted: Open[], at: number): number {
  const link = wanted.find(({ trait }) => trait === 'link');
  const isNewLink = link && !open.some(({ trait, end }) => trait === 'link' && end > at);
  const first = open.findIndex(({ end }) => end <= at || (isNewLink && end < link.end));
  return first < 0 ? open.length : first;
}

function spanOf({ trait, start, url }: Open, end: number): FormatSpan {
  return trait === 'link' ? { kind: 'link', start, end, url: url! } : { kind: trait, start, end };
}

const rank = ({ kind }: FormatSpan) => traits.indexOf(kind as Trait);

const sorted = (spans: FormatSpan[]) =>
  spans.sort((one, other) => one.start - other.start || other.end - one.end || rank(one) - rank(other));
