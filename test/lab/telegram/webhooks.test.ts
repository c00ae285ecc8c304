import { serve } from '@hono/node-server';
import { Bot, webhookCallback } from 'grammy';
import { Hono } from 'hono';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Phone } from '../../../lab/telegram/phone.ts';
import type { Update } from '../../../lab/telegram/shapes.ts';
import { checkObject } from './apiSpec.ts';
import { type Lab, openLab, TOKEN, until } from './support.ts';

interface Hook {
  url: string;
  got: { update: Update; secret: string | undefined }[];
  /** What it answers next; 200 when there is nothing left. */
  answers: { status: number; body?: unknown; retryAfter?: number }[];
  close(): Promise<void>;
}

let lab: Lab;
let hook: Hook;
let ana: Phone;

beforeEach(async () => {
  lab = await openLab();
  hook = await openHook();
  ana = lab.telegram.phones.add({ id: 7, first_name: 'Ana' });
});

afterEach(async () => {
  await lab.close();
  await hook.close();
});

async function openHook(): Promise<Hook> {
  const hook: Hook = { url: '', got: [], answers: [], close: async () => undefined };
  const app = new Hono().post('/hook', async (c) => {
    const update = await c.req.json<Update>();
    hook.got.push({ update, secret: c.req.header('X-Telegram-Bot-Api-Secret-Token') });
    const { status, body, retryAfter } = hook.answers.shift() ?? { status: 200 };
    return Response.json(body ?? {}, {
      status,
      headers: retryAfter ? { 'retry-after': String(retryAfter) } : {},
    });
  });
  await listen(hook, app);
  return hook;
}

async function listen(hook: Hook, app: { fetch(request: Request): Response | Promise<Response> }) {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(made));
  });
  hook.url = `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`;
  hook.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
}

const info = async () => (await lab.call('getWebhookInfo')).result as Record<string, unknown>;
const texts = () => hook.got.map((one) => one.update.message?.text);

test('posts updates in order, with the secret, and each is as the specification says', async () => {
  await lab.call('setWebhook', { url: hook.url, secret_token: 'S3cret_-' });
  ana.start();
  ana.say('hello');
  await until(() => hook.got.length === 2);
  expect(texts()).toEqual(['/start', 'hello']);
  expect(hook.got[0]!.secret).toBe('S3cret_-');
  expect(hook.got.flatMap((one) => checkObject('Update', one.update))).toEqual([]);
  await until(async () => (await info()).pending_update_count === 0);
});

test('what was said before the webhook was set is posted too, unless it is dropped', async () => {
  ana.say('before');
  await lab.call('setWebhook', { url: hook.url });
  await until(() => hook.got.length === 1);
  await lab.call('deleteWebhook');
  ana.say('dropped');
  await lab.call('setWebhook', { url: hook.url, drop_pending_updates: true });
  ana.say('after');
  await until(() => hook.got.length === 2);
  expect(texts()).toEqual(['before', 'after']);
});

test('a failed post is made again, later each time, and tells why; the next of the chat waits', async () => {
  hook.answers = [{ status: 500 }, { status: 503 }];
  await lab.call('setWebhook', { url: hook.url });
  ana.say('one');
  ana.say('two');
  await until(async () => (await info()).last_error_message !== undefined);
  expect(await info()).toMatchObject({
    pending_update_count: 2,
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
  });
  expect(lab.clock.nextMs).toBe(1000);
  lab.clock.skip(1000);
  await until(async () => String((await info()).last_error_message).includes('503'));
  expect(lab.clock.nextMs).toBe(2000);
  lab.clock.skip(2000);
  await until(() => hook.got.length === 4);
  expect(texts()).toEqual(['one', 'one', 'one', 'two']);
});

test('Retry-After says when to come again', async () => {
  hook.answers = [{ status: 429, retryAfter: 30 }];
  await lab.call('setWebhook', { url: hook.url });
  ana.say('one');
  await until(async () => (await info()).last_error_message !== undefined);
  expect(lab.clock.nextMs).toBe(30_000);
  lab.clock.skip(30_000);
  await until(() => hook.got.length === 2);
});

test('another chat does not wait for the one that fails', async () => {
  hook.answers = [{ status: 500 }];
  await lab.call('setWebhook', { url: hook.url });
  ana.say('stuck');
  await until(() => hook.got.length === 1);
  lab.telegram.phones.add({ id: 8, first_name: 'Ben' }).say('free');
  await until(() => hook.got.length === 2);
  expect(texts()).toEqual(['stuck', 'free']);
});

test('a webhook that is not there is refused a connection', async () => {
  const closed = await openHook();
  await closed.close();
  await lab.call('setWebhook', { url: closed.url });
  ana.say('one');
  await until(async () => (await info()).last_error_message === 'Connection refused');
});

test('an answer may hold a method to be called', async () => {
  hook.answers = [{ status: 200, body: { method: 'sendMessage', chat_id: 7, text: 'in the same breath' } }];
  await lab.call('setWebhook', { url: hook.url });
  ana.say('one');
  expect((await ana.until((screen) => screen.messages.length === 2)).messages[1]!.text).toBe(
    'in the same breath',
  );
});

test("the real grammY's webhook gets along with it", async () => {
  const bot = new Bot(TOKEN, { client: { apiRoot: lab.root } });
  bot.on('message:text', (context) => context.reply(context.message.text.toUpperCase()));
  const app = new Hono().post('/hook', webhookCallback(bot, 'hono', { secretToken: 'abc' }));
  const real: Hook = { url: '', got: [], answers: [], close: async () => undefined };
  await listen(real, app);
  await bot.api.setWebhook(real.url, { secret_token: 'abc' });
  ana.say('hello');
  await ana.until((screen) => screen.messages.at(-1)!.text === 'HELLO');
  await real.close();
});
