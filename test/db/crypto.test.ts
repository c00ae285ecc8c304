import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CannotOpen, keyedHash, open, seal } from '../../db/crypto.ts';
import { seededRandom } from '../support/random.ts';

const random = seededRandom();
const key = random.bytes(32);
const place = 'addresses.identifier';

describe('sealing', () => {
  test('whatever is sealed opens to the same bytes', () => {
    const anyBytes = fc.uint8Array({ maxLength: 5000 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(anyBytes, fc.string(), (bytes, where) => {
        const sealed = seal({ key, random, place: where }, bytes);
        expect(open({ key, place: where }, sealed)).toEqual(bytes);
        expect(sealed).toHaveLength(bytes.length + 29);
      }),
    );
  });

  test('text comes back as it was, whatever its script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(open({ key }, seal({ key, random }, text)).toString()).toBe(text);
      }),
    );
  });

  test('the same text never looks the same twice', () => {
    expect(seal({ key, random }, 'Ana')).not.toEqual(seal({ key, random }, 'Ana'));
  });

  test('a single changed bit, anywhere, is refused', () => {
    const sealed = seal({ key, random, place }, '+593991234567');
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = Buffer.from(sealed);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => open({ key, place }, changed)).toThrow(CannotOpen);
    }
  });

  test('a value cut short at any length is refused, and so is a longer one', () => {
    const sealed = seal({ key, random, place }, '+593991234567');
    for (let length = 0; length < sealed.length; length++) {
      expect(() => open({ key, place }, sealed.subarray(0, length))).toThrow(CannotOpen);
    }
    expect(() => open({ key, place }, Buffer.concat([sealed, Buffer.of(0)]))).toThrow(CannotOpen);
  });

  test.each([
    ['with another key', { key: random.bytes(32), place }],
    ['in another place', { key, place: 'inbox.raw' }],
    ['with no place', { key }],
  ])('a value does not open %s', (_, wrong) => {
    const sealed = seal({ key, random, place }, '+593991234567');
    expect(() => open(wrong, sealed)).toThrow(CannotOpen);
  });

  test('what Postgres hands back as a plain byte array opens too', () => {
    expect(open({ key }, new Uint8Array(seal({ key, random }, 'Ana'))).toString()).toBe('Ana');
  });
});

describe('the keyed hash', () => {
  test('is HMAC-SHA256, so that it can be made again anywhere', () => {
    const expected = createHmac('sha256', key).update('["sms","+1555","+1666"]').digest();
    expect(keyedHash(key, ['sms', '+1555', '+1666'])).toEqual(expected);
  });

  test('tells the parts apart, and keys', () => {
    expect(keyedHash(key, ['ab', 'c'])).not.toEqual(keyedHash(key, ['a', 'bc']));
    expect(keyedHash(key, ['ab'])).not.toEqual(keyedHash(random.bytes(32), ['ab']));
  });
});
