import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WhatsappWebBot } from '../../../bots/whatsapp-web/bot.ts';
import { needsChromium } from '../../support/needs.ts';
import { emulated, standing } from './emulated.ts';
import { account, eva as evasIds, outbound } from './events.ts';

const chromium = needsChromium();
const minuteMs = 60_000;

/** Each with a browser of its own: the pairing, the line and the process. */
describe.skipIf(!chromium)('the session, with the real library in a real browser', () => {
  let world: ReturnType<typeof emulated>;

  beforeEach(() => {
    world = emulated(chromium!);
    world.whatsapp.phones.add({ phone: evasIds.phone, name: 'Eva Novak' });
  });

  afterEach(() => world.close());

  const eva = () => world.whatsapp.phones.of(evasIds.phone);
  const toEva = (text: string) => outbound(`${eva().person.lid}@lid`, text);
  const texts = () => world.heard.said.map(({ said }) => (said.kind === 'text' ? said.text : said.kind));

  async function paired(bot: WhatsappWebBot = world.bot()): Promise<WhatsappWebBot> {
    await bot.start();
    const { qr } = await standing(bot, 'pairing');
    await world.whatsapp.pairing.scan(qr);
    await standing(bot, 'connected');
    return bot;
  }

  it('begins with a QR code, of which only the newest lets in', async () => {
    const codes: string[] = [];
    const bot = world.bot({ onQr: (qr) => codes.push(qr) });
    await bot.start();
    const { qr } = await standing(bot, 'pairing');
    expect(codes).toEqual([qr]);
    const renewed = new Promise<void>((resolve) => bot.onStanding(() => resolve()));
    await world.whatsapp.pairing.rotate();
    await renewed;
    await expect(world.whatsapp.pairing.scan(qr)).rejects.toThrow('no longer valid');
    expect(codes).toHaveLength(2);
    await world.whatsapp.pairing.scan(codes[1]!);
    expect(await standing(bot, 'connected')).toEqual({ kind: 'connected', number: account });
  });

  it('is kept over a restart, after which what was said meanwhile is heard', async () => {
    const first = await paired();
    await eva().say('before');
    await world.heard.until(() => world.heard.said.length === 1);
    await first.stop();
    expect(first.standing()).toEqual({ kind: 'stopped' });
    await eva().say('meanwhile');

    const codes: string[] = [];
    const second = world.bot({ onQr: (qr) => codes.push(qr) });
    await second.start();
    await standing(second, 'connected');
    await world.heard.until(() => texts().includes('meanwhile'));
    await eva().say('after');
    await world.heard.until(() => texts().includes('after'));
    expect(texts()).toEqual(['before', 'meanwhile', 'after']);
    expect(codes).toEqual([]);
  });

  it('is opened again after its browser was killed, and a send under way is uncertain', async () => {
    const bot = await paired();
    world.whatsapp.faults.set({ fault: { kind: 'lose' } });
    const sending = expect(bot.channel.send(toEva('lost?'))).rejects.toMatchObject({ code: 'uncertain' });
    await new Promise<void>((resolve) => eva().onChange(() => resolve()));
    process.kill(world.browserPid(), 'SIGKILL');
    await sending;
    const away = await standing(bot, 'away');
    expect(away).toMatchObject({ reason: 'the browser ended', retryAt: expect.any(Date) });
    await expect(bot.channel.send(toEva('now?'))).rejects.toMatchObject({ code: 'unreachable' });

    world.whatsapp.faults.clear();
    world.clock.advance(minuteMs);
    await standing(bot, 'connected');
    await bot.channel.send(toEva('again'));
    expect(eva().heard().at(-1)?.body).toBe('again');
  });

  it('lets the page get a lost line back, and sends nothing meanwhile', async () => {
    const bot = await paired();
    await world.whatsapp.setConnection('TIMEOUT');
    expect(await standing(bot, 'away')).toEqual({ kind: 'away', reason: 'TIMEOUT', retryAt: null });
    await expect(bot.channel.send(toEva('now?'))).rejects.toMatchObject({
      code: 'unreachable',
      providerCode: 'not connected',
    });
    await world.whatsapp.setConnection('CONNECTED');
    await standing(bot, 'connected');
    await bot.channel.send(toEva('again'));
    expect(
      eva()
        .heard()
        .map(({ body }) => body),
    ).toEqual(['again']);
  });

  it('takes another browser where the line does not come back, or somebody else took it', async () => {
    const bot = await paired();
    await world.whatsapp.setConnection('TIMEOUT');
    await standing(bot, 'away');
    world.clock.advance(2 * minuteMs);
    const opened = standing(bot, 'connected');
    await retried(bot);
    await opened;

    await world.whatsapp.setConnection('CONFLICT');
    expect(await standing(bot, 'away')).toMatchObject({ reason: 'WhatsApp Web says CONFLICT' });
    await retried(bot);
    await standing(bot, 'connected');
  });

  /** Waits until it is known when the next browser opens, and lets that time come. */
  async function retried(bot: WhatsappWebBot): Promise<void> {
    for (;;) {
      const away = await standing(bot, 'away');
      if (away.retryAt) break;
      await new Promise<void>((resolve) => {
        const stop = bot.onStanding(() => {
          stop();
          resolve();
        });
      });
    }
    world.clock.advance(minuteMs);
  }

  it('is forgotten when the phone logs it out: another QR code', async () => {
    const bot = await paired();
    while (!world.keepsPairing()) await new Promise((resolve) => setImmediate(resolve));
    await world.whatsapp.pairing.logOut();
    expect(await standing(bot, 'away')).toMatchObject({ reason: 'WhatsApp Web says LOGOUT' });
    expect(world.keepsPairing()).toBe(false);
    world.clock.advance(minuteMs);
    const { qr } = await standing(bot, 'pairing');
    await world.whatsapp.pairing.scan(qr);
    await standing(bot, 'connected');
  });

  it('does not let in a phone with another number', async () => {
    const bot = world.bot({ number: '+4915199999999' });
    await bot.start();
    const { qr } = await standing(bot, 'pairing');
    await world.whatsapp.pairing.scan(qr);
    expect(await standing(bot, 'away')).toMatchObject({ reason: expect.stringContaining('another number') });
    await expect(bot.channel.send(toEva('Hello'))).rejects.toMatchObject({ code: 'unreachable' });
    world.clock.advance(minuteMs);
    await standing(bot, 'pairing');
  });

  it('is opened by one process at a time; the next takes over, without a QR code', async () => {
    const first = await paired();
    const second = world.bot();
    await second.start();
    await standing(second, 'waiting');
    await first.stop();
    await standing(second, 'connected');
    await second.channel.send(toEva('from the second'));
    expect(eva().heard()).toHaveLength(1);
  });

  it('gives the browser up when its lease is lost', async () => {
    const lost = new AbortController();
    let isReleased = false;
    const release = async () => {
      isReleased = true;
    };
    let isHeld = false;
    const bot = world.bot({
      lease: {
        async hold(_session, signal) {
          if (!isHeld) {
            isHeld = true;
            return { lost: lost.signal, release };
          }
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
          return null;
        },
      },
    });
    await paired(bot);
    const pid = world.browserPid();
    lost.abort();
    await standing(bot, 'waiting');
    expect(isReleased).toBe(true);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('is tried again after longer and longer pauses where the browser does not start', async () => {
    const bot = world.bot({ chromePath: '/bin/false' });
    await bot.start();
    const pauses: number[] = [];
    for (let failures = 1; failures <= 4; failures++) {
      const { retryAt, reason } = await standing(bot, 'away');
      expect(reason).toMatch(/^it did not open: /);
      pauses.push(retryAt!.getTime() - world.clock.now().getTime());
      const opening = standing(bot, 'opening');
      world.clock.advance(pauses.at(-1)!);
      await opening;
    }
    const isWithin = pauses.map((pause, at) => pause >= 1_000 * 2 ** at && pause <= 2_000 * 2 ** at);
    expect(isWithin).toEqual([true, true, true, true]);
  });

  it('says what to do where there is no Chromium', async () => {
    const bot = world.bot({ chromePath: '/nowhere/chromium' });
    await expect(bot.start()).rejects.toThrow('CHROME_PATH is /nowhere/chromium, and no program is there');
  });
});
