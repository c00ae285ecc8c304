import type { LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isPublicAddress } from '../../media/publicAddress.ts';
import { makePublicFetch } from '../../media/publicFetch.ts';
import { atEnd } from '../support/atEnd.ts';
import { fakeClock } from '../support/clock.ts';

describe('only addresses of the public internet are public', () => {
  test.each<[string, boolean]>([
    ['93.184.215.14', true],
    ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
    ['127.0.0.1', false],
    ['127.8.8.8', false],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['100.64.0.1', false],
    ['169.254.169.254', false],
    ['192.0.0.170', false],
    ['198.18.0.1', false],
    ['203.0.113.7', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::', false],
    ['::1', false],
    ['::ffff:127.0.0.1', false],
    ['::ffff:7f00:1', false],
    ['::ffff:169.254.169.254', false],
    ['::127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['2001::7f00:1', false],
    ['fc00::1', false],
    ['fd00:ec2::254', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fec0::1', false],
    ['ff02::1', false],
    ['2001:db8::1', false],
    ['localhost', false],
    ['', false],
  ])('%s: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));
});

/** A server on loopback, which here plays both the internet (127.0.0.1) and what is behind the firewall (127.0.0.2). */
async function internet(answer: RequestListener) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { seen, at: (host: string, path = '/') => `http://${host}:${port}${path}` };
}

const names: Record<string, string[]> = {
  'public.example': ['127.0.0.1'],
  'other.example': ['127.0.0.1'],
  'private.example': ['127.0.0.2'],
  'both.example': ['127.0.0.1', '127.0.0.2'],
};

function fetching(resolve: (name: string) => string[] = (name) => names[name] ?? []) {
  const clock = fakeClock();
  const lookups: string[] = [];
  const get = makePublicFetch({
    clock,
    isAllowed: (address) => address === '127.0.0.1',
    lookup(name, _options, callback) {
      lookups.push(name);
      callback(
        null,
        resolve(name).map((address): LookupAddress => ({ address, family: 4 })),
      );
    },
  });
  return { get, clock, lookups };
}

const limits = { maxBytes: 1_000 };

test('what lies at a public address is fetched', async () => {
  const { at } = await internet((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end('a photo');
  });
  const { bytes, mime } = await fetching().get(at('public.example'), limits);
  expect([Buffer.from(bytes).toString(), mime]).toEqual(['a photo', 'image/jpeg']);
});

test.each([
  ['private.example'],
  ['both.example'],
  ['127.0.0.2'],
  ['0x7f000002'],
  ['2130706434'],
  ['127.2'],
  ['[::1]'],
  ['[::ffff:127.0.0.2]'],
  ['localhost'],
  ['127.0.0.2.'],
])('no request reaches %s', async (host) => {
  const { seen, at } = await internet((_request, response) => response.end('secret'));
  const get = fetching().get(at(host), limits);
  await expect(get).rejects.toMatchObject({ name: 'CannotFetch', reason: 'private' });
  expect(seen).toEqual([]);
});

test('without anything given, loopback and the cloud’s metadata are private', async () => {
  const { seen, at } = await internet((_request, response) => response.end('secret'));
  const get = makePublicFetch({ clock: fakeClock() });
  for (const url of [at('127.0.0.1'), at('localhost'), 'http://169.254.169.254/latest/meta-data/']) {
    await expect(get(url, limits)).rejects.toMatchObject({ reason: 'private' });
  }
  expect(seen).toEqual([]);
});

test.each(['http://private.example:PORT/', 'http://127.0.0.2:PORT/', '//private.example:PORT/'])(
  'a redirect to %s is not followed',
  async (target) => {
    const { seen, at } = await internet((request, response) => {
      const location = target.replace('PORT', String(request.socket.localPort));
      response.writeHead(302, { location }).end();
    });
    await expect(fetching().get(at('public.example'), limits)).rejects.toMatchObject({ reason: 'private' });
    expect(seen).toHaveLength(1);
  },
);

test('a name that turns private after it was checked is not connected to', async () => {
  const { seen, at } = await internet((_request, response) => response.end('ok'));
  const answers = [['127.0.0.1'], ['127.0.0.2']];
  const { get, lookups } = fetching(() => answers.shift() ?? []);
  await get(at('public.example'), limits);
  // One look-up a connection: there is no second one whose answer could differ from what was checked.
  expect(lookups).toHaveLength(1);
  await expect(get(at('public.example'), limits)).rejects.toMatchObject({ reason: 'private' });
  expect(seen).toHaveLength(1);
});

test.each(['file:///etc/passwd', 'ftp://public.example/', 'data:text/plain,hello', 'nonsense'])(
  '%s is no address to fetch',
  async (url) => {
    await expect(fetching().get(url, limits)).rejects.toMatchObject({ reason: 'notHttp' });
  },
);

test('a redirect within the internet is followed, and takes no credentials to another host', async () => {
  const { seen, at } = await internet((request, response) => {
    const port = request.socket.localPort;
    if (request.url === '/') response.writeHead(307, { location: `http://other.example:${port}/file` }).end();
    else response.end('a photo');
  });
  const headers = { authorization: 'Basic c2VjcmV0' };
  await fetching().get(at('public.example'), { ...limits, headers });
  expect(seen.map((request) => request.headers.authorization)).toEqual([headers.authorization, undefined]);
});

test('who redirects in circles is left', async () => {
  const { seen, at } = await internet((_request, response) =>
    response.writeHead(302, { location: '/' }).end(),
  );
  await expect(fetching().get(at('public.example'), limits)).rejects.toMatchObject({
    reason: 'tooManyRedirects',
  });
  expect(seen).toHaveLength(4);
});

test.each<[string, RequestListener]>([
  [
    'says it is too large',
    (_request, response) => response.writeHead(200, { 'content-length': 1_001 }).end('x'),
  ],
  ['sends more than the limit', (_request, response) => response.end('x'.repeat(1_001))],
  [
    'packs ten megabytes into ten kilobytes',
    (_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(10_000_000))),
  ],
])('a server that %s is left', async (_what, answer) => {
  const { at } = await internet(answer);
  await expect(fetching().get(at('public.example'), limits)).rejects.toMatchObject({ reason: 'tooLarge' });
});

test('a server that says nothing is left after half a minute', async () => {
  let asked = () => {};
  const arrived = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const { at } = await internet(() => asked());
  const { get, clock } = fetching();
  const getting = get(at('public.example'), limits);
  await Promise.all([
    expect(getting).rejects.toMatchObject({ reason: 'tooSlow' }),
    arrived.then(() => clock.run(30_000)),
  ]);
  expect(clock.waiting).toBe(0);
});

test('other answers are told by their status, and a closed door is unreachable', async () => {
  const { at } = await internet((_request, response) => response.writeHead(404).end());
  await expect(fetching().get(at('public.example'), limits)).rejects.toMatchObject({
    reason: 'status',
    status: 404,
  });
  const closed = fetching().get('http://public.example:1/', limits);
  await expect(closed).rejects.toMatchObject({ reason: 'unreachable' });
});
