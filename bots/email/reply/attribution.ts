import { isDateWord, openings, quoting, verbs } from './words.ts';

/** A sentence that announces a quote is wrapped into this many lines at most, and no longer than this. */
const MOST_LINES = 6;
const MOST_CHARACTERS = 400;

/**
 * Whether a sentence like `On Tue, 3 May 2022 at 10:11, Ann <ann@example.org> wrote:` begins in this line; if so, the
 * line after it.
 */
export function attributionAt(lines: readonly string[], start: number): number | null {
  const end = endOfSentence(lines, start);
  for (let at = start + 1; end !== null && at < end; at++) if (isNewStart(lines, at)) return null;
  return end;
}

function endOfSentence(lines: readonly string[], start: number): number | null {
  if (!opens(opening(lines, start))) return null;
  let sentence = '';
  for (let end = start; end < Math.min(start + MOST_LINES, lines.length); end++) {
    const line = withoutRulers(lines[end]!);
    if (line === '' && isVerbAlone(lines[end + 1]) && announces(`${sentence} ${lines[end + 1]}`))
      return end + 2;
    if (line === '' || (/^>/.test(line) && !closes(line, sentence))) return null;
    sentence = joined(sentence, line);
    if (sentence.length > MOST_CHARACTERS) return null;
    if (announces(sentence) || (isBrief(sentence) && isMarkedBelow(lines, end + 1))) return end + 1;
  }
  return null;
}

/** Zoho writes `---- On Tue, 5 Mar 2024 ... wrote ----`. */
function withoutRulers(line: string): string {
  return line
    .slice(0, MOST_CHARACTERS + 100)
    .replace(/^\s*[-=*_]{2,}\s*(?=\S)/, '')
    .replace(/(?<=\S)\s*[-=*_]{2,}\s*$/, '')
    .trim();
}

/** A `=` at a line's end is left over where a mail's transfer encoding was not undone. */
function joined(sentence: string, line: string): string {
  return sentence.endsWith('=') ? sentence.slice(0, -1) + line : `${sentence} ${line}`.trim();
}

/** A `>` that was wrapped away from its address marks no quote. */
function closes(line: string, sentence: string): boolean {
  return line.length < 40 && /<\S+@\S+$/.test(sentence);
}

/** HTML made into text may leave a blank line between the author and `wrote:`. */
const isVerbAlone = (line = '') => line.length < 40 && verbs.alone.test(line.trim());

/** A name may be wrapped away from the address it belongs to. */
function opening(lines: readonly string[], start: number): string {
  const next = (lines[start + 1] ?? '').trim();
  const line = withoutRulers(lines[start]!);
  return /^[<(‪]\S*@/.test(next) ? `${line} ${next}` : line;
}

/** `On`, a weekday, a month, a number, or who it was: `Ann <ann@example.org>`, `Ann wrote`. */
function opens(line: string): boolean {
  const text = line.trim().slice(0, MOST_CHARACTERS);
  if (/^[\p{Nd}[(]/u.test(text) || openings.test(text)) return true;
  const word = /^[\p{L}\p{M}'’]+/u.exec(text)?.[0].toLowerCase();
  if (word !== undefined && isDateWord(word)) return true;
  if (/^\p{Lu}/u.test(text) && verbs.within.test(text.slice(0, 80))) return true;
  if (/^[*"'“\s]*\S+@\S+\s/.test(text) && verbs.within.test(text.slice(0, 120))) return true;
  return /^["'“*]?[^<>@:]{0,80}["'”*]?\s*(<|\(|&lt;)\S+@\S+/.test(text);
}

/** A later line may be the true beginning, of which the line before is only text. */
function isNewStart(lines: readonly string[], at: number): boolean {
  return openings.test(withoutRulers(lines[at]!)) && endOfSentence(lines, at) !== null;
}

/**
 * With a verb, a date or an address must be there too; without one, both. A line that goes on after the verb must be
 * going on to the author's name, as in Dutch and German, and end with a colon.
 */
function announces(sentence: string): boolean {
  const hasDate = date.test(sentence);
  const hasAddress = address.test(sentence);
  const endsWithColon = /[:：]\s*[*_]?$/.test(sentence);
  if (verbs.atEnd.test(sentence)) return hasDate || hasAddress || startsWithDate(sentence);
  if (!endsWithColon) return false;
  if (hasAddress && (hasDate || quoting.test(sentence))) return true;
  return verbs.beforeMore.test(sentence) && (hasDate || hasAddress);
}

/**
 * Too little to go by, unless what is marked below shows what it is: `Ann wrote:`, `On Monday, Ann wrote:`, or, as
 * older Gmail had it, `2011/4/7 Ann <ann@example.org>`.
 */
function isBrief(sentence: string): boolean {
  if (/^\p{Nd}/u.test(sentence) && date.test(sentence) && /\S@\S+[>)]$/.test(sentence)) return true;
  return sentence.length < 80 && /[:：]$/.test(sentence) && verbs.atEnd.test(sentence);
}

const isMarkedBelow = (lines: readonly string[], at: number) =>
  /^\s*>/.test(lines.slice(at, at + 3).find((line) => line !== '') ?? '');

/** `On March 5`: a day of a month, whose figure tells it from `On Monday`. What somebody said, people tell in mails. */
function startsWithDate(sentence: string): boolean {
  const words = sentence.split(/[\s,.]+/, 6);
  return (
    openings.test(sentence) &&
    !/\bsaid\s*:?$/i.test(sentence) &&
    words.some((word) => isDateWord(word.toLowerCase())) &&
    words.some((word) => /^\p{Nd}{1,2}(?:st|nd|rd|th)?$/u.test(word))
  );
}

const address = /\S@\S+\.\S/;
/** A time of day, a year, or day and month in figures. */
const date =
  /\p{Nd}{1,2}\s?[:.hH]\s?\p{Nd}{2}|(?<!\p{Nd})\p{Nd}{4}(?!\p{Nd})|\p{Nd}{1,2}\s?[./-]\s?\p{Nd}{1,2}|\p{Nd}\s?[年月日년월일]/u;
