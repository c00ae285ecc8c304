import { attributionAt } from './attribution.ts';
import { bareHeadersAt } from './bareHeaders.ts';
import { headersAbove, headersAt, separatesOriginal } from './original.ts';
import { isDeviceLine } from './signature.ts';

/**
 * The lines that were not quoted, or `null` where nothing in the mail is recognised as quoted.
 *
 * A sentence that announces a quote ("On Monday Ann wrote:") takes the lines marked with `>` below it along; where
 * none is marked, everything below is the quote. Headers of the original mail always take everything below.
 */
export function beyondQuotes(lines: readonly string[]): string[] | null {
  const own: string[] = [];
  let isAnyQuoted = false;
  for (let at = 0; at < lines.length; ) {
    const end = endOfCode(lines, at);
    if (end !== null) {
      own.push(...lines.slice(at, end));
      at = end;
      continue;
    }
    if (beginsOriginal(lines, at)) return withoutRuler(own);
    if (own.some(Boolean) && isLoneDeviceLine(lines, at)) return own;
    const announcedTo = attributionAt(lines, at);
    if (announcedTo !== null) {
      const next = nextText(lines, announcedTo);
      if (next !== null && !isMarked(lines[next]!) && own.some(Boolean)) return withoutRuler(own);
      at = announcedTo;
    } else if (isMarked(lines[at]!)) {
      at = endOfMarked(lines, at);
    } else {
      own.push(lines[at]!);
      at++;
      continue;
    }
    isAnyQuoted = true;
    own.push('');
  }
  return isAnyQuoted ? own : null;
}

/** Code between lines of three backticks is somebody's own whatever stands in it; without a second such line it is no code. */
function endOfCode(lines: readonly string[], start: number): number | null {
  if (!lines[start]!.startsWith('```')) return null;
  const last = lines.slice(start + 1, start + MOST_CODE_LINES).indexOf('```');
  return last < 0 ? null : start + last + 2;
}

const MOST_CODE_LINES = 200;

const beginsOriginal = (lines: readonly string[], at: number) =>
  separatesOriginal(lines, at) || headersAt(lines, at) || bareHeadersAt(lines, at);

/** Phones put `Sent from my phone` between the answer and a quote that they do not mark. */
function isLoneDeviceLine(lines: readonly string[], at: number): boolean {
  const isAlone = lines[at - 1] === '' && lines[at + 1] === '';
  return isAlone && isDeviceLine(lines[at]!) && !/[.!]\s*$/.test(lines[at]!);
}

const isMarked = (line: string) => /^\s*(>|&gt;)/.test(line);

/** A client that wraps a marked line leaves its tail unmarked; text with a blank line around it is somebody's own. */
function endOfMarked(lines: readonly string[], start: number): number {
  let at = start;
  while (at < lines.length) {
    const isTail = lines[at] !== '' && isMarked(lines[at + 1] ?? '') && isFull(lines[at - 1] ?? '');
    if (!isMarked(lines[at]!) && !isTail) break;
    at++;
  }
  return at;
}

/** Whether a line is so long that its client may have wrapped it. */
const isFull = (line: string) => line.length > 60;

function nextText(lines: readonly string[], start: number): number | null {
  const at = lines.findIndex((line, i) => i >= start && line !== '');
  return at < 0 ? null : at;
}

/** Takes off the lines of dashes, underscores and labels that stand between a reply and the original's first header. */
function withoutRuler(own: string[]): string[] {
  return own.slice(0, own.length - headersAbove(own));
}
