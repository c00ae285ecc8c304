import { ParseError } from './parsedText.ts';

/** A custom emoji's id: a number of 64 bits, written without leading zeros. */
export function emojiId(value: string): string {
  const isNumber = /^-?[1-9]\d{0,18}$/.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value);
  if (!isNumber) throw new ParseError('Invalid custom emoji identifier specified');
  return value;
}
