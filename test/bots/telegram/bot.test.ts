import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TelegramBot, type TelegramBotOptions, telegramBot } from '../../../bots/telegram/bot.ts';
import { silent } from '../../../domain/log.ts';
import { leaseWithinProcess } from '../../../domain/sessionLease.ts';
import { fakeClock } from '../../support/clock.ts';
import { type Emulated, emulated, toAna, token } from './emulated.ts';
import { pauses, recorder } from './observers.ts';

let telegram: Emulated;
let clock: ReturnType<typeof fakeClock>;
let bots: TelegramBot[];

beforeEach(async () => {
  telegram = await emulated();
  clock = fakeClock();
  bots = [];
});

afterEach(async () => {
  telegram.close();
  for (const bot of bots) void bot.stop();
});

const commands = {
  en: [{ command: 'help', description: 'What I can do' }],
  es: [{ command: 'help', description: 'Qué puedo hacer' }],
};

function newBot(options: Partial<TelegramBotOptions>): TelegramBot {
  const bot = telegramBot({
    token,
    webhookSecret: 'hush',
    apiRoot: telegram.root,
    publicUrl: null,
    receive: async () => undefined,
    log: silent,
    clock,
    newId: () => 'correlation-1',
    commands,
    ...options,
  });
  bots.push(bot);
  return bot;
}

const stateOfBot = () => telegram.emulator.snapshot().bots[42]!;

