import { afterEach, beforeEach, expect, it } from 'vitest';
import { ANA, BEN, type Lab, openLab, send, text } from './support.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
  lab.ana.say('Hello');
  await lab.emulator.idle();
});
afterEach(() => lab.close());

const fault = (kind: object, more: object = {}) =>
  lab.emulator.faults.set({ fault: kind as never, times: 1, ...more });
const messages = () => lab.emulator.snapshot().messages.filter(({ isFromBusiness }) => isFromBusiness);

it('refuse: the connection is cut and nothing is accepted', async () => {
  fault({ kind: 'refuse' });
  await expect(send(lab, text('Hola'))).rejects.toThrow();
  expect(messages()).toEqual([]);
  expect((await send(lab, text('Hola'))).status).toBe(200);
});

it('refuse with a status: that is all that comes back', async () => {
  fault({ kind: 'refuse', status: 500 });
  const { status, body } = await send(lab, text('Hola'));
  expect([status, body.error.code, messages().length]).toEqual([500, 2, 0]);
});

it('answer: any code, also that of a token which has run out', async () => {
  fault({ kind: 'answer', code: 131031 });
  expect(await send(lab, text('Hola'))).toMatchObject({ status: 403, body: { error: { code: 131031 } } });
  fault({ kind: 'answer', code: 190 });
  expect(await send(lab, text('Hola'))).toMatchObject({
    status: 401,
    body: { error: { error_subcode: 463 } },
  });
});

it('delay: everything goes well, but late', async () => {
  fault({ kind: 'delay', ms: 8_000 });
  let isAnswered = false;
  const sending = send(lab, text('Hola')).finally(() => {
    isAnswered = true;
  });
  await waiting(1);
  lab.clock.advance(7_999);
  expect([isAnswered, messages().length]).toEqual([false, 0]);
  lab.clock.advance(1);
  expect((await sending).status).toBe(200);
});

it('lose: accepted, and it arrives, but the answer never comes', async () => {
  fault({ kind: 'lose', closeAfterMs: 2_000 });
  const sending = send(lab, { ...text('Hola'), biz_opaque_callback_data: 'delivery-7' });
  const failing = expect(sending).rejects.toThrow();
  while (messages().length === 0) await new Promise(setImmediate);
  await lab.pass(3_000);
  await failing;
  expect(lab.ana.inbox()).toHaveLength(1);
  expect(lab.parts('statuses')[0]).toMatchObject({ biz_opaque_callback_data: 'delivery-7' });
});

it('fail: accepted, and then failed with the code', async () => {
  fault({ kind: 'fail', code: 131049 });
  await send(lab, text('Hola'));
  await lab.pass(2_000);
  expect(lab.parts('statuses')).toMatchObject([{ status: 'failed', errors: [{ code: 131049 }] }]);
  expect(lab.ana.inbox()).toEqual([]);
});

it('strikes the one it is set on, as often as is said', async () => {
  fault({ kind: 'throttle' }, { waId: ANA, times: 2 });
  const codes = [];
  for (const to of [BEN, ANA, ANA, ANA]) codes.push((await send(lab, text('Hola'), to)).status);
  expect(codes).toEqual([200, 400, 400, 200]);
  expect(lab.emulator.faults.list()).toEqual([]);
  fault({ kind: 'throttle' }, { waId: ANA });
  const { userId } = lab.ana.person;
  expect((await send(lab, { ...text('Hola'), recipient: userId }, null)).body.error.code).toBe(130429);
});

it('is turned off one by one, or all', async () => {
  const first = lab.emulator.faults.set({ fault: { kind: 'throttle' } });
  lab.emulator.faults.set({ fault: { kind: 'reorder' } });
  lab.emulator.faults.clear(first);
  expect(lab.emulator.faults.list()).toMatchObject([{ fault: { kind: 'reorder' } }]);
  lab.emulator.faults.clear();
  expect(lab.emulator.faults.list()).toEqual([]);
});

/** Until so many callbacks wait for the clock. */
async function waiting(count: number): Promise<void> {
  while (lab.clock.waiting < count) await new Promise(setImmediate);
}
