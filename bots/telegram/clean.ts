/**
 * Text as both sides can carry it: without null characters, which Postgres refuses, and with U+FFFD for each half
 * of a surrogate pair, which is no UTF-8, so that Telegram refuses it ("Text must be encoded in UTF-8").
 */
export function clean(text: string): string {
  return text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '\u{FFFD}');
}
