import { afterEach, describe, expect, it } from 'vitest';
import { ACCOUNT, ANA, BEN, type Lab, openLab, realClient } from './support.ts';

let lab: Lab;
afterEach(() => lab.close());

const send = (to: string) =>
  realClient(lab.apiRoot).messages.create({ to, from: ACCOUNT.phoneNumber, body: 'News' });

async function replyTo(body: string): Promise<string | undefined> {
  const phone = lab.emulator.phones.of(ANA);
  const before = phone.inbox().length;
  await phone.text(body);
  await lab.pass(3_000);
  return phone.inbox()[before]?.body;
}

describe('carrier words', () => {
  it.each(['STOP', ' stop ', 'StopAll', 'UNSUBSCRIBE', 'cancel', 'END', 'quit', 'REVOKE', 'OPTOUT'])(
    '%s opts out: Twilio answers, tells the webhook, and sends this person nothing more',
    async (word) => {
      lab = await openLab();
      expect(await replyTo(word)).toContain('You have successfully been unsubscribed');
      expect(lab.posted[0]?.parameters.Body).toBe(word);
      expect(lab.emulator.phones.of(ANA).isOptedOut).toBe(true);
      await expect(send(ANA)).rejects.toMatchObject({ code: 21610, status: 400 });
      await expect(send(BEN)).resolves.toMatchObject({ status: 'queued' });
    },
  );

  it.each(['START', 'unstop', 'Yes'])('%s opts in again', async (word) => {
    lab = await openLab();
    await replyTo('STOP');
    expect(await replyTo(word)).toContain('re-subscribed');
    await expect(send(ANA)).resolves.toMatchObject({ status: 'queued' });
  });

  it('a yes without a stop before it, and a stop within a sentence, are just text', async () => {
    lab = await openLab();
    expect(await replyTo('YES')).toBeUndefined();
    expect(await replyTo('please stop')).toBeUndefined();
    expect(lab.emulator.phones.of(ANA).isOptedOut).toBe(false);
  });

  it('HELP is answered, but not to somebody who said STOP', async () => {
    lab = await openLab();
    expect(await replyTo('help')).toContain('Reply STOP to unsubscribe');
    await replyTo('STOP');
    expect(await replyTo('INFO')).toBeUndefined();
  });

  it('are named to the webhook only with Advanced Opt-Out', async () => {
    lab = await openLab({ optOut: 'advanced' });
    await replyTo('QUIT');
    expect(lab.posted[0]?.parameters.OptOutType).toBe('STOP');
    await lab.close();
    lab = await openLab();
    await replyTo('QUIT');
    expect(lab.posted[0]?.parameters).not.toHaveProperty('OptOutType');
  });

  it('are nobody’s business where the handling is off', async () => {
    lab = await openLab({ optOut: 'off' });
    expect(await replyTo('STOP')).toBeUndefined();
    await expect(send(ANA)).resolves.toMatchObject({ status: 'queued' });
  });

  it('Twilio’s own answers are not listed, and a stopped person gets none of our TwiML', async () => {
    lab = await openLab();
    lab.answer.body = '<Response><Message>Bye</Message></Response>';
    await replyTo('STOP');
    const listed = await realClient(lab.apiRoot).messages.list();
    expect(listed.map(({ direction }) => direction)).toEqual(['inbound']);
    expect(lab.emulator.phones.of(ANA).inbox()).toHaveLength(1);
  });
});
