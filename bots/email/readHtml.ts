import { Parser } from 'htmlparser2';
import { type FormatSpan, type Formatted, formatted } from '../../domain/formatting/formatted.ts';
import { isHidden, type Meaning, meaningsOf } from './htmlMeaning.ts';
import { HtmlText } from './htmlText.ts';

/** More than any mail that a person wrote; what is behind is not read. */
const MOST_CHARACTERS = 500_000;
/** Deeper than any layout: what is further in is not read, and cannot exhaust the parser. */
const DEEPEST = 400;

/**
 * What a reader sees of HTML mail: its words, one line for each block, and how they look. Scripts, styles, images and what
 * is hidden are left out; nothing is fetched. Never fails; reads at most the first half million characters.
 */
export function fromHtml(html: string): Formatted {
  const reading: Reading = { words: new HtmlText(), frames: [], spans: [] };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        open(reading, name, attributes);
        if (reading.frames.length > DEEPEST) parser.pause();
      },
      onclosetag: () => close(reading),
      ontext: (text) => say(reading, text),
    },
    { decodeEntities: true },
  );
  parser.end(html.slice(0, MOST_CHARACTERS));
  while (reading.frames.length > 0) close(reading);
  return formatted(reading.words.whole(), reading.spans);
}

interface Frame {
  name: string;
  start: number;
  meanings: Meaning[];
  isHidden: boolean;
  /** How many line breaks stand before and behind. */
  breaks: number;
  isPre: boolean;
  /** The number of the last item, in a list that counts. */
  items: number | null;
  lists: number;
}

interface Reading {
  words: HtmlText;
  frames: Frame[];
  spans: FormatSpan[];
}

/** How many line breaks stand around a block; others stand within a line. */
const breaks: Record<string, number> = Object.fromEntries([
  ...'address article aside blockquote center dd details div dl dt fieldset figcaption figure footer form header hr li main nav ol pre section summary table tr ul'
    .split(' ')
    .map((name) => [name, 1]),
  ...['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) => [name, 2]),
]);

/** Outlook's paragraphs are lines, and so are those of a list. */
function breaksOf(name: string, attributes: Record<string, string>, frames: Frame[]): number {
  const isTight = /\bMso/.test(attributes.class ?? '') || frames.at(-1)?.name === 'li';
  return Math.min(isTight ? 1 : 2, breaks[name] ?? 0);
}

function open(reading: Reading, name: string, attributes: Record<string, string>): void {
  const { words, frames } = reading;
  const outer = frames.at(-1);
  const hidden = outer?.isHidden === true || isHidden(name, attributes);
  const isList = name === 'ul' || name === 'ol';
  const around = breaksOf(name, attributes, frames);
  if (!hidden) {
    words.needBreaks(around);
    if (name === 'br') words.breakLine();
    if (name === 'td' || name === 'th') words.blank();
    if (name === 'li') words.item(markOf(frames), outer?.lists ?? 0);
  }
  frames.push({
    name,
    // A blank that is due stands before the element, though it is written with the next word.
    start: words.text.length + (words.isBlankDue ? 1 : 0),
    meanings: hidden ? [] : meaningsOf(name, attributes),
    isHidden: hidden,
    breaks: around,
    isPre: outer?.isPre === true || name === 'pre',
    items: name === 'ol' ? (Number.parseInt(attributes.start ?? '1', 10) || 1) - 1 : null,
    lists: (outer?.lists ?? 0) + (isList ? 1 : 0),
  });
}

function markOf(frames: Frame[]): string {
  const list = frames.findLast(({ name }) => name === 'ul' || name === 'ol');
  if (!list || list.items === null) return '- ';
  list.items++;
  return `${list.items}. `;
}

function close({ words, frames, spans }: Reading): void {
  const frame = frames.pop();
  if (!frame || frame.isHidden) return;
  const end = words.text.length;
  for (const meaning of frame.meanings)
    if (end > frame.start) spans.push({ ...meaning, start: frame.start, end });
  if (frame.name === 'pre') words.endVerbatim();
  words.needBreaks(frame.breaks);
}

function say({ words, frames }: Reading, text: string): void {
  const frame = frames.at(-1);
  if (frame?.isHidden) return;
  if (frame?.isPre) words.verbatim(text, frame.start);
  else words.say(text);
}
