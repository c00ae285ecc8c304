import { describe, expect, test } from 'vitest';
import { placesOf } from '../places.ts';

const secret = 'a secret';
const behind = placesOf({ trustedProxies: ['10.0.0.0/8', '192.0.2.1', 'fd00::/8'], secret });
const alone = placesOf({ trustedProxies: [], secret });

const from = (remoteAddress: string | undefined, forwardedFor?: string) => ({ remoteAddress, forwardedFor });
/** The place of somebody who comes straight. */
const straight = (address: string) => alone(from(address));

describe('who comes straight', () => {
  test.each([
    ['203.0.113.7', '198.51.100.1'],
    ['203.0.113.7', '198.51.100.1, 198.51.100.2'],
    ['203.0.113.7', 'nonsense'],
    ['10.0.0.1', '198.51.100.1'],
  ])('%s is at one place, whatever they write: %s', (address, forwardedFor) => {
    expect(alone(from(address, forwardedFor))).toBe(straight(address));
  });

  test('is not believed by a server that trusts others', () => {
    expect(behind(from('203.0.113.7', '198.51.100.1'))).toBe(straight('203.0.113.7'));
  });
});

describe('who comes by a proxy of ours', () => {
  test.each([
    ['one proxy', '10.1.2.3', '203.0.113.7', '203.0.113.7'],
    ['two of them', '10.1.2.3', '203.0.113.7, 192.0.2.1', '203.0.113.7'],
    ['one that writes IPv4 as IPv6', '::ffff:10.1.2.3', '203.0.113.7', '203.0.113.7'],
    ['one by IPv6', 'fd00::1', '203.0.113.7', '203.0.113.7'],
    ['with a port', '10.1.2.3', '203.0.113.7:4711', '203.0.113.7'],
    ['IPv6 with a port', '10.1.2.3', '[2001:db8::7]:4711', '2001:db8::7'],
    ['and names others before', '10.1.2.3', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['and names a proxy of ours before', '10.1.2.3', '10.9.9.9, 203.0.113.7', '203.0.113.7'],
    ['that says nothing', '10.1.2.3', undefined, '10.1.2.3'],
    ['that says nonsense', '10.1.2.3', 'unknown', '10.1.2.3'],
    ['that says a number', '10.1.2.3', '1', '10.1.2.3'],
    ['with an empty name', '10.1.2.3', '203.0.113.7, ', '10.1.2.3'],
  ])('%s', (_what, remote, forwardedFor, place) => {
    expect(behind(from(remote, forwardedFor))).toBe(straight(place));
  });

  test('of a list without end only the end is read', () => {
    const endless = '10.9.9.9, '.repeat(100_000);
    expect(behind(from('10.1.2.3', `${endless}203.0.113.7`))).toBe(straight('203.0.113.7'));
  });
});

test.each([
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['203.0.113.7', '203.0.113.8', false],
  ['::ffff:203.0.113.7', '203.0.113.7', true],
])('%s and %s are one place: %s', (one, other, isSame) => {
  expect(straight(one) === straight(other)).toBe(isSame);
});

test('a place does not tell the address', () => {
  expect(straight('203.0.113.7')).not.toContain('203');
  expect(straight('203.0.113.7')).toHaveLength(22);
  expect(placesOf({ trustedProxies: [], secret: 'another' })(from('203.0.113.7'))).not.toBe(
    straight('203.0.113.7'),
  );
});

test('a request without a socket is at a place as well', () => {
  expect(alone(from(undefined))).toBe(alone(from('not an address')));
});
