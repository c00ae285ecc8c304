/** More than anyone types; what follows is left out before any pattern sees it. */
const MOST_CHARACTERS = 100_000;
const MOST_BLANK_LINES = 3;

const invisible = /[\u00ad\u200b\u200c\u2060\ufeff]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Windows-1252's characters at 0x80 to 0x9f, which mails call ISO 8859-1, where nothing readable stands there. */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** A text in one spelling of line ends and spaces, short enough that every later step stays quick. */
export function tidy(text: string): string {
  let blank = 0;
  return text
    .slice(0, MOST_CHARACTERS)
    .replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n')
    .replace(/\0/g, '')
    .replace(invisible, '')
    .replace(/[\u0080-\u009f]/g, (character) => windows[character.charCodeAt(0) - 0x80]!)
    .split('\n')
    .map((line) => line.replaceAll('\u00a0', ' ').trimEnd())
    .filter((line) => {
      blank = line === '' ? blank + 1 : 0;
      return blank <= MOST_BLANK_LINES;
    })
    .join('\n');
}
