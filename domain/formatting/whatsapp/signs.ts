import type { FormatSpan } from '../formatted.ts';

export const marks: Partial<Record<FormatSpan['kind'], string>> = {
  bold: '*',
  italic: '_',
  strike: '~',
  code: '`',
};

/** Invisible, of no width, and neither blank, punctuation nor letter: a mark beside it is none. */
export const joiner = '\u2060';

/** A link is no place for marks, nor for joiners, which would break it. Marks behind it are not its own. */
export const address = /https?:\/\/[^\s`\u2060]*[^\s*_~`\u2060]/g;

/** Beside an emoji, of which here is only half, a mark works. */
export const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);
export const isBlank = (character: string) => /\s/.test(character);
