import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { smsChannel } from '../../../bots/sms/send.ts';
import { SendError } from '../../../domain/errors.ts';
import { ACCOUNT, ANA, BEN } from '../../lab/twilio/support.ts';
import { message, openPlayground, type Playground } from './support.ts';

let play: Playground;
beforeEach(async () => {
  play = await openPlayground({ timeoutMs: 2_000 });
});
afterEach(() => play.lab.close());

const send = (changes = {}) => play.bot.channel.send(message(changes));
const inbox = (number = ANA) => play.lab.emulator.phones.of(number).inbox();
const channelTo = (apiRoot: string, timeoutMs = 2_000) =>
  smsChannel({ ...ACCOUNT, apiRoot, timeoutMs, statusCallback: 'http://127.0.0.1:9/' });

describe('a message', () => {
  it('arrives, with its choices as numbered lines and in the plain alphabet', async () => {
    const choices = [
      { label: 'Approve', data: 'a' },
      { label: 'Reject', data: 'r' },
    ];
    const sent = await send({ body: [{ bold: '“Ben”' }, ' asks to join…'], choices });
    await play.lab.pass(3_000);
    expect(sent).toEqual({ providerIds: [expect.stringMatching(/^SM/)] });
    const body = '"Ben" asks to join...\n1 Approve\n2 Reject';
    expect(inbox()).toMatchObject([{ body, encoding: 'GSM-7', segments: 1 }]);
  });

  it('that is long arrives as several, in order', async () => {
    const sent = await send({ body: ['word '.repeat(500)] });
    await play.lab.pass(3_000);
    expect(sent).toMatchObject({ note: 'sent as 2 messages' });
    expect(sent.providerIds).toHaveLength(2);
    const arrived = inbox().map(({ body }) => body.slice(0, 10));
    expect(arrived.toSorted()).toEqual(['(1/2) word', '(2/2) word']);
  });

  it('leaves a file alone: whoever sends one puts its link into the words', async () => {
    const read = () => Promise.reject(new Error('it was read'));
    const file = { kind: 'photo' as const, key: 'k', mime: 'image/png', name: 'Us.png', read };
    await send({ body: ['Us: https://homeroom.example/m/x'], file });
    await play.lab.pass(3_000);
    expect(inbox()).toMatchObject([{ body: 'Us: https://homeroom.example/m/x', media: [] }]);
  });

  it('cannot be changed once it is sent, and cannot be empty', async () => {
    for (const kind of ['edit', 'delete'] as const) {
      const change = { kind, ids: ['SM1'] };
      await expect(send({ change })).rejects.toMatchObject({ code: 'rejected', ours: true });
    }
    await expect(send({ body: [' \0'] })).rejects.toMatchObject({ code: 'rejected', ours: true });
    expect(play.bot.channel.can).toMatchObject({
      edit: false,
      delete: false,
      buttons: false,
      receipts: true,
    });
  });
});

describe('what Twilio refuses', () => {
  it('an invalid number is rejected, with the code and without the number in the words', async () => {
    const error = await send({ to: '+0123' }).catch((thrown: SendError) => thrown);
    expect(error).toBeInstanceOf(SendError);
    expect(error).toMatchObject({ code: 'rejected', providerCode: '21211' });
    expect(String((error as SendError).message)).not.toContain('+0123');
  });

  it('a person who replied STOP is stopped, until START', async () => {
    await play.lab.emulator.phones.of(ANA).text('STOP');
    await expect(send()).rejects.toMatchObject({ code: 'stopped', providerCode: '21610' });
    await play.lab.emulator.phones.of(ANA).text('START');
    await expect(send()).resolves.toBeDefined();
  });

  it('too many requests is throttled for as long as Twilio says, and not tried again by the client', async () => {
    play.lab.emulator.faults.set({ fault: { kind: 'throttle', retryAfter: 7 }, times: 1 });
    const error = { code: 'throttled', providerCode: '20429', retryAfterMs: 7_000, retryable: true };
    await expect(send()).rejects.toMatchObject(error);
    expect(play.lab.emulator.snapshot().messages).toEqual([]);
  });

  it.each([
    [21606, 'unreachable'],
    [21614, 'rejected'],
    [30001, 'throttled'],
    [20003, 'unreachable'],
    [77777, 'rejected'],
  ])('code %i is %s', async (code, expected) => {
    play.lab.emulator.faults.set({ fault: { kind: 'answer', code } });
    await expect(send()).rejects.toMatchObject({ code: expected, providerCode: String(code) });
  });

  it.each([
    [500, 'uncertain'],
    [502, 'uncertain'],
    [503, 'unreachable'],
  ])('status %i is %s', async (status, expected) => {
    play.lab.emulator.faults.set({ fault: { kind: 'refuse', status } });
    await expect(send()).rejects.toMatchObject({ code: expected });
  });
});

