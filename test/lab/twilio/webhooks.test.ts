import twilio from 'twilio';
import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, ANA, BEN, type Lab, openLab, realClient } from './support.ts';

let lab: Lab;
afterEach(() => lab.close());

const statuses = () => lab.posted.map(({ parameters }) => parameters.MessageStatus);
const send = (statusCallback = `${lab.origin}/status`) =>
  realClient(lab.apiRoot).messages.create({
    to: ANA,
    from: ACCOUNT.phoneNumber,
    body: 'Hola',
    statusCallback,
  });

describe('an incoming message', () => {
  it('is posted with Twilio’s parameters under a signature the real package accepts', async () => {
    lab = await openLab();
    const { sid, webhookStatus } = await lab.emulator.phones.of(ANA).text('¿Qué tal? & más');
    const [{ path, parameters, signature }] = lab.posted as [(typeof lab.posted)[0]];
    expect(webhookStatus).toBe(200);
    expect(path).toBe('/webhooks/twilio/incoming-sms');
    expect(parameters).toMatchObject({
      MessageSid: sid,
      SmsSid: sid,
      SmsMessageSid: sid,
      AccountSid: ACCOUNT.accountSid,
      From: ANA,
      To: ACCOUNT.phoneNumber,
      Body: '¿Qué tal? & más',
      NumMedia: '0',
      NumSegments: '1',
      SmsStatus: 'received',
      ApiVersion: '2010-04-01',
      FromCountry: 'US',
    });
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, lab.origin + path, parameters)).toBe(true);
    expect(twilio.validateRequest('other', signature, lab.origin + path, parameters)).toBe(false);
  });

  it('names its pictures', async () => {
    lab = await openLab();
    const media = [{ url: 'https://api.twilio.com/media/1', contentType: 'image/jpeg' }];
    await lab.emulator.phones.of(ANA).text('', media);
    expect(lab.posted[0]?.parameters).toMatchObject({
      NumMedia: '1',
      MediaUrl0: media[0]?.url,
      MediaContentType0: 'image/jpeg',
    });
  });

  it('is not posted again where the webhook fails, but to the fallback where there is one', async () => {
    lab = await openLab();
    lab.answer.status = 500;
    expect(await lab.emulator.phones.of(ANA).text('hello')).toMatchObject({ webhookStatus: 500 });
    await lab.pass(60_000);
    expect(lab.posted).toHaveLength(1);
    await lab.close();

    lab = await openLab({ webhookUrl: 'http://127.0.0.1:9/', fallbackUrl: 'http://127.0.0.1:9/fallback' });
    expect(await lab.emulator.phones.of(ANA).text('hello')).toMatchObject({ webhookStatus: 0 });
  });

  it('comes to the fallback with what went wrong', async () => {
    lab = await openLab();
    const fallbackUrl = `${lab.origin}/fallback`;
    const other = await openLab({ webhookUrl: 'http://127.0.0.1:9/', fallbackUrl });
    await other.emulator.phones.of(ANA).text('hello');
    await other.close();
    const failure = { ErrorCode: '11200', ErrorUrl: 'http://127.0.0.1:9/', Body: 'hello' };
    expect(lab.posted[0]).toMatchObject({ path: '/fallback', parameters: failure });
  });

  it('is posted twice under the knob, once after it', async () => {
    lab = await openLab();
    lab.emulator.faults.set({ fault: { kind: 'duplicate' }, phone: ANA, times: 1 });
    await lab.emulator.phones.of(BEN).text('somebody else');
    await lab.emulator.phones.of(ANA).text('twice');
    await lab.emulator.phones.of(ANA).text('once');
    const bodies = lab.posted.map(({ parameters }) => parameters.Body);
    expect(bodies).toEqual(['somebody else', 'twice', 'twice', 'once']);
    expect(lab.posted[1]?.parameters).toEqual(lab.posted[2]?.parameters);
  });

  it('is given up after 15 seconds of the clock', async () => {
    lab = await openLab();
    let hasCome: () => void;
    const came = new Promise<void>((resolve) => {
      hasCome = resolve;
    });
    lab.app.post('/webhooks/twilio/incoming-sms', () => {
      hasCome();
      return new Promise(() => undefined);
    });
    const texting = lab.emulator.phones.of(ANA).text('hello');
    await came;
    lab.clock.advance(15_000);
    expect(await texting).toMatchObject({ webhookStatus: 0 });
  });

  it('is answered by the texts of the TwiML that comes back', async () => {
    lab = await openLab();
    lab.answer.body =
      '<Response><Message>Fish &amp; chips</Message><Message to="x"><Body>two</Body></Message></Response>';
    await lab.emulator.phones.of(ANA).text('menu');
    await lab.pass(3_000);
    const inbox = lab.emulator.phones.of(ANA).inbox();
    expect(inbox.map(({ body }) => body)).toEqual(['Fish & chips', 'two']);
  });
});

describe('status callbacks', () => {
  it('come signed, in order, as the clock goes on', async () => {
    lab = await openLab();
    const { sid } = await send();
    await lab.pass(300);
    expect(statuses()).toEqual(['sent']);
    await lab.pass(2_000);
    expect(statuses()).toEqual(['sent', 'delivered']);
    const { path, parameters, signature } = lab.posted[1]!;
    expect(parameters).toMatchObject({ MessageSid: sid, To: ANA, From: ACCOUNT.phoneNumber });
    expect(twilio.validateRequest(ACCOUNT.authToken, signature, lab.origin + path, parameters)).toBe(true);
  });

  it('come in the wrong order under the knob', async () => {
    lab = await openLab();
    lab.emulator.faults.set({ fault: { kind: 'reorder' }, times: 1 });
    await send();
    await lab.pass(3_000);
    expect(statuses()).toEqual(['delivered', 'sent']);
  });

  it('tell of a failure with its code', async () => {
    lab = await openLab();
    lab.emulator.faults.set({ fault: { kind: 'fail', code: 30005 } });
    await send();
    await lab.pass(3_000);
    expect(lab.posted.at(-1)?.parameters).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30005' });
    expect(lab.emulator.phones.of(ANA).inbox()).toEqual([]);
  });

  it('are not for messages that asked for none', async () => {
    lab = await openLab();
    await realClient(lab.apiRoot).messages.create({ to: ANA, from: ACCOUNT.phoneNumber, body: 'Hola' });
    await lab.pass(3_000);
    expect(lab.posted).toEqual([]);
  });
});
