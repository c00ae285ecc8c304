/** White space in the sense of Telegram's parsers; other blanks of Unicode are text. */
export const isSpace = (character: string | undefined) =>
  character !== undefined && ' \t\r\n\0\v'.includes(character);
