import { sortEntities } from './entities.ts';
import { closeMarkdown, type OpenMark } from './markdownMarks.ts';
import { type ParsedText, ParseError } from './parsedText.ts';
import type { MessageEntity } from './shapes.ts';

/** Where the reading stands. */
export interface MarkdownReader {
  source: string;
  at: number;
  text: string;
  open: OpenMark[];
  entities: MessageEntity[];
  /** True at the start of a line, where `>` opens a quotation. */
  canQuote: boolean;
  isInQuote: boolean;
}

/** Marks that open and close with the same characters; longer ones come first. */
const PAIRS: [string, string][] = [
  ['__', 'Underline'],
  ['||', 'Spoiler'],
  ['```', 'Pre'],
  ['_', 'Italic'],
  ['*', 'Bold'],
  ['~', 'Strikethrough'],
  ['`', 'Code'],
];

const RESERVED = '_*[]()~`>#+-=|{}.!\n';

/**
 * Reads `parse_mode: MarkdownV2` as Telegram does (https://core.telegram.org/bots/api#markdownv2-style).
 * @throws {ParseError} with the server's own sentence
 */
export function parseMarkdownV2(source: string): ParsedText {
  const reader: MarkdownReader = {
    source,
    at: 0,
    text: '',
    open: [],
    entities: [],
    canQuote: true,
    isInQuote: false,
  };
  while (reader.at < source.length) step(reader);
  if (reader.open.at(-1)?.kind === 'BlockQuote') closeQuote(reader, 'blockquote');
  const unclosed = reader.open.at(-1);
  if (unclosed) throw cannotFindEnd(reader, unclosed);
  return { text: reader.text, entities: sortEntities(reader.entities) };
}

function step(reader: MarkdownReader) {
  const { source } = reader;
  const character = source[reader.at]!;
  if (character === '\\' && isEscapable(source[reader.at + 1])) return takeEscaped(reader);
  const isVerbatim = /^(Code|Pre|PreCode)$/.test(reader.open.at(-1)?.kind ?? '');
  if (isVerbatim) return stepVerbatim(reader, character);
  if (!RESERVED.includes(character)) return take(reader);
  if (character === '\n') return endLine(reader);
  if (character === '>' && reader.canQuote) return openQuote(reader);
  if (endsExpandable(reader)) return closeExpandable(reader);
  const pair = PAIRS.find(([mark]) => source.startsWith(mark, reader.at));
  if (pair) return toggle(reader, pair);
  if (character === '[') return open(reader, { kind: 'TextUrl', length: 1 });
  if (source.startsWith('![', reader.at)) return open(reader, { kind: 'CustomEmoji', length: 2 });
  const top = reader.open.at(-1)?.kind;
  if (character === ']' && (top === 'TextUrl' || top === 'CustomEmoji')) {
    return closeMarkdown(reader, reader.open.pop()!);
  }
  throw new ParseError(`Character '${character}' is reserved and must be escaped with the preceding '\\'`);
}

/** A backslash takes its meaning from any ASCII character, and stays itself before all others. */
export const isEscapable = (character: string | undefined) =>
  character !== undefined && character > '\0' && character < '\x7f';

function take(reader: MarkdownReader) {
  const character = reader.source[reader.at++]!;
  if (character !== '\r') reader.canQuote = character === '\n';
  reader.text += character;
}

function takeEscaped(reader: MarkdownReader) {
  reader.at++;
  take(reader);
}

/** Inside code only backticks mean anything: its end, or in a block a piece of code within it. */
function stepVerbatim(reader: MarkdownReader, character: string) {
  if (character !== '`') {
    take(reader);
    reader.canQuote &&= character === '\r';
    return;
  }
  const mark = reader.open.at(-1)!;
  const end = mark.kind === 'Code' ? '`' : '```';
  if (!reader.source.startsWith(end, reader.at)) return open(reader, { kind: 'Code', length: 1 });
  reader.at += end.length;
  closeMarkdown(reader, reader.open.pop()!);
}

function toggle(reader: MarkdownReader, [mark, kind]: [string, string]) {
  if (reader.open.at(-1)?.kind === kind) {
    reader.at += mark.length;
    closeMarkdown(reader, reader.open.pop()!);
    return;
  }
  open(reader, { kind, length: mark.length });
  if (kind === 'Pre') readLanguage(reader);
}

function open(reader: MarkdownReader, mark: { kind: string; length: number }) {
  reader.open.push({ kind: mark.kind, at: reader.at, offset: reader.text.length, language: '' });
  reader.at += mark.length;
}

/** What stands right behind the three backticks names the language, unless the block ends there. */
function readLanguage(reader: MarkdownReader) {
  const { source } = reader;
  const language = /^[^ \t\r\n\0\v`]*/.exec(source.slice(reader.at))![0];
  const after = source[reader.at + language.length];
  if (language !== '' && after !== undefined && after !== '`') {
    Object.assign(reader.open.at(-1)!, { kind: 'PreCode', language });
    reader.at += language.length;
  }
  const lineEnd = /^(\r\n|\n\r|\n|\r)/.exec(source.slice(reader.at, reader.at + 2));
  reader.at += lineEnd?.[0].length ?? 0;
}

/** Within a quotation a second `>` means nothing more. */
function openQuote(reader: MarkdownReader) {
  if (reader.isInQuote) {
    reader.at++;
    return;
  }
  reader.isInQuote = true;
  open(reader, { kind: 'BlockQuote', length: 1 });
}

/** A quotation goes on where the next line begins with `>` too, and ends with its line otherwise. */
function endLine(reader: MarkdownReader) {
  take(reader);
  if (!reader.isInQuote) return;
  if (reader.source[reader.at] === '>') reader.at++;
  else closeQuote(reader, 'blockquote');
}

/** `||` at the very end of a quotation makes it expandable. */
function endsExpandable(reader: MarkdownReader): boolean {
  if (!reader.isInQuote || reader.open.at(-1)?.kind === 'Spoiler') return false;
  return /^\|\|(\r?\n(?!>)|$)/.test(reader.source.slice(reader.at));
}

function closeExpandable(reader: MarkdownReader) {
  reader.at += 2;
  const lineEnd = /^\r?\n?/.exec(reader.source.slice(reader.at))![0];
  reader.text += lineEnd;
  reader.at += lineEnd.length;
  reader.canQuote = true;
  closeQuote(reader, 'expandable_blockquote');
}

function closeQuote(reader: MarkdownReader, type: string) {
  const mark = reader.open.pop()!;
  if (mark.kind !== 'BlockQuote') throw cannotFindEnd(reader, mark);
  reader.isInQuote = false;
  const length = reader.text.length - mark.offset;
  if (length > 0) reader.entities.push({ type, offset: mark.offset, length });
}

function cannotFindEnd(reader: MarkdownReader, mark: OpenMark): ParseError {
  return ParseError.at(`Can't find end of ${mark.kind} entity`, reader.source, mark.at);
}
