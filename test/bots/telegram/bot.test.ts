import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TelegramBot, type TelegramBotOptions, telegramBot } from '../../../bots/telegram/bot.ts';
import type { Parsed } from '../../../domain/channel.ts';
import { silent } from '../../../domain/log.ts';
import { fakeClock } from './fakeClock.ts';
import { standIn } from './standIn.ts';
import { inboundOf, messageUpdate } from './updates.ts';

let telegram: Awaited<ReturnType<typeof standIn>>;
let clock: ReturnType<typeof fakeClock>;
let bots: TelegramBot[];

beforeEach(async () => {
  telegram = await standIn();
  clock = fakeClock();
  bots = [];
});

afterEach(async () => {
  telegram.close();
  for (const bot of bots) void bot.stop();
});

const greeting = {
  id: 'delivery-1',
  to: '4711',
  body: ['Hello'],
  choices: [],
  contactButton: null,
  replyTo: null,
  change: null,
};

const commands = {
  en: [{ command: 'help', description: 'What I can do' }],
  es: [{ command: 'help', description: 'Qué puedo hacer' }],
};

function newBot(options: Partial<TelegramBotOptions>): TelegramBot {
  const bot = telegramBot({
    token: '42:SECRET',
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

/** A `receive` that notes each batch and lets the test wait for it. */
function recorder(receive: (batch: number) => Promise<void> = async () => undefined) {
  const batches: string[][] = [];
  const waiters: { count: number; resolve: () => void }[] = [];
  return {
    batches,
    async receive(parsed: Parsed[]) {
      batches.push(parsed.map((one) => inboundOf(one).externalId));
      for (const { count, resolve } of waiters) if (batches.length >= count) resolve();
      await receive(batches.length);
    },
    seen: (count: number) =>
      new Promise<void>((resolve) => {
        if (batches.length >= count) resolve();
        else waiters.push({ count, resolve });
      }),
  };
}

describe('starting', () => {
  it('knows its account before any call, and its name afterwards', async () => {
    const bot = newBot({});
    expect(bot.channel.account).toBe('42');
    expect(bot.username()).toBeNull();
    expect(telegram.calls).toEqual([]);
    await bot.start();
    expect(bot.username()).toBe('homeroom_bot');
  });

  it('fills the menu for everybody and for each language', async () => {
    await newBot({}).start();
    expect(telegram.to('setMyCommands')).toEqual([
      { commands: commands.en },
      { commands: commands.en, language_code: 'en' },
      { commands: commands.es, language_code: 'es' },
    ]);
  });

  it('goes on without a menu', async () => {
    telegram.plan('setMyCommands', { error_code: 400, description: 'Bad Request: BOT_COMMAND_INVALID' });
    await newBot({}).start();
    expect(telegram.to('deleteWebhook')).toHaveLength(1);
  });

  it('registers the webhook where it can be reached', async () => {
    await newBot({ publicUrl: 'https://class.example/' }).start();
    expect(telegram.to('setWebhook')).toEqual([
      {
        url: 'https://class.example/webhooks/telegram',
        secret_token: 'hush',
        allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
        max_connections: 100,
      },
    ]);
    expect(telegram.to('getUpdates')).toEqual([]);
  });

  it('fails where the token is wrong, without repeating it', async () => {
    telegram.plan('getMe', { error_code: 401, description: 'Unauthorized' });
    const starting = newBot({}).start();
    await expect(starting).rejects.toThrow(/^The token does not work\. .*401/);
    await expect(starting).rejects.not.toThrow(/SECRET/);
  });

  it('tries on while Telegram is in trouble', async () => {
    const trouble = { error_code: 500, description: 'Internal Server Error' };
    telegram.plan('getMe', trouble, trouble);
    const starting = newBot({}).start();
    for (const pause of [1_000, 2_000]) {
      expect(await clock.waiting()).toBe(pause);
      clock.skip(pause);
    }
    await starting;
    expect(telegram.to('getMe')).toHaveLength(3);
  });
});

describe('polling', () => {
  it('hands over all that waits as one batch, and confirms it with the next request', async () => {
    telegram.tell(messageUpdate({ text: 'a' }, 900), messageUpdate({ text: 'b' }, 901));
    const { batches, receive, seen } = recorder();
    await newBot({ receive }).start();
    await seen(1);
    telegram.tell(messageUpdate({ text: 'c' }, 902));
    await seen(2);
    expect(batches).toEqual([['900', '901'], ['902']]);
    expect(telegram.to('getUpdates').map(({ offset }) => offset)).toEqual([0, 902]);
  });

  it('loses nothing when the process dies in the middle of a batch', async () => {
    telegram.tell(messageUpdate({ text: 'a' }, 900));
    const dying = recorder(() => new Promise(() => undefined));
    await newBot({ receive: dying.receive }).start();
    await dying.seen(1);
    bots.length = 0;

    const next = recorder();
    await newBot({ receive: next.receive }).start();
    await next.seen(1);
    expect(next.batches).toEqual([['900']]);
  });

  it('fetches a batch again, after a pause, where its commit failed', async () => {
    telegram.tell(messageUpdate({ text: 'a' }, 900));
    const { batches, receive, seen } = recorder(async (batch) => {
      if (batch < 3) throw new Error('the database is away');
    });
    await newBot({ receive }).start();
    for (const pause of [1_000, 2_000]) {
      expect(await clock.waiting()).toBe(pause);
      clock.skip(pause);
    }
    await seen(3);
    expect(batches).toEqual([['900'], ['900'], ['900']]);
  });

  it.each([
    [
      'asked to wait',
      { error_code: 429, description: 'Too Many Requests', parameters: { retry_after: 5 } },
      5_000,
    ],
    ['in trouble', { error_code: 502, description: 'Bad Gateway' }, 1_000],
    ['another process polls', { error_code: 409, description: 'Conflict: terminated by other' }, 30_000],
    ['the token was revoked', { error_code: 401, description: 'Unauthorized' }, 30_000],
  ] as const)('pauses and goes on: %s', async (_, refusal, pause) => {
    telegram.plan('getUpdates', refusal);
    telegram.tell(messageUpdate({ text: 'a' }, 900));
    const { receive, seen } = recorder();
    await newBot({ receive }).start();
    expect(await clock.waiting()).toBe(pause);
    clock.skip(pause);
    await seen(1);
  });

  it('stops when the batch in hand is committed', async () => {
    let commit: () => void = () => undefined;
    telegram.tell(messageUpdate({ text: 'a' }, 900));
    const { receive, seen } = recorder(() => new Promise((resolve) => (commit = resolve)));
    const bot = newBot({ receive });
    await bot.start();
    await seen(1);
    let isStopped = false;
    const stopping = bot.stop().then(() => (isStopped = true));
    await bot.channel.send(greeting);
    expect(isStopped).toBe(false);
    commit();
    await stopping;
    expect(telegram.to('getUpdates')).toHaveLength(1);
  });

  it('stops at once where nothing waits', async () => {
    const bot = newBot({});
    await bot.start();
    await bot.stop();
  });
});
