import type { Choice, Outbound, OutboundFile } from '../../domain/channel.ts';
import { SendError } from '../../domain/errors.ts';
import { formatted } from '../../domain/formatting/formatted.ts';
import { formattedOf } from '../../domain/formatting/formattedOf.ts';
import { toMarks } from '../../domain/formatting/whatsapp/toMarks.ts';

/** One message of WhatsApp's. */
export type Piece = { kind: 'text'; text: string } | { kind: 'file'; file: OutboundFile; caption: string };

/** WhatsApp's own limits, in UTF-16 units, which is never too many. */
export const longestText = 65_536;
const longestCaption = 1_024;

/**
 * A message in as many of WhatsApp's as it needs, in the order in which they are to be read. Choices become numbered lines,
 * as ordinary accounts have no buttons; people answer with the number.
 * @throws {SendError} where there is nothing to send
 */
export function compose({ body, choices, file }: Outbound): Piece[] {
  const text = [toMarks(formattedOf(body)).trim(), choices.map(numbered).join('\n')]
    .filter(Boolean)
    .join('\n\n');
  if (!file && text === '') throw new SendError('rejected', 'the message has no text', { ours: true });
  if (!file) return texts(text);
  const hasCaption = captioned.has(file.kind) && text.length <= longestCaption;
  if (hasCaption) return [{ kind: 'file', file, caption: text }];
  return [{ kind: 'file', file, caption: '' }, ...(text === '' ? [] : texts(text))];
}

const numbered = ({ label }: Choice, at: number) =>
  `${at + 1} ${toMarks(formatted(label.replace(/\s+/g, ' ').trim()))}`;

/** Voice and stickers go without words. */
const captioned = new Set(['photo', 'video', 'animation', 'document', 'other']);

const texts = (text: string): Piece[] => cut(text, longestText).map((part) => ({ kind: 'text', text: part }));

/** Cuts a text between paragraphs, lines or words where that leaves the part at least half full, else between characters. */
export function cut(text: string, limit: number): string[] {
  if (text.length <= limit) return [text];
  const window = text.slice(0, limit + 1);
  const borders = [window.lastIndexOf('\n\n'), window.lastIndexOf('\n'), window.search(/\s\S*$/)];
  const border = borders.find((at) => at >= limit / 2) ?? characterBorder(text, limit);
  const rest = text.slice(border).trimStart();
  return [text.slice(0, border).trimEnd(), ...(rest === '' ? [] : cut(rest, limit))];
}

/** No character is cut in two; one that is longer than a part (stacked accents) is, but never a surrogate pair. */
function characterBorder(text: string, limit: number): number {
  let border = 0;
  // Looks a little further, as half of an emoji looks like a character of its own.
  for (const { index } of graphemes.segment(text.slice(0, limit + 64))) if (index <= limit) border = index;
  if (border > 0) return border;
  return text.codePointAt(limit - 1)! > 0xffff ? limit - 1 : limit;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
