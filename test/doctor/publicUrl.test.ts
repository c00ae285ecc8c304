import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clockCheck } from '../../doctor/clockSkew.ts';
import { publicUrlCheck } from '../../doctor/publicUrl.ts';
import { fakeClock } from '../support/clock.ts';
import { looked, nobody, serving } from './looking.ts';
import { type Records, zone } from './zone.ts';

const health = new Hono().get('/health', (c) => c.json({ status: 'alive' }));
const notRunning = nobody;
const publicUrl = 'https://class.example.org';

type Answer = { code: string } | { status: number; location?: string; text?: string };

/** How the internet answers at our public name; this machine answers by itself. */
function internet(answer: Answer): typeof fetch {
  return async (url, init) => {
    if (!String(url).startsWith(publicUrl)) return fetch(url, init);
    if ('status' in answer) {
      const headers: Record<string, string> = answer.location ? { location: answer.location } : {};
      return new Response(answer.text ?? '', { status: answer.status, headers });
    }
    throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), answer) });
  };
}

const dns = zone({ 'class.example.org': { addresses: ['93.184.215.14'] } });

test('an address that leads to us is fine', async () => {
  const alive = internet({ status: 200, text: '{"status":"alive"}' });
  expect(await looked(publicUrlCheck({ publicUrl, localUrl: notRunning, dns, fetch: alive }))).toEqual([
    '✓ PUBLIC_URL leads to a Homeroom that is alive.',
  ]);
});

test.each<[string, Answer, boolean, RegExp]>([
  [
    'no such name',
    { code: 'ENOTFOUND' },
    false,
    /^✗ DNS knows no class\.example\.org: correct PUBLIC_URL, or add an A or AAAA/,
  ],
  [
    'a certificate that ran out',
    { code: 'CERT_HAS_EXPIRED' },
    true,
    /^✗ The certificate of class\.example\.org does not hold \(CERT_HAS_EXPIRED\)/,
  ],
  ['a chain that is not whole', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, true, /^✗ The certificate/],
  [
    'nobody, as nothing runs',
    { code: 'ECONNREFUSED' },
    false,
    /^! Homeroom does not run here just now \(ECONNREFUSED\): start it/,
  ],
  [
    'nobody, though we run',
    { code: 'ECONNREFUSED' },
    true,
    /^✗ Homeroom runs here, and class\.example\.org does not lead to it \(ECONNREFUSED\)/,
  ],
  ['a proxy, as nothing runs', { status: 502 }, false, /^! Homeroom does not run here/],
  ['a proxy that does not find us', { status: 502 }, true, /^✗ Homeroom runs here/],
  [
    'a redirect',
    { status: 301, location: 'https://www.example.org/x?k=s3cret' },
    true,
    /^✗ class\.example\.org sends on to www\.example\.org, and/,
  ],
  [
    'another site',
    { status: 200, text: '<h1>Welcome to nginx!</h1>' },
    true,
    /^✗ At class\.example\.org something else answers \(HTTP 200\)/,
  ],
  [
    'a page not found',
    { status: 404 },
    true,
    /^✗ At class\.example\.org something else answers \(HTTP 404\)/,
  ],
])('what answers is %s', async (_, answer, isRunning, sentence) => {
  const localUrl = isRunning ? await serving(health) : notRunning;
  const found = await looked(publicUrlCheck({ publicUrl, localUrl, dns, fetch: internet(answer) }));
  expect(found).toEqual([expect.stringMatching(sentence)]);
  expect(found.join()).not.toContain('s3cret');
});

test.each<[string, Records, RegExp]>([
  ['http://localhost:3000', {}, /^! PUBLIC_URL names localhost, which nobody outside can reach/],
  ['http://[::1]:3000', {}, /^! PUBLIC_URL names ::1/],
  ['http://192.168.1.4', {}, /^! PUBLIC_URL names 192\.168\.1\.4/],
  [
    'http://class.lan',
    { addresses: ['10.0.0.4'] },
    /^! class\.lan is an address of the inner network as seen from here/,
  ],
])('the address %s is for few', async (address, records, sentence) => {
  const names = zone({ 'class.lan': records });
  const alive = (async () => Response.json({ status: 'alive' })) as typeof fetch;
  const found = await looked(
    publicUrlCheck({ publicUrl: address, localUrl: notRunning, dns: names, fetch: alive }),
  );
  expect(found).toEqual([
    expect.stringMatching(/^! PUBLIC_URL is not https/),
    expect.stringMatching(sentence),
    '✓ PUBLIC_URL leads to a Homeroom that is alive.',
  ]);
});

test.each<[string, string, string[]]>([
  ['right', '2026-11-21T12:00:10Z', ['✓ The clock of this machine is right.']],
  ['a bit fast', '2026-11-21T12:01:00Z', ['! The clock of this machine is 60 seconds fast: let NTP set it.']],
  ['slow', '2026-11-21T11:20:00Z', ['✗ The clock of this machine is 40 minutes slow: let NTP set it.']],
])('a clock that is %s', async (_, now, found) => {
  const provider = new Hono().all('*', (c) => c.body('', 404, { date: 'Sat, 21 Nov 2026 12:00:00 GMT' }));
  const url = await serving(provider);
  expect(await looked(clockCheck({ url, clock: fakeClock(now) }))).toEqual(found);
});

test('a provider that cannot be reached says nothing of the clock', async () => {
  expect(await looked(clockCheck({ url: nobody, clock: fakeClock() }))).toEqual([]);
});
