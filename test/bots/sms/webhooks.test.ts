import { EventEmitter, once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import twilio from 'twilio';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { smsBot } from '../../../bots/sms/bot.ts';
import type { RawSms } from '../../../bots/sms/webhook.ts';
import { Spool } from '../../../db/spool.ts';
import type { Parsed } from '../../../domain/channel.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { silent } from '../../../domain/log.ts';
import { ACCOUNT, ANA } from '../../lab/twilio/support.ts';
import { incomingSms, statusCallback } from './forms.ts';
import { message, openPlayground, type Playground } from './support.ts';

const INCOMING = '/webhooks/twilio/incoming-sms';
let play: Playground;
beforeEach(async () => {
  play = await openPlayground();
});
afterEach(() => play.lab.close());

const sign = (path: string, parameters: object) =>
  twilio.getExpectedTwilioSignature(ACCOUNT.authToken, play.lab.origin + path, { ...parameters });

/** A webhook as Twilio posts it, signed unless the test signs it otherwise. */
function post(
  parameters: Record<string, string>,
  { path = INCOMING, signature = sign(path, parameters) } = {},
) {
  return fetch(play.lab.origin + path, {
    method: 'POST',
    headers: { 'X-Twilio-Signature': signature },
    body: new URLSearchParams(parameters),
  });
}

const readJson = (sealed: Buffer): unknown => JSON.parse(sealed.toString());

describe('a text from a phone', () => {
  it('is received, and answered by an empty TwiML document', async () => {
    const response = await post(incomingSms);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toContain('text/xml');
    expect(await response.text()).toBe('<Response/>');
    expect(play.inbound()).toMatchObject([{ from: incomingSms.From, said: { text: incomingSms.Body } }]);
  });

  it('comes all the way from the emulator, twice where Twilio repeats it', async () => {
    play.lab.emulator.faults.set({ fault: { kind: 'duplicate' }, times: 1 });
    const { sid, webhookStatus } = await play.lab.emulator.phones.of(ANA).text('¿Qué tal? 😀 + & =');
    expect(webhookStatus).toBe(200);
    expect(play.inbound().map(({ externalId }) => externalId)).toEqual([sid, sid]);
    expect(play.inbound()[0]).toMatchObject({
      from: ANA,
      said: { kind: 'text', text: '¿Qué tal? 😀 + & =' },
    });
  });

  it('that is a carrier word is handed on too: Twilio has answered it, we record it', async () => {
    await play.lab.emulator.phones.of(ANA).text('Stop');
    expect(play.inbound()).toMatchObject([{ said: { kind: 'stopped' } }]);
  });
});

describe('what becomes of a message', () => {
  it('is received as receipts of the id that the send gave', async () => {
    const { providerIds } = await play.bot.channel.send(message());
    await play.lab.pass(3_000);
    const [providerId] = providerIds;
    expect(play.receipts()).toMatchObject([
      { providerId, status: 'sent' },
      { providerId, status: 'delivered' },
    ]);
  });

  it('is received with the code where it failed', async () => {
    play.lab.emulator.faults.set({ fault: { kind: 'fail', code: 30006 } });
    await play.bot.channel.send(message());
    await play.lab.pass(3_000);
    expect(play.receipts().at(-1)).toMatchObject({
      status: 'failed',
      providerCode: '30006',
      isStopped: false,
    });
  });
});

describe('a webhook is refused', () => {
  it.each([
    ['without a signature', ''],
    ['with a wrong one', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['with one of another length', 'x'],
  ])('%s, by a fixed text', async (_, signature) => {
    const response = await post(incomingSms, { signature });
    expect([response.status, await response.text()]).toEqual([403, 'Forbidden']);
    expect(play.received).toEqual([]);
  });

  it('where a parameter was changed, added, or sent to the other route', async () => {
    const signature = sign(INCOMING, incomingSms);
    const path = '/webhooks/twilio/status-callback';
    expect((await post({ ...incomingSms, Body: 'Adiós' }, { signature })).status).toBe(403);
    expect((await post({ ...incomingSms, Extra: '1' }, { signature })).status).toBe(403);
    expect((await post(incomingSms, { signature, path })).status).toBe(403);
    expect((await post(incomingSms, { signature, path: `${INCOMING}?x=1` })).status).toBe(403);
  });

  it('where it is signed and still makes no sense', async () => {
    const response = await post({ hello: 'world' });
    expect([response.status, await response.text()]).toEqual([400, 'Bad request']);
    const other = await post({ MessageStatus: 'sent' }, { path: '/webhooks/twilio/status-callback' });
    expect(other.status).toBe(400);
  });

  it('where it is not a form', async () => {
    const headers = { 'X-Twilio-Signature': 'x', 'Content-Type': 'application/json' };
    const response = await fetch(play.lab.origin + INCOMING, { method: 'POST', headers, body: '{"a":' });
    expect(response.status).toBe(403);
  });

  it.each([true, false])('of 10 MB, before it is read (length said: %s)', async (isLengthSaid) => {
    const bytes = new Uint8Array(10 * 1024 * 1024);
    const body = isLengthSaid ? bytes : new Blob([bytes]).stream();
    const request = new Request(play.lab.origin + INCOMING, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: isLengthSaid ? { 'Content-Length': String(bytes.length) } : {},
    } as RequestInit);
    const response = await play.bot.routes.request(request);
    expect(response.status).toBe(413);
  });
});

describe('while Postgres is away', () => {
  beforeEach(() => {
    play.trouble.receive = new Unavailable(new Error('ECONNREFUSED'));
  });

  it('a webhook goes to the spool, is answered 200, and can be replayed', async () => {
    expect((await post(incomingSms)).status).toBe(200);
    const path = '/webhooks/twilio/status-callback';
    expect((await post(statusCallback, { path })).status).toBe(200);
    expect(JSON.parse(JSON.stringify(play.spooled))).toEqual([
      { webhook: 'incoming-sms', parameters: incomingSms },
      { webhook: 'status-callback', parameters: statusCallback },
    ]);
    delete play.trouble.receive;
    for (const raw of play.spooled) await play.bot.replay(raw);
    expect(play.inbound()).toMatchObject([{ externalId: incomingSms.MessageSid }]);
    expect(play.receipts()).toMatchObject([{ providerId: statusCallback.MessageSid, status: 'delivered' }]);
  });

  it('what came first is taken up first, though it waited for Postgres longer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'homeroom-spool-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const vault = { sealJson: (value: unknown) => Buffer.from(JSON.stringify(value)), openJson: readJson };
    const spool = await Spool.open({ folder, vault, log: silent });
    const waiting = new EventEmitter();
    const receive = async ([parsed]: Parsed[]) => {
      const isFirst = parsed?.kind === 'inbound' && parsed.inbound.externalId === 'first';
      if (isFirst) {
        waiting.emit('begun');
        await once(waiting, 'over');
      }
      throw new Unavailable(new Error('ECONNREFUSED'));
    };
    await play.lab.close();
    play = await openPlayground({ receive, spool: spool.keep });
    const begun = once(waiting, 'begun');
    const first = post({ ...incomingSms, MessageSid: 'first' });
    await begun;
    await post({ ...incomingSms, MessageSid: 'second' });
    waiting.emit('over');
    await first;
    const taken: unknown[] = [];
    await spool.replay(async (raw) => void taken.push((raw as RawSms).parameters.MessageSid));
    expect(taken).toEqual(['first', 'second']);
  });

  it('and the disk is full, the caller is told 503', async () => {
    play.trouble.spool = new Error('ENOSPC');
    const response = await post(incomingSms);
    expect([response.status, await response.text()]).toEqual([503, 'Unavailable']);
  });

  it('a replay that fails says so, and keeps the event with the spool', async () => {
    const raw = { webhook: 'incoming-sms' as const, parameters: incomingSms };
    await expect(play.bot.replay(raw)).rejects.toBeInstanceOf(Unavailable);
  });
});

