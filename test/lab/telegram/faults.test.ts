import { Api, GrammyError, HttpError } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Phone } from '../../../lab/telegram/phone.ts';
import type { Update } from '../../../lab/telegram/shapes.ts';
import { type Lab, openLab, TOKEN, until } from './support.ts';

let lab: Lab;
let api: Api;
let ana: Phone;
let ben: Phone;

beforeEach(async () => {
  lab = await openLab();
  api = new Api(TOKEN, { apiRoot: lab.root });
  ana = lab.telegram.phones.add({ id: 7, first_name: 'Ana' });
  ben = lab.telegram.phones.add({ id: 8, first_name: 'Ben' });
  ana.start();
  ben.start();
});

afterEach(() => lab.close());

const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

test('a cut connection accepts nothing, and only in the chat it is set for', async () => {
  lab.telegram.faults.set({ method: 'sendMessage', chatId: 7, times: 1, fault: { kind: 'refuse' } });
  await api.sendMessage(8, 'to Ben');
  expect(await failure(api.sendMessage(7, 'to Ana'))).toBeInstanceOf(HttpError);
  expect(ana.heard()).toEqual([]);
  await api.sendMessage(7, 'again');
  expect(ana.lastText()).toBe('again');
});

test.each([500, 502])('a status of %d accepts nothing', async (status) => {
  lab.telegram.faults.set({ times: 1, fault: { kind: 'refuse', status } });
  const error = (await failure(api.sendMessage(7, 'hi'))) as GrammyError;
  expect(error.error_code).toBe(status);
  expect(ana.heard()).toEqual([]);
});

test('429 says how long to wait, for as long as it is set', async () => {
  const id = lab.telegram.faults.set({ fault: { kind: 'throttle', retryAfter: 17 } });
  for (const _ of [1, 2]) {
    const error = (await failure(api.sendMessage(7, 'hi'))) as GrammyError;
    expect(error).toBeInstanceOf(GrammyError);
    expect(error.parameters).toEqual({ retry_after: 17 });
    expect(error.description).toBe('Too Many Requests: retry after 17');
  }
  lab.telegram.faults.clear(id);
  await api.sendMessage(7, 'hi');
  expect(ana.heard()).toHaveLength(1);
});

test('a lost answer: the message is shown, the sender never hears of it', async () => {
  lab.telegram.faults.set({ method: 'sendMessage', times: 1, fault: { kind: 'lose' } });
  const hangUp = new AbortController();
  const call = failure(api.sendMessage(7, 'shown', {}, hangUp.signal as never));
  await ana.until((screen) => screen.messages.at(-1)!.text === 'shown');
  hangUp.abort();
  expect(await call).toBeInstanceOf(HttpError);
  expect(lab.telegram.calls.at(-1)!.answer).toBeNull();
});

test('a lost answer may end in a closed connection', async () => {
  lab.telegram.faults.set({ times: 1, fault: { kind: 'lose', closeAfterMs: 5000 } });
  const call = failure(api.sendMessage(7, 'shown'));
  await until(() => lab.clock.waiting === 1);
  lab.clock.skip(5000);
  expect(await call).toBeInstanceOf(HttpError);
  expect(ana.lastText()).toBe('shown');
});

test('a delay lets everything happen later', async () => {
  lab.telegram.faults.set({ times: 1, fault: { kind: 'delay', ms: 3000 } });
  const call = api.sendMessage(7, 'late');
  await until(() => lab.clock.waiting === 1);
  expect(ana.heard()).toEqual([]);
  lab.clock.skip(3000);
  await call;
  expect(ana.lastText()).toBe('late');
});

const saidTexts = (updates: Update[]) => updates.map((one) => one.message?.text);

test('an update comes twice, with the same number', async () => {
  lab.telegram.faults.set({ method: 'message', times: 1, fault: { kind: 'duplicate' } });
  ana.say('twice');
  const updates = (await api.getUpdates({ offset: -1 })) as unknown as Update[];
  expect(saidTexts(updates)).toEqual(['twice', 'twice']);
  expect(updates[0]!.update_id).toBe(updates[1]!.update_id);
});

test('an update is overtaken by the next', async () => {
  lab.telegram.faults.set({ chatId: 7, times: 1, fault: { kind: 'reorder' } });
  ana.say('first');
  ben.say('second');
  const updates = (await api.getUpdates()) as unknown as Update[];
  expect(saidTexts(updates).slice(2)).toEqual(['second', 'first']);
  expect(updates[2]!.update_id).toBeGreaterThan(updates[3]!.update_id);
});

test('an update that nothing overtakes comes after five seconds', async () => {
  lab.telegram.faults.set({ times: 1, fault: { kind: 'reorder' } });
  ana.say('alone');
  expect(saidTexts((await api.getUpdates()) as unknown as Update[])).not.toContain('alone');
  lab.clock.skip(5000);
  expect(saidTexts((await api.getUpdates()) as unknown as Update[])).toContain('alone');
});
