import type { Random } from './clock.ts';

/** Crockford's base 32: no letter that can be read as a digit, none that makes words. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An invite code of 40 random bits: `K7QM-2XRD`. */
export function newInviteCode(random: Random): string {
  const letters = [...random.bytes(8)].map((byte) => alphabet[byte & 31]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** The code as stored, from how people type it: any case, no dash, O for 0, I and L for 1. Null if it cannot be one. */
export function readInviteCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (letters.length !== 8 || [...letters].some((letter) => !alphabet.includes(letter))) return null;
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Six random digits, each equally likely. */
export function newSixDigits(random: Random): string {
  return String(Math.floor(random.fraction() * 1_000_000)).padStart(6, '0');
}
