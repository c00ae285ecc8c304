import { storable } from '../storable.ts';
import type { FormatSpan, Formatted } from './formatted.ts';
import { safeUrl } from './links.ts';

/** Text that can be kept and carried, and spans that lie within it on whole characters. */
export function cleaned(text: string, spans: readonly FormatSpan[]): Formatted {
  const kept = storable(text).replace(/^\uFEFF+/, '');
  const moved = kept.length === text.length ? (offset: number) => offset : movedBy(text);
  const placed = spans.flatMap((span) => {
    if (!Number.isSafeInteger(span.start) || !Number.isSafeInteger(span.end)) return [];
    const start = wholeFrom(kept, moved(Math.max(0, span.start)));
    const end = wholeTo(kept, moved(Math.min(text.length, span.end)));
    return start < end ? withSafeContent({ ...span, start, end }) : [];
  });
  return { text: kept, spans: placed };
}

/** Where an offset of the original is in what was kept of it. */
function movedBy(text: string): (offset: number) => number {
  const places = new Uint32Array(text.length + 1);
  let kept = 0;
  for (let at = 0; at < text.length; ) {
    const unit = /^\r\n/.test(text.slice(at, at + 2)) ? '\r\n' : String.fromCodePoint(text.codePointAt(at)!);
    const length = kept === 0 && unit === '\uFEFF' ? 0 : storable(unit).length;
    for (let inside = 0; inside < unit.length; inside++)
      places[at + inside] = kept + Math.min(inside, length);
    at += unit.length;
    kept += length;
  }
  places[text.length] = kept;
  return (offset) => places[offset]!;
}

const wholeFrom = (text: string, at: number) => (splitsPair(text, at) ? at - 1 : at);
const wholeTo = (text: string, at: number) => (splitsPair(text, at) ? at + 1 : at);

function splitsPair(text: string, at: number): boolean {
  return /[\uD800-\uDBFF]/.test(text[at - 1] ?? '') && /[\uDC00-\uDFFF]/.test(text[at] ?? '');
}

function withSafeContent(span: FormatSpan): FormatSpan[] {
  if (span.kind === 'pre') return [{ ...span, language: languageOf(span.language) }];
  if (span.kind !== 'link') return [span];
  const url = safeUrl(span.url);
  return url ? [{ ...span, url }] : [];
}

/** A language is one short word; anything else would break out of a fence or an attribute. */
const languageOf = (language: string | null) =>
  language && /^[\p{L}\p{N}+#._-]{1,32}$/u.test(language) ? language : null;
