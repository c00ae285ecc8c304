/**
 * What may stand in an error's message, a stack or an address although it must not be read in a log. Patterns see
 * what nobody told us about; the values of our own secrets are taken out besides, whatever they look like.
 */
const patterns: [RegExp, string][] = [
  // Telegram puts the bot's token into the path of every call, and fetch puts the path into its errors.
  [/\d{5,20}(?::|%3A)[\w-]{15,}/gi, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [redacted]'],
  [/\/\/[^\s/"']{0,300}@/g, '//[redacted]@'],
  [/(https?:\/\/[^\s"'?]+)\?[^\s"']+/g, '$1?[redacted]'],
  [/[^\s@<>"'=:]{1,64}@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi, '[email]'],
  // V8 quotes what it could not parse, and Postgres what it could not read: both may be what a person wrote.
  [/, (?:\.{3})?"[\s\S]*?"(?:\.{3})? is not valid JSON/g, ' in what is not valid JSON'],
  [/(invalid input [^\n"]*: )"[\s\S]*?"/g, '$1[redacted]'],
  [phoneNumber(), '[number]'],
];

const longest = 10_000;

/** Takes identifiers, tokens and quoted input out of a text, and every one of `secrets`; cuts it at 10,000 characters. */
export function mask(text: string, secrets: string[] = []): string {
  let masked = text;
  for (const secret of secrets) masked = masked.replaceAll(secret, '[secret]');
  if (masked.length > longest) masked = `${masked.slice(0, longest)}…`;
  for (const [pattern, instead] of patterns) masked = masked.replace(pattern, instead);
  return masked;
}

/**
 * 7 to 15 digits (ITU-T E.164) of any script, with the spaces, dashes and brackets people put in. That is also what
 * Telegram's ids of people and groups look like. Dates, and the digits within a uuid or a word, are left alone.
 */
function phoneNumber(): RegExp {
  const notInAWord = String.raw`(?<![\p{L}\p{N}_]|[\p{L}\p{N}_][-.])`;
  const notADate = String.raw`(?!\d{4}-\d\d-\d\d(?!\d))`;
  const digits = String.raw`(?:\+|%2B)?\(?\p{Nd}(?:[\s()-]{0,2}\p{Nd}){6,14}`;
  const notBeforeAWord = String.raw`(?![\p{L}\p{N}_]|-[\p{L}\p{N}_])`;
  return new RegExp(notInAWord + notADate + digits + notBeforeAWord, 'giu');
}
