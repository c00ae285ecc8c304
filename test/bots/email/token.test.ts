import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bounceAddress,
  isOwnMessageId,
  messageIdOf,
  purposeOf,
  replyAddress,
  unsubscribeAddress,
} from '../../../bots/email/address.ts';
import { fromBase32, toBase32 } from '../../../bots/email/base32.ts';
import { TOKEN_DAYS, type TokenKeys } from '../../../bots/email/token.ts';
import { ANN, DELIVERY, days, MAILBOX, NOW } from './support.ts';

const reply = replyAddress(MAILBOX, ANN, NOW);

describe('the Reply-To of a person', () => {
  test('names the person for ninety days, and not a day longer', () => {
    const readAfter = (count: number) => purposeOf(reply, MAILBOX, new Date(NOW.getTime() + days(count)));
    expect(readAfter(0)).toEqual({ kind: 'reply', personId: ANN });
    expect(readAfter(TOKEN_DAYS)).toEqual({ kind: 'reply', personId: ANN });
    expect(readAfter(TOKEN_DAYS + 1)).toEqual({ kind: 'refused', reason: 'expired' });
  });

  test('fits into a local part, and may be written in capitals', () => {
    expect(reply.indexOf('@')).toBeLessThanOrEqual(64);
    expect(purposeOf(reply.toUpperCase(), MAILBOX, NOW)).toEqual({ kind: 'reply', personId: ANN });
  });

  test('is refused when any letter of it is changed, added or left out', () => {
    const token = reply.slice('reply+'.length, reply.indexOf('@'));
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'a' ? 'b' : 'a';
      const forms = [other, '', `${token[at]}a`].map(
        (letter) => token.slice(0, at) + letter + token.slice(at + 1),
      );
      for (const forged of forms) {
        expect(purposeOf(`reply+${forged}@${MAILBOX.domain}`, MAILBOX, NOW)?.kind).not.toBe('reply');
      }
    }
  });

  test('is believed under an older key as well, but not under a foreign one', () => {
    const newer = Buffer.alloc(32, 9);
    const with_ = (...keys: Buffer[]) =>
      purposeOf(reply, { ...MAILBOX, keys: keys as unknown as TokenKeys }, NOW);
    expect(with_(newer, MAILBOX.keys[0])).toEqual({ kind: 'reply', personId: ANN });
    expect(with_(newer)).toEqual({ kind: 'refused', reason: 'forged' });
  });

  test('is no address to leave by, nor one for bounces', () => {
    for (const prefix of ['leave', 'bounce']) {
      expect(purposeOf(reply.replace('reply', prefix), MAILBOX, NOW)).toEqual({
        kind: 'refused',
        reason: 'forged',
      });
    }
  });
});

const purposes: [address: string, purpose: unknown][] = [
  [unsubscribeAddress(MAILBOX, ANN, NOW), { kind: 'unsubscribe', personId: ANN }],
  [bounceAddress(MAILBOX, DELIVERY), { kind: 'bounce', deliveryId: DELIVERY }],
  ['join+AB12CD@in.homeroom.example', { kind: 'join', code: 'AB12CD' }],
  ['link+AB12CD@in.homeroom.example', { kind: 'link', code: 'AB12CD' }],
  ['Class-88@IN.homeroom.example', { kind: 'forum', name: 'class-88' }],
  ['Class@Homeroom.example', { kind: 'main' }],
  ['class@elsewhere.example', null],
  ['reply+@in.homeroom.example', null],
  ['reply+nonsense@in.homeroom.example', { kind: 'refused', reason: 'forged' }],
  ['join+../../etc@in.homeroom.example', null],
  [`${'a'.repeat(65)}@in.homeroom.example`, null],
  ['@in.homeroom.example', null],
  ['', null],
];

test.each(purposes)('%s is for what it says', (address, purpose) => {
  expect(purposeOf(address, MAILBOX, NOW)).toEqual(purpose);
});

test('any bytes come back from base 32, and any text is read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(fromBase32(toBase32(Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void purposeOf(text, MAILBOX, NOW)));
});

test('a Message-ID of ours is known from all others', () => {
  expect(isOwnMessageId(messageIdOf(DELIVERY, MAILBOX.domain), MAILBOX.domain)).toBe(true);
  expect(isOwnMessageId(messageIdOf(DELIVERY, 'elsewhere.example'), MAILBOX.domain)).toBe(false);
  expect(isOwnMessageId('CAEPk3R@in.homeroom.example', MAILBOX.domain)).toBe(false);
});
