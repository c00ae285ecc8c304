import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export interface Phone {
  /** E.164: `+14155550123`. */
  number: string;
  /** ISO 3166, where the number tells. */
  country: string | undefined;
}

/** Reads a phone number with its country code; null when libphonenumber says there can be no such number. */
export function readPhone(typed: string): Phone | null {
  const digits = typed.normalize('NFKC').trim();
  const international = digits.startsWith('+') ? digits : `+${digits.replace(/^00/, '')}`;
  const parsed = parsePhoneNumberFromString(international);
  return parsed?.isValid() ? { number: parsed.number, country: parsed.country } : null;
}

/** Numbers at which somebody earns by every text: nobody lives at one. */
const costly = new Set(['PREMIUM_RATE', 'SHARED_COST', 'UAN', 'VOICEMAIL', 'PAGER']);
export const isCostly = ({ number }: Phone) =>
  costly.has(parsePhoneNumberFromString(number)?.getType() ?? '');

/** The number with its middle hidden, for those who typed it: `+14••••••23`. */
export function shownPhone(number: string): string {
  return `${number.slice(0, 3)}${'•'.repeat(Math.max(number.length - 5, 1))}${number.slice(-2)}`;
}
