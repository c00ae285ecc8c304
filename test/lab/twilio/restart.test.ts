import { afterEach, expect, it } from 'vitest';
import { ACCOUNT, ANA, type Lab, openLab, realClient } from './support.ts';

const labs: Lab[] = [];
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close();
});

async function open(): Promise<Lab> {
  const lab = await openLab();
  labs.push(lab);
  return lab;
}

it('a snapshot is plain JSON, and a message on its way arrives after a restart', async () => {
  const before = await open();
  const message = { to: ANA, from: ACCOUNT.phoneNumber, body: 'Hola' };
  const { sid } = await realClient(before.apiRoot).messages.create(message);
  await before.pass(300);
  before.emulator.faults.set({ fault: { kind: 'delay', ms: 5 } });
  const saved = JSON.parse(JSON.stringify(before.emulator.snapshot()));
  expect(saved).toEqual(before.emulator.snapshot());

  const after = await open();
  after.emulator.restore(saved);
  expect(after.emulator.phones.numbers()).toEqual([ANA]);
  expect(after.emulator.faults.list()).toMatchObject([{ fault: { kind: 'delay' } }]);
  await after.pass(3_000);
  expect(after.emulator.phones.of(ANA).inbox()).toMatchObject([{ sid, body: 'Hola', status: 'delivered' }]);
});

it('a snapshot is not changed by what happens afterwards, and a restored state moves once', async () => {
  const lab = await open();
  const statusCallback = `${lab.origin}/status`;
  const message = { to: ANA, from: ACCOUNT.phoneNumber, body: 'Hola', statusCallback };
  await realClient(lab.apiRoot).messages.create(message);
  const saved = lab.emulator.snapshot();
  await lab.pass(300);
  expect(saved.messages[0]?.status).toBe('queued');
  lab.posted.length = 0;
  lab.emulator.restore(saved);
  await lab.pass(3_000);
  expect(saved.messages[0]?.status).toBe('queued');
  expect(lab.emulator.phones.of(ANA).inbox()).toHaveLength(1);
  expect(lab.posted.map(({ parameters }) => parameters.MessageStatus)).toEqual(['sent', 'delivered']);
});

it('a page hears of what changes on its phone, and of nothing after it left', async () => {
  const lab = await open();
  const heard: string[] = [];
  const leave = lab.emulator.phones.of(ANA).onChange(({ kind }) => heard.push(kind));
  await lab.emulator.phones.of('+15550100009').text('hello');
  await lab.emulator.phones.of(ANA).text('STOP');
  await lab.pass(3_000);
  leave();
  await lab.emulator.phones.of(ANA).text('START');
  expect(heard).toEqual(['message', 'message', 'optOut', 'status', 'status']);
});
