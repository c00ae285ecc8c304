import { afterEach, expect, it } from 'vitest';
import { CLASS, GINA, type MailLab, openMailLab } from './support.ts';

const labs: MailLab[] = [];
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close();
});

async function open(): Promise<MailLab> {
  const lab = await openMailLab();
  labs.push(lab);
  return lab;
}

it('a snapshot is plain JSON; mailboxes, threads, absence and knobs outlive a restart', async () => {
  const before = await open();
  await before.send({ messageId: '<m1@homeroom.example>' });
  await before.gina.reply(before.gina.inbox()[0]!.id, 'Hello', { attach: ['photo'] });
  before.gina.setAbsence('polite');
  before.emulator.faults.set({ fault: { kind: 'gone' } });
  await before.emulator.idle();
  const saved = JSON.parse(JSON.stringify(before.emulator.snapshot()));
  expect(saved).toEqual(before.emulator.snapshot());
  await before.emulator.stop();

  const after = await open();
  after.emulator.restore(saved);
  expect(after.gina.threads()).toEqual(before.gina.threads());
  expect(after.gina.account.absence).toBe('polite');
  expect(after.emulator.faults.list()).toMatchObject([{ fault: { kind: 'gone' } }]);
});

it('what the webhook has not taken yet is posted after the restart as it was, without an hour’s wait', async () => {
  const before = await open();
  before.answer.status = 500;
  await before.gina.compose({ to: CLASS, subject: 'One', text: '1' });
  await before.pass(100_000);
  const saved = before.emulator.snapshot();
  await before.emulator.stop();

  const after = await open();
  after.emulator.restore(saved);
  await after.emulator.idle();
  expect(after.posted).toHaveLength(1);
  expect(after.posted[0]!.body).toEqual(before.posted[0]!.body);
  expect(after.gina.mails()).toMatchObject([{ isTaken: true }]);
});

it('a report that was on its way comes after the restart', async () => {
  const before = await open();
  before.emulator.faults.set({ fault: { kind: 'full' }, times: 1 });
  await before.send({ envelope: { from: 'bounce+1@homeroom.example', to: [GINA] } });
  const saved = before.emulator.snapshot();
  await before.emulator.stop();
  expect(before.posted).toEqual([]);

  const after = await open();
  after.emulator.restore(saved);
  await after.emulator.idle();
  expect(after.posted).toHaveLength(1);
});

it('a snapshot is not changed by what happens afterwards', async () => {
  const lab = await open();
  await lab.gina.compose({ to: CLASS, subject: 'One', text: '1' });
  const saved = lab.emulator.snapshot();
  await lab.emulator.idle();
  expect(saved.mails[0]!.isTaken).toBe(false);
});
