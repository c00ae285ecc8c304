import { expect, test } from 'vitest';
import { isOwnOrigin } from '../../domain/ownOrigin.ts';

const [safe, local] = ['https://class.example', 'http://localhost:3000'];

test.each([
  [safe, 'class.example', safe, true],
  [safe, 'behind-a-proxy:3000', safe, true],
  ['https://other.example', 'other.example', safe, true],
  ['https://other.example', 'Other.example', safe, true],
  // Whoever is in the way of a line writes into its pages what they like.
  ['http://class.example', 'class.example', safe, false],
  ['http://localhost:3000', 'localhost:3000', safe, false],
  ['http://localhost:3000', 'localhost:3000', local, true],
  ['http://127.0.0.1:3000', '127.0.0.1:3000', local, true],
  ['https://class.example', 'class.example', local, true],
  ['http://localhost:3001', 'localhost:3000', local, false],
  ['ftp://class.example', 'class.example', safe, false],
  ['https://class.example.evil.test', 'class.example', safe, false],
  ['https://evil.test', 'class.example', safe, false],
  ['null', 'class.example', safe, false],
  ['', 'class.example', safe, false],
  [undefined, 'class.example', safe, false],
])('a request of a page at %s to %s, under %s, is own: %s', (origin, host, publicUrl, isOwn) => {
  expect(isOwnOrigin({ origin, host }, publicUrl)).toBe(isOwn);
});