describe('starting', () => {
  it('knows its account before any call, and its name afterwards', async () => {
    const bot = newBot({});
    expect(bot.channel.account).toBe('42');
    expect(bot.username()).toBeNull();
    expect(telegram.emulator.calls).toEqual([]);
    await bot.start();
    expect(bot.username()).toBe('homeroom_bot');
  });

  it('fills the menu for everybody and for each language', async () => {
    await newBot({}).start();
    expect(stateOfBot().commands).toEqual({
      'default|': commands.en,
      'default|en': commands.en,
      'default|es': commands.es,
    });
  });

  it('goes on without a menu', async () => {
    telegram.refuse('setMyCommands', 400, 'Bad Request: BOT_COMMAND_INVALID');
    await newBot({}).start();
    await telegram.called('getUpdates', 1);
  });

  it('registers the webhook where it can be reached', async () => {
    await newBot({ publicUrl: 'https://localhost:8443/' }).start();
    expect(stateOfBot()).toMatchObject({
      webhook: {
        url: 'https://localhost:8443/webhooks/telegram',
        secretToken: 'hush',
        maxConnections: 100,
      },
      allowedUpdates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
    expect(telegram.to('getUpdates')).toEqual([]);
  });

  it('polls after it was reached by webhook, and misses nothing of what came in between', async () => {
    await newBot({ publicUrl: 'https://localhost:8443/' }).start();
    telegram.ana.say('Hi');
    const { receive, seen, batches } = recorder();
    await newBot({ receive }).start();
    await seen(1);
    expect(batches).toEqual([['/start', 'Hi']]);
  });

  it('fails where the token is wrong, without repeating it', async () => {
    const starting = newBot({ token: '43:SECRET' }).start();
    await expect(starting).rejects.toThrow(/^The token does not work\. .*401/);
    await expect(starting).rejects.not.toThrow(/SECRET/);
  });

  it('tries on while Telegram is in trouble', async () => {
    telegram.faults.set({ method: 'getMe', times: 2, fault: { kind: 'refuse', status: 500 } });
    const { log, next } = pauses();
    const starting = newBot({ log }).start();
    for (const pauseMs of [1_000, 2_000]) {
      expect(await next()).toBe(pauseMs);
      clock.advance(pauseMs);
    }
    await starting;
    expect(telegram.to('getMe')).toHaveLength(3);
  });

  it('is given up when stopped', async () => {
    telegram.faults.set({ method: 'getMe', fault: { kind: 'refuse' } });
    const { log, next } = pauses();
    const bot = newBot({ log });
    const starting = bot.start();
    await next();
    await bot.stop();
    await starting;
    expect(telegram.to('getUpdates')).toEqual([]);
  });
});

describe('polling', () => {
  it('hands over all that waits as one batch, and confirms it with the next request', async () => {
    telegram.ana.say('a');
    const { batches, receive, seen } = recorder();
    await newBot({ receive }).start();
    await seen(1);
    await telegram.called('getUpdates', 2);
    telegram.ana.say('b');
    await seen(2);
    expect(batches).toEqual([['/start', 'a'], ['b']]);
  });

  it('is done by one process of several, and by the next one when that stops', async () => {
    const pollingLease = leaseWithinProcess();
    const [first, second] = [recorder(), recorder()];
    const one = newBot({ receive: first.receive, pollingLease });
    await one.start();
    await first.seen(1);
    await newBot({ receive: second.receive, pollingLease }).start();
    telegram.ana.say('a');
    await first.seen(2);
    // With the third it says that it has the second.
    await telegram.called('getUpdates', 3);
    await one.stop();
    telegram.ana.say('b');
    await second.seen(1);
    expect([first.batches, second.batches]).toEqual([[['/start'], ['a']], [['b']]]);
  });

  it('is left to others by a process that only answers', async () => {
    const bot = newBot({ pollingLease: null });
    await bot.start();
    expect(bot.username()).toBe('homeroom_bot');
    expect(telegram.to('getUpdates')).toEqual([]);
  });

  it('loses nothing when the process dies in the middle of a batch', async () => {
    const dying = recorder(() => new Promise(() => undefined));
    await newBot({ receive: dying.receive }).start();
    await dying.seen(1);
    bots.length = 0;

    const next = recorder();
    await newBot({ receive: next.receive }).start();
    await next.seen(1);
    expect(next.batches).toEqual([['/start']]);
  });

  it('fetches a batch again, after a pause, where its commit failed', async () => {
    const { batches, receive, seen } = recorder(async (batch) => {
      if (batch < 3) throw new Error('the database is away');
    });
    const { log, next } = pauses();
    await newBot({ receive, log }).start();
    for (const pauseMs of [1_000, 2_000]) {
      expect(await next()).toBe(pauseMs);
      clock.advance(pauseMs);
    }
    await seen(3);
    await telegram.called('getUpdates', 4);
    expect(batches).toEqual([['/start'], ['/start'], ['/start']]);
    expect(stateOfBot().updates).toEqual([]);
  });

  it.each([
    ['asked to wait', { kind: 'throttle', retryAfter: 5 }, 5_000],
    ['in trouble', { kind: 'refuse', status: 502 }, 1_000],
    ['cut off', { kind: 'refuse' }, 1_000],
    ['the token was revoked', { kind: 'answer', code: 401, description: 'Unauthorized' }, 30_000],
    ['another process polls', { kind: 'answer', code: 409, description: 'Conflict: terminated' }, 30_000],
  ] as const)('pauses and goes on: %s', async (_, fault, pauseMs) => {
    telegram.faults.set({ method: 'getUpdates', times: 1, fault });
    const { receive, seen } = recorder();
    const { log, next } = pauses();
    await newBot({ receive, log }).start();
    expect(await next()).toBe(pauseMs);
    clock.advance(pauseMs);
    await seen(1);
  });

  it('stops when the batch in hand is committed', async () => {
    let commit: () => void = () => undefined;
    const { receive, seen } = recorder(() => new Promise((resolve) => (commit = resolve)));
    const bot = newBot({ receive });
    await bot.start();
    await seen(1);
    let isStopped = false;
    const stopping = bot.stop().then(() => (isStopped = true));
    await bot.channel.send(toAna());
    expect(isStopped).toBe(false);
    commit();
    await stopping;
    expect(telegram.to('getUpdates')).toHaveLength(1);
  });

  it('stops at once where nothing waits', async () => {
    const { receive, seen } = recorder();
    const bot = newBot({ receive });
    await bot.start();
    await seen(1);
    await telegram.called('getUpdates', 2);
    await bot.stop();
  });
});

describe('a press', () => {
  it('comes in with its message, and its spinner stops', async () => {
    const { receive, seen, batches } = recorder();
    const bot = newBot({ receive });
    await bot.start();
    await seen(1);
    await bot.channel.send(toAna({ choices: [{ label: 'Yes', data: 'vote:yes' }] }));
    telegram.ana.press('Yes');
    await seen(2);
    await telegram.ana.until(({ callbacks }) => callbacks[0]?.answer != null);
    expect(batches[1]).toEqual(['vote:yes']);
  });
});

describe('files', () => {
  const picture = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([9, 0, 9, 0])]);
  const file = {
    kind: 'animation' as const,
    key: 'k1',
    mime: 'image/gif',
    name: 'Us.gif',
    read: async () => new Uint8Array(picture),
  };

  it.each([
    ['grammY’s own HTTP', {}],
    ['a fetch that is handed in', { fetch }],
  ])('go out and come in over %s', async (_, options) => {
    const { channel, download } = newBot(options);
    await channel.send(toAna({ file }));
    const sent = telegram.ana.heard()[0]!.message.animation!;
    const limits = { maxBytes: 100, signal: new AbortController().signal };
    const got = await download({ channel: 'telegram', account: '42', id: sent.file_id }, limits);
    expect(Buffer.from(got)).toEqual(picture);
  });
});
