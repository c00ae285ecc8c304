import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { signature, wireBody } from '../../../lab/whatsapp/signature.ts';
import { ACCOUNT, ANA, ask, type Lab, openLab, send, text } from './support.ts';

let lab: Lab;
afterEach(() => lab?.close());

const bodies = () => lab.parts('messages').map(({ text: said }) => said?.body);

describe('the handshake', () => {
  it('comes before anything is delivered, with the token and a challenge', async () => {
    lab = await openLab();
    lab.ana.say('Hello');
    await lab.emulator.idle();
    const [asked] = lab.handshakes;
    expect(asked!.pathname).toBe('/webhooks/whatsapp');
    expect(Object.fromEntries(asked!.searchParams)).toEqual({
      'hub.mode': 'subscribe',
      'hub.challenge': expect.stringMatching(/^\d{10}$/),
      'hub.verify_token': ACCOUNT.verifyToken,
    });
    lab.ana.say('Again');
    await lab.emulator.idle();
    expect([lab.handshakes.length, ...bodies()]).toEqual([1, 'Hello', 'Again']);
  });

  it('that is answered wrongly keeps everything back, and is tried again later', async () => {
    lab = await openLab();
    lab.answer.challenge = false;
    expect(await lab.emulator.verify()).toBe(false);
    lab.ana.say('Hello');
    await lab.pass(500);
    expect([lab.posted.length, lab.emulator.isVerified()]).toEqual([0, false]);
    lab.answer.challenge = true;
    await lab.pass(5_000);
    expect([lab.emulator.isVerified(), ...bodies()]).toEqual([true, 'Hello']);
  });

  it('may not be answered with more than the challenge', async () => {
    lab = await openLab({
      fetch: async (url) => new Response(`${new URL(String(url)).searchParams.get('hub.challenge')}\n`),
    });
    expect(await lab.emulator.verify()).toBe(false);
  });

  it('is asked of another webhook by the API, which refuses one that does not know the token', async () => {
    lab = await openLab();
    const path = `${ACCOUNT.businessAccountId}/subscribed_apps`;
    const override = { override_callback_uri: `${lab.origin}/elsewhere`, verify_token: 'guess' };
    const wrong = await ask(lab, ['POST', path], { body: override });
    expect([wrong.status, wrong.body.error.code]).toEqual([400, 2200]);
    const right = { ...override, verify_token: ACCOUNT.verifyToken };
    expect((await ask(lab, ['POST', path], { body: right })).body).toEqual({ success: true });
    lab.ana.say('Hello');
    await lab.emulator.idle();
    expect(lab.posted[0]!.url.pathname).toBe('/elsewhere');
  });
});

describe('the signature', () => {
  it('is of the very bytes that are posted, which hold no letter beyond ASCII', async () => {
    lab = await openLab();
    lab.ana.say('¿Qué tal? みどりいß 👍 a/b');
    await lab.emulator.idle();
    const [{ body, signature: given }] = lab.posted as [(typeof lab.posted)[0]];
    const expected = createHmac('sha256', ACCOUNT.appSecret).update(body, 'utf8').digest('hex');
    expect(given).toBe(`sha256=${expected}`);
    expect(body).toMatch(/^[\x20-\x7e]+$/);
    expect(body).toContain('\\u307f\\u3069\\u308a\\u3044\\u00df \\ud83d\\udc4d a\\/b');
    expect(bodies()).toEqual(['¿Qué tal? みどりいß 👍 a/b']);
  });

  it('agrees with the published vectors', () => {
    const file = new URL('../../fixtures/whatsapp/signature-vectors.json', import.meta.url);
    const vectors: { appSecret: string; rawBody: string; header: string; valid: boolean }[] = JSON.parse(
      readFileSync(file, 'utf8'),
    );
    for (const { appSecret, rawBody, header, valid } of vectors)
      expect(signature(appSecret, rawBody) === header).toBe(valid);
  });

  it('leaves what is ASCII as JSON has it, but for slashes', () => {
    expect(wireBody({ a: 'x/y "z" \n' })).toBe('{"a":"x\\/y \\"z\\" \\n"}');
  });
});

