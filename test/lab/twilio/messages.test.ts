import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, ANA, BEN, type Lab, openLab, realClient } from './support.ts';

const { phoneNumber } = ACCOUNT;
let lab: Lab;
let client: ReturnType<typeof realClient>;

beforeEach(async () => {
  lab = await openLab();
  client = realClient(lab.apiRoot);
});
afterEach(() => lab.close());

const send = (to: string, body: string) => client.messages.create({ to, from: phoneNumber, body });

describe('a message sent by the real client', () => {
  it('is answered as queued, with Twilio’s fields', async () => {
    const message = await send(ANA, 'Hola');
    expect(message).toMatchObject({
      to: ANA,
      from: phoneNumber,
      body: 'Hola',
      status: 'queued',
      direction: 'outbound-api',
      numSegments: '1',
      numMedia: '0',
      dateSent: null,
      errorCode: null,
      apiVersion: '2010-04-01',
    });
    expect(message.sid).toMatch(/^SM[\da-f]{32}$/);
    expect(message.dateCreated).toEqual(new Date('2026-05-01T12:00:00Z'));
  });

  it('moves along by the clock and then shows on the phone', async () => {
    const { sid } = await send(ANA, 'Hola');
    const status = async () => (await client.messages(sid).fetch()).status;
    expect(lab.emulator.phones.of(ANA).inbox()).toEqual([]);
    await lab.pass(300);
    expect(await status()).toBe('sent');
    await lab.pass(2_000);
    expect(await status()).toBe('delivered');
    expect(lab.emulator.phones.of(ANA).inbox()).toMatchObject([
      { sid, body: 'Hola', isMine: false, segments: 1 },
    ]);
  });

  it.each([
    ['160 letters', 'a'.repeat(160), '1'],
    ['161 letters', 'a'.repeat(161), '2'],
    ['80 euro signs', '€'.repeat(80), '1'],
    ['81 euro signs', '€'.repeat(81), '2'],
    ['a euro sign across the end of a segment', `${'a'.repeat(152)}€${'a'.repeat(152)}`, '3'],
    ['160 Spanish letters', 'ñ'.repeat(160), '1'],
    ['71 accents that are not in the alphabet', 'á'.repeat(71), '2'],
    ['35 emoji', '😀'.repeat(35), '1'],
    ['66 emoji', '😀'.repeat(66), '2'],
    ['67 emoji, of which none is cut in two', '😀'.repeat(67), '3'],
  ])('%s: segments are counted', async (_, body, segments) => {
    expect((await send(ANA, body)).numSegments).toBe(segments);
  });
});

describe('a message that Twilio refuses', () => {
  it.each([
    [21604, { to: '', from: phoneNumber, body: 'x' }],
    [21211, { to: '5550100001', from: phoneNumber, body: 'x' }],
    [21211, { to: '+0555', from: phoneNumber, body: 'x' }],
    [21603, { to: ANA, body: 'x' }],
    [21212, { to: ANA, from: 'nobody', body: 'x' }],
    [21659, { to: ANA, from: '+15559999999', body: 'x' }],
    [21266, { to: phoneNumber, from: phoneNumber, body: 'x' }],
    [21602, { to: ANA, from: phoneNumber }],
    [21617, { to: ANA, from: phoneNumber, body: 'a'.repeat(1601) }],
  ])('%i', async (code, request) => {
    const moreInfo = `https://www.twilio.com/docs/errors/${code}`;
    await expect(client.messages.create(request)).rejects.toMatchObject({ code, status: 400, moreInfo });
    expect(lab.emulator.snapshot().messages).toEqual([]);
  });

  it('for a wrong token is 401 and 20003', async () => {
    const stranger = realClient(lab.apiRoot, 'guess');
    const sending = stranger.messages.create({ to: ANA, from: phoneNumber, body: 'x' });
    await expect(sending).rejects.toMatchObject({ code: 20003, status: 401, message: 'Authenticate' });
  });

  it('for an unknown id is 404 and 20404', async () => {
    await expect(client.messages('SM00').fetch()).rejects.toMatchObject({ code: 20404, status: 404 });
  });
});

describe('the list', () => {
  it('is newest first, and filtered by both ends', async () => {
    const first = await send(ANA, 'one');
    await send(BEN, 'two');
    const third = await send(ANA, 'three');
    const listed = await client.messages.list({ to: ANA, from: phoneNumber });
    expect(listed.map(({ sid }) => sid)).toEqual([third.sid, first.sid]);
    expect(await client.messages.list({ from: ANA })).toEqual([]);
  });

  it('is filtered by when they were sent, both borders included', async () => {
    await send(ANA, 'early');
    await lab.pass(60_000);
    const between = new Date('2026-05-01T12:00:30Z');
    await send(ANA, 'late');
    await lab.pass(60_000);
    const bodies = async (filter: object) => (await client.messages.list(filter)).map(({ body }) => body);
    expect(await bodies({ dateSentAfter: between })).toEqual(['late']);
    expect(await bodies({ dateSentBefore: between })).toEqual(['early']);
    const second = new Date('2026-05-01T12:01:00Z');
    expect(await bodies({ dateSentAfter: second, dateSentBefore: second })).toEqual(['late']);
    expect(await bodies({ dateSent: new Date('2026-05-01T00:00:00Z') })).toEqual(['late', 'early']);
    expect(await bodies({ dateSent: new Date('2026-04-30T00:00:00Z') })).toEqual([]);
  });

  it('leaves a queued message out of every range of dates, as it has none', async () => {
    await send(ANA, 'queued');
    expect(await client.messages.list({ dateSentAfter: new Date('2000-01-01T00:00:00Z') })).toEqual([]);
    expect(await client.messages.list()).toHaveLength(1);
  });

  it('comes in pages that the client walks by itself', async () => {
    for (let i = 0; i < 7; i++) await send(ANA, `text ${i}`);
    const listed = await client.messages.list({ pageSize: 3 });
    expect(listed.map(({ body }) => body)).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `text ${i}`));
    const page = await client.messages.page({ pageSize: 3 });
    const second = await page.nextPage();
    const back = await second?.previousPage();
    expect(second?.instances.map(({ body }) => body)).toEqual(['text 3', 'text 2', 'text 1']);
    expect(back?.instances.map(({ body }) => body)).toEqual(['text 6', 'text 5', 'text 4']);
  });
});
