import { createHash } from 'node:crypto';

/**
 * The id that a file of one's own has with us, by what the browser called its message: the screen shows it before the
 * event is handled, and what is sent twice is the same file. A hash as a uuid of version 8 (RFC 9562, section 5.8), so that no browser
 * can choose the id of another's.
 */
export function ownFileId(addressId: string, messageId: string, index: number): string {
  const hash = createHash('sha256').update(`${addressId} ${messageId} ${index}`).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
