import { afterEach, expect, it } from 'vitest';
import { ACCOUNT, ask, type Lab, openLab, send, text } from './support.ts';

const labs: Lab[] = [];
afterEach(async () => {
  for (const lab of labs.splice(0)) await lab.close();
});

async function open(options = {}): Promise<Lab> {
  const lab = await openLab(options);
  labs.push(lab);
  return lab;
}

it('a snapshot is plain JSON, and a message on its way arrives after a restart', async () => {
  const before = await open();
  before.ana.say('Hello');
  await before.emulator.idle();
  const { body } = await send(before, text('Hola'));
  await before.pass(300);
  before.emulator.faults.set({ fault: { kind: 'delay', ms: 5 } });
  const saved = JSON.parse(JSON.stringify(before.emulator.snapshot()));
  expect(saved).toEqual(before.emulator.snapshot());
  before.emulator.stop();

  const after = await open();
  after.emulator.restore(saved);
  expect(after.emulator.faults.list()).toMatchObject([{ fault: { kind: 'delay' } }]);
  await after.pass(2_000);
  expect(after.ana.inbox()).toMatchObject([{ id: body.messages[0].id, status: 'delivered' }]);
  expect(after.parts('statuses').map(({ status }) => status)).toEqual(['delivered']);
});

it('what the webhook has not answered yet is posted after the restart, behind a new handshake, without an hour’s wait', async () => {
  const before = await open();
  await before.emulator.verify();
  before.answer.status = 500;
  before.ana.say('Hello');
  await before.pass(3_600_000);
  const saved = before.emulator.snapshot();
  before.emulator.stop();

  const after = await open();
  after.emulator.restore(saved);
  await after.emulator.idle();
  expect(after.handshakes).toHaveLength(1);
  expect(after.parts('messages')).toMatchObject([{ text: { body: 'Hello' } }]);
  expect(after.posted[0]!.body).toBe(before.posted[0]!.body);
});

it('a snapshot is not changed by what happens afterwards', async () => {
  const lab = await open();
  lab.ana.say('Hello');
  await lab.emulator.idle();
  await send(lab, text('Hola'));
  const saved = lab.emulator.snapshot();
  await lab.pass(2_000);
  expect(saved.messages.at(-1)!.status).toBe('accepted');
});

it('files, templates and their review outlive a restart', async () => {
  const before = await open();
  const id = before.ana.sendImage();
  const template = {
    name: 'news',
    language: 'en',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'There is news.' }],
  };
  await ask(before, ['POST', `${ACCOUNT.businessAccountId}/message_templates`], { body: template });
  const saved = before.emulator.snapshot();
  before.emulator.stop();
  const after = await open();
  after.emulator.restore(saved);
  const { mediaId } = after.ana.conversation().find((one) => one.id === id)!.content;
  expect((await ask(after, ['GET', mediaId!])).body).toMatchObject({ id: mediaId, mime_type: 'image/jpeg' });
  expect(after.emulator.templates.list()).toMatchObject([{ name: 'news', status: 'PENDING' }]);
  await after.pass(61_000);
  expect(after.emulator.templates.list()).toMatchObject([{ name: 'news', status: 'APPROVED' }]);
  expect(after.posted.at(-1)!.change.field).toBe('message_template_status_update');
});

it('a page hears of what changes on its phone, and of nothing after it left', async () => {
  const lab = await open();
  await lab.emulator.verify();
  const heard: string[] = [];
  const leave = lab.ana.onChange(({ kind }) => heard.push(kind));
  lab.ben.say('not for Ana');
  lab.ana.say('Hello');
  await lab.emulator.idle();
  leave();
  lab.ana.say('Again');
  await lab.emulator.idle();
  expect(heard).toEqual(['message', 'event', 'status']);
});
