import { labels, originals } from './words.ts';

const between = new RegExp(
  String.raw`^[\s>*_#]*[-–—_=]{2,}\s*(?:${originals})(?: (?:from|von|de|da|van|от) .{1,80}?)?\s*[-–—_=:]{1,}[\s*_]*$`,
  'iu',
);
const starred = new RegExp(String.raw`^[\s>]*[*[(]+\s*(?:${originals})\s*[*\])]+\s*$`, 'iu');
/** GroupWise: `>>> "Ann" <ann@example.org> 05/03/2024 09:12 >>>` */
const groupWise = /^>>> .{0,200}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}.{0,40}>>>$/;
const bare = new RegExp(String.raw`^\s*(?:${originals})\s*[:：]?\s*$`, 'iu');
const replyAbove =
  /(?:reply|respond|write|type|antwort|responda|responde|réponse|répondre|escriba|scrivi|schrijf)\b.{0,40}\b(?:above|oberhalb|über|encima|arriba|au[- ]dessus|acima|sopra|boven)\b.{0,20}\b(?:this|dieser|esta|cette|línea|linha|ligne|linea|lijn|line|zeile)/iu;

/** `-----Original Message-----` and its kin, or the line above which one is asked to write. */
export function separatesOriginal(lines: readonly string[], at: number): boolean {
  const line = lines[at]!.slice(0, 200).replaceAll('&nbsp;', ' ');
  if (between.test(line) || starred.test(line) || groupWise.test(line)) return true;
  if (/^[\s>]*[#*=-]{2}/.test(line) && replyAbove.test(line)) return true;
  return bare.test(line) && /[:：]|^\s*begin/iu.test(line);
}

type Label = keyof typeof labels;

const kinds = (Object.keys(labels) as Label[]).map((kind) => ({
  kind,
  pattern: new RegExp(
    String.raw`^[\s*_]*(?:(?:${labels[kind]})\s?[*_]*\s*[:：]|\|\s*(?:${labels[kind]})\s*\|)`,
    'iu',
  ),
}));

/** A line may be wrapped, so that a label need not follow a label at once. */
const MOST_LINES = 8;

/**
 * Whether the headers of another mail begin here: who it is from, the subject, and a date or a recipient; with an
 * address or below a ruler any two of them. A journey has a `From:`, a `To:` and a `Date:` too, but no subject.
 */
export function headersAt(lines: readonly string[], start: number): boolean {
  const first = labelOf(lines[start]!);
  if (first !== 'from' && first !== 'date') return false;
  const block = lines.slice(start, start + MOST_LINES);
  const found = new Set(block.map(labelOf).filter((kind) => kind !== null));
  if (!found.has('from') || found.size < 2) return false;
  if (block.some(isAddressed) || isBeforeHeaders(lastText(lines, start) ?? 'text')) return true;
  return found.size >= 3 && found.has('subject');
}

/** Behind a label, or below one that was wrapped. */
const isAddressed = (line: string) =>
  /\S@\S/.test(line.slice(0, 500)) && (/^[\s<>]/.test(line) || labelOf(line) !== null);

/**
 * How many of these lines, the last of somebody's own, already belong to the headers below them: rulers, blank lines, and
 * labels that a program prints before `From:`.
 */
export function headersAbove(own: readonly string[]): number {
  let start = own.length;
  while (start > 0 && ['date', 'to', 'subject'].includes(labelOf(own[start - 1]!) ?? '')) start--;
  while (start > 0 && isBeforeHeaders(own[start - 1]!)) start--;
  return own.length - start;
}

/** Lines of dashes or underscores, alone or with blank lines, as programs draw them above the headers. */
function isBeforeHeaders(line: string): boolean {
  return /^[\s*]*[-–—_=]*[\s*]*$/.test(line.slice(0, 200));
}

function labelOf(line: string): Label | null {
  const start = line.slice(0, 40);
  return kinds.find(({ pattern }) => pattern.test(start))?.kind ?? null;
}

function lastText(lines: readonly string[], before: number): string | undefined {
  for (let at = before - 1; at >= 0 && at >= before - 3; at--) if (lines[at] !== '') return lines[at];
  return undefined;
}
