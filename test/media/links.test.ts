import { expect, test } from 'vitest';
import { keyring } from '../../db/keyring.ts';
import { linkLifetimeMs, mediaLinks } from '../../media/links.ts';
import { seededRandom } from '../support/random.ts';

const secret = (byte: number) => Buffer.alloc(32, byte);
const linksWith = (secretKey: Buffer, previous?: Buffer) =>
  mediaLinks(
    'https://homeroom.example',
    keyring({ secretKey, previous, random: seededRandom() }).signer('media'),
  );
const links = linksWith(secret(1));
const mediaId = '019b76da-a800-7123-8456-789abcdef012';
const now = new Date('2026-03-02T09:10:00Z');
const link = links.linkTo(mediaId, now);
const token = link.slice('https://homeroom.example/m/'.length);

test('a link is short, and its token says which file and until when', () => {
  expect(link).toMatch(/^https:\/\/homeroom\.example\/m\/[\w-]{46}[A-Za-z0-9]$/);
  const { mediaId: id, expiresAt } = links.read(token)!;
  expect(id).toBe(mediaId);
  const lifetimeMs = expiresAt.getTime() - now.getTime();
  expect(lifetimeMs).toBeGreaterThanOrEqual(linkLifetimeMs);
  expect(lifetimeMs).toBeLessThan(linkLifetimeMs + 3_600_000);
});

test('no character of a token can be changed', () => {
  for (let at = 0; at < token.length; at++) {
    const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    expect(links.read(changed), `character ${at}`).toBeUndefined();
  }
});

test.each([
  ['nothing', ''],
  ['a piece', token.slice(0, 20)],
  ['more than it', `${token}A`],
  ['it with padding', `${token}=`],
  ['it with something between', `${token.slice(0, 9)}.${token.slice(9)}`],
  ['a path', '../../etc/passwd'],
  ['a megabyte', 'A'.repeat(1_000_000)],
])('%s is no token', (_what, wrong) => expect(links.read(wrong)).toBeUndefined());

test('a token of another purpose or another secret is none', () => {
  const random = seededRandom();
  const other = mediaLinks('', keyring({ secretKey: secret(1), random }).signer('unsubscribe'));
  expect(links.read(other.linkTo(mediaId, now).slice('/m/'.length))).toBeUndefined();
  expect(linksWith(secret(2)).read(token)).toBeUndefined();
});

test('a changed secret still knows the links of the one before', () => {
  expect(linksWith(secret(2), secret(1)).read(token)).toMatchObject({ mediaId });
});