describe('an event that is not answered with 200', () => {
  it('is tried again after one second, two, four, and lets those behind it go ahead', async () => {
    lab = await openLab();
    await lab.emulator.verify();
    lab.answer.status = 500;
    lab.ana.say('first');
    await lab.emulator.idle();
    lab.answer.status = 200;
    lab.ana.say('second');
    await lab.emulator.idle();
    expect(bodies()).toEqual(['first', 'second']);
    expect(lab.ana.conversation().map(({ status }) => status)).toEqual(['sent', 'delivered']);
    await lab.pass(1_000);
    expect(bodies()).toEqual(['first', 'second', 'first']);
    expect(lab.ana.conversation()[0]!.status).toBe('delivered');
    expect(lab.posted[2]!.body).toBe(lab.posted[0]!.body);
  });

  it.each([201, 204, 302, 403])('nor is %i good enough', async (status) => {
    lab = await openLab();
    await lab.emulator.verify();
    lab.answer.status = status;
    lab.ana.say('Hello');
    await lab.pass(3_500);
    expect(bodies()).toEqual(['Hello', 'Hello', 'Hello']);
  });

  it('is slower each time, and given up after a week', async () => {
    lab = await openLab();
    await lab.emulator.verify();
    lab.answer.status = 503;
    lab.ana.say('Hello');
    await lab.pass(3_600_000);
    const inTheFirstHour = lab.posted.length;
    expect(inTheFirstHour).toBeLessThan(14);
    await lab.pass(8 * 86_400_000);
    expect(lab.emulator.snapshot().events).toEqual([]);
    const tries = lab.posted.length;
    await lab.pass(86_400_000);
    expect(lab.posted.length).toBe(tries);
  });

  it('is given up for the moment after ten seconds without an answer', async () => {
    let hasCome: () => void;
    const came = new Promise<void>((resolve) => {
      hasCome = resolve;
    });
    lab = await openLab({
      fetch: async (url, init) => {
        if (init?.method === 'GET')
          return new Response(new URL(String(url)).searchParams.get('hub.challenge'));
        hasCome();
        return new Promise((_, reject) =>
          init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
        );
      },
    });
    lab.ana.say('Hello');
    await came;
    expect(lab.emulator.snapshot().events[0]!.notBefore).toBe('2026-05-01T12:00:00.250Z');
    lab.clock.advance(10_000);
    await lab.emulator.idle();
    expect(lab.emulator.snapshot().events).toMatchObject([
      { attempts: 1, notBefore: '2026-05-01T12:00:11.250Z' },
    ]);
  });

  it('of one person does not hold up another’s', async () => {
    lab = await openLab();
    await lab.emulator.verify();
    lab.answer.status = 500;
    lab.ana.say('from Ana');
    await lab.emulator.idle();
    lab.answer.status = 200;
    lab.ben.say('from Ben');
    await lab.emulator.idle();
    expect(bodies()).toEqual(['from Ana', 'from Ben']);
  });
});

describe('the knobs', () => {
  it('duplicate: what a person said comes again, the same bytes', async () => {
    lab = await openLab();
    lab.emulator.faults.set({ fault: { kind: 'duplicate' }, waId: ANA, times: 1 });
    lab.ben.say('from Ben');
    lab.ana.say('twice');
    await lab.emulator.idle();
    lab.ana.say('once');
    await lab.emulator.idle();
    expect(bodies().sort()).toEqual(['from Ben', 'once', 'twice', 'twice']);
    const [first, second] = lab.posted.filter(({ body }) => body.includes('twice'));
    expect(first!.body).toBe(second!.body);
  });

  it('overtake: what was said comes after the next, or five seconds late', async () => {
    lab = await openLab();
    await lab.emulator.verify();
    lab.emulator.faults.set({ fault: { kind: 'overtake' }, times: 2 });
    lab.ana.say('first');
    await lab.emulator.idle();
    lab.emulator.faults.clear();
    lab.ana.say('second');
    await lab.emulator.idle();
    expect(bodies()).toEqual(['second', 'first']);
    lab.emulator.faults.set({ fault: { kind: 'overtake' }, times: 1 });
    lab.ana.say('third');
    await lab.pass(4_000);
    expect(bodies()).toHaveLength(2);
    await lab.pass(1_500);
    expect(bodies()).toEqual(['second', 'first', 'third']);
  });

  it('reorder: delivered is reported before sent', async () => {
    lab = await openLab();
    lab.ana.say('Hello');
    lab.emulator.faults.set({ fault: { kind: 'reorder' }, times: 1 });
    await send(lab, text('Hola'));
    await lab.pass(2_000);
    expect(lab.parts('statuses').map(({ status }) => status)).toEqual(['delivered', 'sent']);
  });
});
