import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, ANA, realClient } from '../../lab/twilio/support.ts';
import { message, openPlayground, type Playground } from './support.ts';

let play: Playground;
beforeEach(async () => {
  play = await openPlayground();
});
afterEach(() => play.lab.close());

const { phoneNumber: from } = ACCOUNT;
const accepted = () => play.lab.emulator.snapshot().messages;
const settle = (changes = {}, attemptedAt = play.lab.clock.now()) =>
  play.bot.channel.settle!(message(changes), attemptedAt);

/** Sends while Twilio takes the message and the answer is lost. */
async function sendUncertain(changes = {}): Promise<void> {
  play.lab.emulator.faults.set({ fault: { kind: 'lose', closeAfterMs: 0 }, times: 1 });
  const sending = play.bot.channel.send(message(changes)).catch((error: unknown) => error);
  while (accepted().length === 0) await new Promise((resolve) => setImmediate(resolve));
  play.lab.clock.advance(0);
  expect(await sending).toMatchObject({ code: 'uncertain' });
}

describe('a send whose answer was lost', () => {
  it('is found while still queued, when it has no date of sending yet', async () => {
    const attemptedAt = play.lab.clock.now();
    await sendUncertain();
    expect(await settle({}, attemptedAt)).toEqual({ providerIds: [accepted()[0]?.sid] });
  });

  it('is found hours later, behind many newer messages', async () => {
    const attemptedAt = play.lab.clock.now();
    await sendUncertain();
    await play.lab.pass(10_000);
    const { messages } = realClient(play.lab.apiRoot);
    for (let i = 0; i < 60; i++) await messages.create({ to: ANA, from, body: `news ${i}` });
    expect(await settle({}, attemptedAt)).toEqual({ providerIds: [accepted()[0]?.sid] });
  });

  it('is found although our clock is minutes ahead of Twilio’s', async () => {
    const { clock } = play.lab;
    const ahead = { ...clock, now: () => new Date(clock.now().getTime() + 3 * 60_000) };
    const attemptedAt = ahead.now();
    await sendUncertain();
    const elsewhere = await openPlayground({ apiRoot: play.lab.apiRoot, clock: ahead });
    const settled = await elsewhere.bot.channel.settle!(message(), attemptedAt);
    await elsewhere.lab.close();
    expect(settled).toEqual({ providerIds: [accepted()[0]?.sid] });
  });

  it('is known to be lost where Twilio never took it', async () => {
    play.lab.emulator.faults.set({ fault: { kind: 'refuse' }, times: 1 });
    await expect(play.bot.channel.send(message())).rejects.toMatchObject({ code: 'uncertain' });
    expect(await settle()).toBeNull();
  });

  it('is not confused with other words of the same moment', async () => {
    await play.bot.channel.send(message({ body: ['Hola, Ana'] }));
    expect(await settle()).toBeNull();
  });

  it('is not confused with the same words of a minute ago, to somebody else, or from them', async () => {
    await play.bot.channel.send(message());
    await play.lab.pass(60_000);
    await play.bot.channel.send(message({ to: '+15550100009' }));
    await play.lab.emulator.phones.of(ANA).text('Hola');
    expect(await settle()).toBeNull();
  });

  it('is the nearest where the same words were sent twice within seconds', async () => {
    await play.bot.channel.send(message());
    play.lab.clock.advance(3_000);
    const attemptedAt = play.lab.clock.now();
    await play.bot.channel.send(message());
    expect(await settle({}, attemptedAt)).toEqual({ providerIds: [accepted()[1]?.sid] });
  });

  it('is recognised behind the words a trial account puts before it', async () => {
    const body = 'Sent from your Twilio trial account - Hola';
    const { sid } = await realClient(play.lab.apiRoot).messages.create({ to: ANA, from, body });
    expect(await settle()).toEqual({ providerIds: [sid] });
  });
});

describe('a long text of which only a part was accepted', () => {
  const long = { body: ['word '.repeat(900)] };
  const starts = () => accepted().map(({ body }) => body.slice(0, 5));

  it('is uncertain rather than sent again from the start, and settling sends the rest', async () => {
    const attemptedAt = play.lab.clock.now();
    const { faults } = play.lab.emulator;
    play.lab.emulator.phones.onChange(({ kind }) => {
      if (kind === 'message' && accepted().length === 1)
        faults.set({ fault: { kind: 'throttle', retryAfter: 2 }, times: 1 });
    });
    const sending = play.bot.channel.send(message(long));
    const partly = { code: 'uncertain', retryable: false, retryAfterMs: 2_000, providerCode: '20429' };
    await expect(sending).rejects.toMatchObject(partly);
    expect(starts()).toEqual(['(1/3)']);

    const settled = await settle(long, attemptedAt);
    expect(starts()).toEqual(['(1/3)', '(2/3)', '(3/3)']);
    expect(settled?.providerIds).toEqual(accepted().map(({ sid }) => sid));
  });

  it('is final where the person stops in between', async () => {
    play.lab.emulator.phones.onChange(({ kind }) => {
      if (kind === 'message' && accepted().length === 1)
        play.lab.emulator.faults.set({ fault: { kind: 'answer', code: 21610 } });
    });
    await expect(play.bot.channel.send(message(long))).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe('where Twilio cannot be asked', () => {
  it('the question is to be asked again', async () => {
    play.lab.emulator.stop();
    const broken = await openPlayground({ apiRoot: 'http://127.0.0.1:9', timeoutMs: 500 });
    const asking = broken.bot.channel.settle!(message(), new Date());
    await expect(asking).rejects.toMatchObject({ code: 'unreachable', retryable: true });
    await broken.lab.close();
  });

  it.each([400, 401, 429, 500])('also where it answers %i', async (status) => {
    const other = await openPlayground({ apiRoot: `${play.lab.origin}/broken` });
    play.lab.app.get('/broken/*', (c) => c.json({}, status as 400));
    const asking = other.bot.channel.settle!(message(), new Date());
    await expect(asking).rejects.toMatchObject({ retryable: true });
    await other.lab.close();
  });
});
