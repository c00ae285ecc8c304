import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Phone } from '../../../lab/telegram/phone.ts';
import { type Lab, openLab, untilHeld } from './support.ts';

let lab: Lab;
let ana: Phone;

beforeEach(async () => {
  lab = await openLab();
  ana = lab.telegram.phones.add({ id: 7, first_name: 'Ana', language_code: 'es' });
});

afterEach(() => lab.close());

const updates = async (params: object = {}) =>
  (await lab.call('getUpdates', params)).result as { update_id: number; message: { text: string } }[];

test('an update comes again until a higher offset confirms it', async () => {
  ana.start();
  ana.say('hello');
  const [first, second] = await updates();
  expect([first!.message.text, second!.message.text]).toEqual(['/start', 'hello']);
  expect(await updates()).toHaveLength(2);
  expect(await updates({ offset: first!.update_id + 1 })).toEqual([second]);
  expect(await updates({ offset: second!.update_id + 1 })).toEqual([]);
});

test('a limit gives the oldest, a negative offset the newest and forgets the rest', async () => {
  for (const word of ['a', 'b', 'c']) ana.say(word);
  expect((await updates({ limit: 2 })).map((one) => one.message.text)).toEqual(['a', 'b']);
  expect((await updates({ offset: -1 })).map((one) => one.message.text)).toEqual(['c']);
  expect(await updates()).toHaveLength(1);
});

test('a long poll is held until something is said', async () => {
  const poll = updates({ timeout: 30 });
  await untilHeld(lab);
  ana.say('now');
  expect((await poll)[0]!.message.text).toBe('now');
  expect(lab.clock.waiting).toBe(0);
});

test('a long poll ends empty when its time is over', async () => {
  const poll = updates({ timeout: 30 });
  await untilHeld(lab);
  lab.clock.skip(30_000);
  expect(await poll).toEqual([]);
});

test('a poller that hung up lets go of its poll', async () => {
  const hangUp = new AbortController();
  const url = `${lab.root}/bot4242:AAH-lab-bot/getUpdates?timeout=30`;
  const poll = fetch(url, { signal: hangUp.signal }).catch(() => 'gone');
  await untilHeld(lab);
  hangUp.abort();
  expect(await poll).toBe('gone');
  while (lab.clock.waiting > 0) await new Promise((resolve) => setImmediate(resolve));
});

test('only the kinds asked for come, and the wish holds until another one', async () => {
  await updates({ allowed_updates: ['callback_query'] });
  ana.say('unheard');
  expect(await updates()).toEqual([]);
  await updates({ allowed_updates: ['message'] });
  ana.say('heard');
  expect((await updates()).map((one) => one.message.text)).toEqual(['heard']);
});

test('setting a webhook ends the poll that is held', async () => {
  const poll = lab.call('getUpdates', { timeout: 30 });
  await untilHeld(lab);
  await lab.call('setWebhook', { url: 'http://127.0.0.1:9/hook' });
  expect(await poll).toMatchObject({
    status: 409,
    description: 'Conflict: terminated by setWebhook request',
  });
});