describe('what the network does', () => {
  it('a refused connection is unreachable', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const unreachable = { code: 'unreachable', retryable: true };
    for (const host of ['127.0.0.1', 'localhost']) {
      const sending = channelTo(`http://${host}:${port}`).send(message());
      await expect(sending).rejects.toMatchObject(unreachable);
    }
  });

  it('a name that does not resolve is unreachable', async () => {
    const channel = channelTo('http://twilio.invalid');
    await expect(channel.send(message())).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('a connection cut before the answer is uncertain', async () => {
    play.lab.emulator.faults.set({ fault: { kind: 'refuse' }, times: 1 });
    await expect(send()).rejects.toMatchObject({ code: 'uncertain', retryable: false });
  });

  it('no answer in time is uncertain, and holds neither token, number nor text', async () => {
    play.lab.emulator.faults.set({ fault: { kind: 'lose' }, times: 1 });
    const error = await channelTo(play.lab.apiRoot, 100)
      .send(message({ body: ['a secret'] }))
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'uncertain' });
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 20 })).not.toMatch(/secret|lab-token|15550100001/);
  });

  it('a late answer within the time is fine', async () => {
    play.lab.emulator.faults.set({ fault: { kind: 'delay', ms: 500 }, times: 1 });
    const before = play.lab.clock.waiting;
    const sending = send();
    while (play.lab.clock.waiting === before) await new Promise((resolve) => setImmediate(resolve));
    play.lab.clock.advance(500);
    expect((await sending).providerIds).toHaveLength(1);
  });

  it('a success that cannot be read is uncertain', async () => {
    play.lab.app.post('/broken/*', (c) => c.html('<html>', 201));
    const channel = channelTo(`${play.lab.origin}/broken`);
    await expect(channel.send(message())).rejects.toMatchObject({ code: 'uncertain' });
  });
});

it('a bad account id is found at the start', async () => {
  const channel = smsChannel({ ...ACCOUNT, accountSid: 'nonsense', statusCallback: '' });
  await expect(channel.connect()).rejects.toThrow('accountSid must start with AC');
});

it('two people get their own', async () => {
  await Promise.all([send({ body: ['for Ana'] }), send({ to: BEN, body: ['for Ben'] })]);
  await play.lab.pass(3_000);
  expect([inbox(ANA), inbox(BEN)]).toMatchObject([[{ body: 'for Ana' }], [{ body: 'for Ben' }]]);
});

it('is asked through the fetch that is handed in, with the same form and the same errors', async () => {
  const asked: string[] = [];
  const counted: typeof fetch = (input, init) => {
    asked.push(`${init?.method} ${new URL(String(input)).pathname.split('/').at(-1)}`);
    return fetch(input, init);
  };
  const channel = channelVia(counted);
  const sent = await channel.send(message({ body: ['Hello, Ana'] }));
  expect(await channel.settle!(message({ body: ['Hello, Ana'] }), new Date(0))).toMatchObject(sent);
  await expect(channel.send(message({ to: '+0123' }))).rejects.toMatchObject({ providerCode: '21211' });
  const cut = channelVia(() => Promise.reject(new TypeError('fetch failed')));
  await expect(cut.send(message())).rejects.toMatchObject({ code: 'uncertain' });
  await play.lab.pass(3_000);
  expect(inbox()).toMatchObject([{ body: 'Hello, Ana' }]);
  expect(asked).toEqual(['POST Messages.json', 'GET Messages.json', 'POST Messages.json']);

  function channelVia(via: typeof fetch) {
    return smsChannel({
      ...ACCOUNT,
      apiRoot: play.lab.apiRoot,
      statusCallback: 'http://127.0.0.1:9/',
      fetch: via,
    });
  }
});