it('any other error of receive is a bug: 500, and nothing goes to the spool', async () => {
  play.trouble.receive = new Error('a bug');
  play.lab.app.onError((_, c) => c.text('Internal error', 500));
  expect((await post(incomingSms)).status).toBe(500);
  expect(play.spooled).toEqual([]);
});

describe('Twilio’s own signature vectors', () => {
  interface Vector {
    label: string;
    authToken: string;
    url: string;
    params: Record<string, string | string[]>;
    signature: string;
    valid: boolean;
  }
  const file = new URL('../../fixtures/twilio/signature-vectors.json', import.meta.url);
  const vectors: Vector[] = JSON.parse(readFileSync(file, 'utf8')).form;

  it.each(vectors.map((vector) => [vector.label, vector] as const))('%s', (_, vector) => {
    const { authToken, signature, url, params, valid } = vector;
    expect(twilio.validateRequest(authToken, signature, url, params)).toBe(valid);
  });

  const origins = [
    'https://example.org',
    'https://example.org:443',
    'http://example.org',
    'http://example.org:80',
  ];
  const pairs = origins.flatMap((signed) => origins.map((own) => [signed, own] as const));
  it.each(pairs)(
    'signed for %s, while we think we are %s: the port does not matter, the scheme does',
    async (signed, own) => {
      const bot = smsBot({
        ...ACCOUNT,
        publicUrl: own,
        receive: async () => undefined,
        spool: async () => undefined,
        newId: () => 'id',
        log: silent,
      });
      const signature = twilio.getExpectedTwilioSignature(ACCOUNT.authToken, signed + INCOMING, incomingSms);
      const response = await new Hono().route('/', bot.routes).request(INCOMING, {
        method: 'POST',
        headers: { 'X-Twilio-Signature': signature },
        body: new URLSearchParams(incomingSms),
      });
      expect(response.status).toBe(signed.split(':')[0] === own.split(':')[0] ? 200 : 403);
    },
  );

  it('a parameter given several times is signed once for each value', async () => {
    const parameters = { ...incomingSms, Extra: ['b', 'a', 'b'] };
    const body = new URLSearchParams(incomingSms);
    for (const value of parameters.Extra) body.append('Extra', value);
    const headers = { 'X-Twilio-Signature': sign(INCOMING, parameters) };
    expect((await fetch(play.lab.origin + INCOMING, { method: 'POST', headers, body })).status).toBe(200);
  });
});

it('a form of very many names, which anybody can send, is refused', async () => {
  const names = Array.from({ length: 16_000 }, (_, n) => n.toString(36)).join('&');
  const response = await fetch(play.lab.origin + INCOMING, { method: 'POST', body: names });
  expect(response.status).toBe(403);
});
