import { createHash, createHmac } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { isSigned } from '../../../bots/whatsapp/signature.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { newWorld } from '../../support/world.ts';
import { contact, fixture, type Payload, PHONE, textMessage, webhook } from './fixtures.ts';
import { refusal } from './meta.ts';
import { openPlayground, SECRET } from './support.ts';

const paths = ['/webhooks/whatsapp', '/webhooks/whatsapp/messages'];
let play: ReturnType<typeof openPlayground>;
beforeEach(() => {
  play = openPlayground();
});

const sign = (body: string | Uint8Array) =>
  `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;

async function post(payload: unknown, { path = paths[0]!, headers = {} as Record<string, string> } = {}) {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const signed = { 'X-Hub-Signature-256': sign(body), ...headers };
  return play.bot.routes.request(path, { method: 'POST', headers: signed, body });
}

const hello = (id = 'wamid.1') => webhook({ contacts: [contact], messages: [textMessage({ id })] });

describe.each(paths)('%s', (path) => {
  const shake = (query: Record<string, string>) =>
    play.bot.routes.request(`${path}?${new URLSearchParams(query)}`);
  const right = {
    'hub.mode': 'subscribe',
    'hub.verify_token': 'a word of ours',
    'hub.challenge': '1158201444',
  };

  it('gives Meta its challenge back where it knows our word', async () => {
    const response = await shake(right);
    expect([response.status, await response.text()]).toEqual([200, '1158201444']);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it.each([
    ['another word', { 'hub.verify_token': 'guess' }],
    ['no word', { 'hub.verify_token': '' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['a page instead of a number', { 'hub.challenge': '<script>alert(1)</script>' }],
    ['no challenge', { 'hub.challenge': '' }],
  ])('refuses the handshake with %s', async (_, changes) => {
    const response = await shake({ ...right, ...changes });
    expect([response.status, await response.text()]).toEqual([403, 'Forbidden']);
  });

  it('answers 200 after the commit', async () => {
    const response = await post(hello(), { path });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(play.inbound()).toMatchObject([{ externalId: 'wamid.1', said: { text: 'Hola' } }]);
  });
});

it('refuses every handshake where we have no word', async () => {
  play = openPlayground({ verifyToken: '' });
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': '',
    'hub.challenge': '1',
  });
  expect((await play.bot.routes.request(`${paths[0]}?${query}`)).status).toBe(403);
});

describe('the signature', () => {
  interface Vector {
    appSecret: string;
    rawBody: string;
    header: string;
    valid: boolean;
  }

  it.each(fixture<Vector[]>('signature-vectors').map((one) => [one.header, one.valid, one] as const))(
    '%s of a published vector is valid: %s',
    async (header, valid, { appSecret, rawBody }) => {
      expect(isSigned(new TextEncoder().encode(rawBody), header, appSecret)).toBe(valid);
      play = openPlayground({ appSecret });
      const response = await post(rawBody, { headers: { 'X-Hub-Signature-256': header } });
      // What is signed and no JSON is let in, and then refused as such.
      expect(response.status).toBe(valid ? 400 : 403);
    },
  );

  it.each([
    ['missing', ''],
    ['without its prefix', sign(JSON.stringify(hello())).slice(7)],
    ['in capitals', sign(JSON.stringify(hello())).toUpperCase()],
    ['of another body', sign('{}')],
    ['SHA-1', `sha1=${'0'.repeat(40)}`],
  ])('%s is refused by a fixed text', async (_, header) => {
    const response = await post(hello(), { headers: { 'X-Hub-Signature-256': header } });
    expect([response.status, await response.text()]).toEqual([403, 'Forbidden']);
    expect(play.received).toEqual([]);
  });

  it('by no secret at all is refused', async () => {
    play = openPlayground({ appSecret: '' });
    const body = JSON.stringify(hello());
    const header = `sha256=${createHmac('sha256', '').update(body).digest('hex')}`;
    expect((await post(hello(), { headers: { 'X-Hub-Signature-256': header } })).status).toBe(403);
  });

  it('is over the bytes as they came, escaped letters and all', async () => {
    const body = JSON.stringify(hello()).replace('Hola', 'A\\u00f1o \\ud83d\\ude00');
    expect((await post(body)).status).toBe(200);
    expect(play.inbound()[0]!.said).toMatchObject({ text: 'Año 😀' });
  });
});

describe('a webhook that is not taken', () => {
  it('comes again, where the database is away', async () => {
    play.trouble.receive = new Unavailable('down');
    const response = await post(hello());
    expect([response.status, await response.text()]).toEqual([503, 'Unavailable']);
  });

  it('is a bug, where any other error comes up', async () => {
    play.trouble.receive = new Error('a bug');
    play.bot.routes.onError((_, c) => c.text('Internal error', 500));
    expect((await post(hello())).status).toBe(500);
  });

  it('leaves no mark of having been read', async () => {
    play.trouble.receive = new Unavailable('down');
    await post(hello());
    expect(play.graph.asked).toEqual([]);
  });

  it.each([
    ['declared', { 'content-length': String(3 * 1024 * 1024 + 1) }],
    ['not declared', {}],
  ])('is above 3 MB, %s', async (_, headers) => {
    const response = await post('x'.repeat(3 * 1024 * 1024 + 1), { headers });
    expect([response.status, await response.text()]).toEqual([413, 'Too large']);
  });
});

it('a thousand messages in one webhook are one commit', async () => {
  const messages = Array.from({ length: 1_000 }, (_, n) => textMessage({ id: `wamid.${n}` }));
  expect((await post(webhook({ contacts: [contact], messages }))).status).toBe(200);
  expect(play.received).toHaveLength(1);
  expect(play.inbound()).toHaveLength(1_000);
});

/** In an order that is as good as chance, and the same in each run. */
function mixed(payloads: readonly Payload[], mix: string): Payload[] {
  const place = (payload: Payload) =>
    createHash('sha256')
      .update(mix + JSON.stringify(payload))
      .digest('hex');
  return payloads.toSorted((one, other) => place(one).localeCompare(place(other)));
}

describe('the 74 published payloads', () => {
  const payloads = fixture<Payload[]>('updates');

  const orders: [order: string, ordered: Payload[]][] = [
    ['in order', payloads],
    ['backwards', payloads.toReversed()],
    ['in one mixed order', mixed(payloads, 'one')],
    ['in another', mixed(payloads, 'another')],
    ['in a third', mixed(payloads, 'a third')],
  ];

  it.each(orders)('twice and %s are each answered with 200, under the same ids', async (_, ordered) => {
    for (const { payload } of [...ordered, ...mixed(ordered, 'again')])
      expect((await post(payload)).status).toBe(200);
    const ids = play.inbound().map(({ externalId }) => externalId);
    expect(ids).toHaveLength(68);
    expect(new Set(ids).size).toBe(34);
  });
});

it('takes the 74 published payloads, each twice and mixed, into the inbox, each as one event, handled once', async () => {
  const world = await newWorld({ channels: ['whatsapp'] });
  play = openPlayground({ receive: (parsed) => world.engine.receive(parsed, { correlationId: 'webhook' }) });
  const payloads = fixture<Payload[]>('updates');
  for (const { payload } of mixed([...payloads, ...payloads], 'inbox'))
    expect((await post(payload)).status).toBe(200);
  await world.settle();
  const rows =
    await world.sql`select status, count(*)::int as count from inbox where kind = 'said' group by 1`;
  expect([...rows]).toEqual([{ status: 'done', count: 34 }]);
});

describe('what was said is marked as read', () => {
  it('after the commit, once for each person', async () => {
    const other = { profile: { name: 'Ben' }, wa_id: '14155550103', user_id: 'US.2' };
    const messages = [
      textMessage({ id: 'wamid.1' }),
      textMessage({ id: 'wamid.2', from: other.wa_id }),
      textMessage({ id: 'wamid.3' }),
      textMessage({
        id: 'wamid.4',
        from: PHONE,
        type: 'reaction',
        reaction: { message_id: 'x', emoji: '👍' },
      }),
    ];
    await post(webhook({ contacts: [contact, other], messages }));
    expect(play.graph.read.toSorted()).toEqual(['wamid.2', 'wamid.3']);
  });

  it('or is not, which matters to nobody', async () => {
    play.graph.next(() => refusal(190, 401));
    expect((await post(hello())).status).toBe(200);
  });
});
