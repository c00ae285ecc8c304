/**
 * Takes out of a film where it was taken, in place: phones write it into MP4 and MOV as `©xyz` or `loci` (3GPP TS 26.244
 * section 8.3) or under a key of Apple's (`com.apple.quicktime.location.ISO6709`). The boxes become free space of the same
 * size, so that nothing else moves. A file that is no such container, or a broken one, is left as far as it can be read.
 */
export function forgetPlace(film: Uint8Array): void {
  const view = new DataView(film.buffer, film.byteOffset, film.byteLength);
  for (const box of boxesIn(view, { start: 0, end: film.length })) {
    if (box.type === 'moov') visit(view, box, 0);
  }
}

interface Span {
  start: number;
  end: number;
}

/** `start` is where its content begins. */
interface Box extends Span {
  type: string;
  typeAt: number;
}

const containers = new Set(['moov', 'trak', 'mdia', 'udta', 'meta']);
const places = new Set(['©xyz', 'loci']);
/** moov, trak, mdia, udta, meta: nothing honest is deeper, nor has more boxes in one; a film made to be slow has. */
const deepest = 6;
const mostBoxes = 10_000;

function visit(view: DataView, parent: Span, depth: number): void {
  const boxes = boxesIn(view, parent);
  const keys = boxes.find(({ type }) => type === 'keys');
  const numbers = keys ? placeKeys(view, keys) : new Set<number>();
  for (const box of boxes) {
    if (places.has(box.type)) blank(view, box);
    if (box.type === 'ilst') blankNamed(view, box, numbers);
    if (containers.has(box.type) && depth < deepest) visit(view, contentOf(view, box), depth + 1);
  }
}

/** `meta` begins with version and flags in MP4 and without them in MOV: a box cannot begin with a size of zero. */
function contentOf(view: DataView, box: Box): Span {
  const isFull = box.type === 'meta' && box.end - box.start >= 8 && view.getUint32(box.start) === 0;
  return { start: box.start + (isFull ? 4 : 0), end: box.end };
}

function boxesIn(view: DataView, { start, end }: Span): Box[] {
  const boxes: Box[] = [];
  let at = start;
  while (at + 8 <= end && boxes.length < mostBoxes) {
    const said = view.getUint32(at);
    const isLong = said === 1 && at + 16 <= end;
    const size = isLong ? Number(view.getBigUint64(at + 8)) : said === 0 ? end - at : said;
    const head = isLong ? 16 : 8;
    if (size < head || at + size > end) break;
    boxes.push({ type: latin(view, at + 4, 4), typeAt: at + 4, start: at + head, end: at + size });
    at += size;
  }
  return boxes;
}

/** Which of the numbered keys say a place; the boxes in `ilst` carry the number in place of a type. */
function placeKeys(view: DataView, keys: Box): Set<number> {
  // Version, flags and a count come first, then boxes whose types say where a name comes from.
  const names = boxesIn(view, { start: keys.start + 8, end: keys.end });
  const numbers = names.flatMap(({ start, end }, index) =>
    /location|gps/i.test(latin(view, start, end - start)) ? [index + 1] : [],
  );
  return new Set(numbers);
}

function blankNamed(view: DataView, list: Box, numbers: Set<number>): void {
  for (const box of boxesIn(view, list)) {
    if (numbers.has(view.getUint32(box.typeAt)) || places.has(box.type)) blank(view, box);
  }
}

/** ISO/IEC 14496-12 section 8.1.2: what is in a `free` box is ignored. */
function blank(view: DataView, { typeAt, start, end }: Box): void {
  for (const [index, letter] of ['f', 'r', 'e', 'e'].entries())
    view.setUint8(typeAt + index, letter.charCodeAt(0));
  new Uint8Array(view.buffer, view.byteOffset + start, end - start).fill(0);
}

const latin = (view: DataView, start: number, length: number) =>
  String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + start, Math.min(length, 256)));
