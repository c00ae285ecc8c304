import { createHmac, timingSafeEqual } from 'node:crypto';
import { fromBase32, toBase32 } from './base32.ts';

/** How long a mail may be answered by its Reply-To. */
export const TOKEN_DAYS = 90;

const MAC_BYTES = 16;
const DAY_MS = 86_400_000;

/** Newest first; tokens are made with the first, and believed under any. */
export type TokenKeys = readonly [Buffer, ...Buffer[]];

/** An answer to one of their messages carries the number they have for it. */
export type TokenPurpose = 'reply' | `reply ${number}` | 'unsubscribe';

/**
 * A token that shows that a mail went to this person: 55 letters and digits, so that it fits into a local part of 64
 * (RFC 5321 section 4.5.3.1.1) and survives a change of case. It holds who and until which day, and 128 bits of HMAC.
 */
export function personToken(keys: TokenKeys, purpose: TokenPurpose, { personId, now }: Bearer): string {
  const lastDay = Math.floor(now.getTime() / DAY_MS) + TOKEN_DAYS;
  const body = Buffer.concat([idBytes(personId), uint16(lastDay)]);
  return toBase32(Buffer.concat([body, mac(keys[0], purpose, body)]));
}

interface Bearer {
  personId: string;
  now: Date;
}

/** Whom a token was made for, or why it is not believed. */
export function readPersonToken(
  keys: TokenKeys,
  purpose: TokenPurpose,
  { token, now }: { token: string; now: Date },
): { personId: string } | { refused: 'forged' | 'expired' } {
  const body = verified(keys, purpose, token);
  if (body?.length !== 18) return { refused: 'forged' };
  const isOver = Math.floor(now.getTime() / DAY_MS) > body.readUInt16BE(16);
  return isOver ? { refused: 'expired' } : { personId: idText(body.subarray(0, 16)) };
}

/** The address that failures of one delivery come back to names the delivery, so that nobody can report another's. */
export function bounceToken(keys: TokenKeys, deliveryId: string): string {
  const body = idBytes(deliveryId);
  return toBase32(Buffer.concat([body, mac(keys[0], 'bounce', body)]));
}

/** The delivery a bounce is about, or `null` where the address is not one of ours. */
export function readBounceToken(keys: TokenKeys, token: string): string | null {
  const body = verified(keys, 'bounce', token);
  return body?.length === 16 ? idText(body) : null;
}

/** All keys are tried, each in constant time. */
function verified(keys: TokenKeys, purpose: string, token: string): Buffer | null {
  const bytes = fromBase32(token);
  if (!bytes || bytes.length <= MAC_BYTES) return null;
  const body = bytes.subarray(0, -MAC_BYTES);
  const given = bytes.subarray(-MAC_BYTES);
  const fits = keys.map((key) => timingSafeEqual(mac(key, purpose, body), given));
  return fits.includes(true) ? body : null;
}

function mac(key: Buffer, purpose: string, body: Buffer): Buffer {
  return createHmac('sha256', key).update(`mail ${purpose}\0`).update(body).digest().subarray(0, MAC_BYTES);
}

/** @throws {RangeError} where it is no uuid */
function idBytes(id: string): Buffer {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new RangeError('an id in a token must be a uuid');
  return bytes;
}

function idText(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
