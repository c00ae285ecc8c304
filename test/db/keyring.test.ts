import { describe, expect, test } from 'vitest';
import { CannotOpen } from '../../db/crypto.ts';
import { keyring } from '../../db/keyring.ts';
import { seededRandom } from '../support/random.ts';

const random = seededRandom();
const oldSecret = random.bytes(32);
const newSecret = random.bytes(32);
const before = keyring({ secretKey: oldSecret, random });
const during = keyring({ secretKey: newSecret, previous: oldSecret, random });
const after = keyring({ secretKey: newSecret, random });

describe('data keys', () => {
  const key = before.newKey();
  const wrapped = before.wrap(key, 'lookup');

  test('come out of their wrapping unchanged', () => {
    expect(before.unwrap(wrapped, 'lookup')).toEqual(key);
  });

  test('do not open under another name: a row’s key cannot be put into another row', () => {
    expect(() => before.unwrap(wrapped, 'identifiers')).toThrow(CannotOpen);
  });

  test('survive a change of the secret by being wrapped anew, so look-ups still find', () => {
    expect(during.isCurrent(wrapped, 'lookup')).toBe(false);
    const rewrapped = during.wrap(during.unwrap(wrapped, 'lookup'), 'lookup');
    expect(during.isCurrent(rewrapped, 'lookup')).toBe(true);
    expect(after.unwrap(rewrapped, 'lookup')).toEqual(key);
  });

  test('that nobody wrapped anew are lost with the old secret', () => {
    expect(() => after.unwrap(wrapped, 'lookup')).toThrow(CannotOpen);
  });
});

test('each role has a password of its own, the same in every server, another with another secret', () => {
  const engine = before.rolePassword('homeroom_engine');
  expect(engine).toMatch(/^[\w-]{43}$/);
  expect(keyring({ secretKey: oldSecret, random: seededRandom(9) }).rolePassword('homeroom_engine')).toBe(
    engine,
  );
  expect(before.rolePassword('homeroom_app')).not.toBe(engine);
  expect(after.rolePassword('homeroom_engine')).not.toBe(engine);
});

describe('signed tokens', () => {
  const signer = before.signer('unsubscribe');
  const token = signer.sign('member 7 until 2026-05-01 · Año');

  test('say what was signed', () => {
    expect(signer.verify(token)).toBe('member 7 until 2026-05-01 · Año');
  });

  test('are refused where they were changed, cut, or signed for something else', () => {
    const [statement, signature] = token.split('.');
    const other = before.signer('media').sign('member 8');
    const wrong = [
      `${Buffer.from('member 8').toString('base64url')}.${signature}`,
      `${statement}.${signature!.slice(0, -2)}`,
      `${statement}.`,
      `.${signature}`,
      `${token}.more`,
      statement!,
      other,
      '',
    ];
    expect(wrong.map((each) => signer.verify(each))).toEqual(wrong.map(() => undefined));
  });

  test('stay good while the previous secret is still given, and not after', () => {
    expect(during.signer('unsubscribe').verify(token)).toContain('member 7');
    expect(after.signer('unsubscribe').verify(token)).toBeUndefined();
  });
});
