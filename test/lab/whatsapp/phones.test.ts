import { afterEach, beforeEach, expect, it } from 'vitest';
import { ANA, type Lab, openLab, sent, text } from './support.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await openLab();
  await lab.emulator.verify();
});
afterEach(() => lab.close());

const hour = 3_600_000;

it('one’s own message has one tick, two when the webhook has it', async () => {
  lab.answer.status = 500;
  lab.ana.say('Hello');
  await lab.emulator.idle();
  expect(lab.ana.conversation()).toMatchObject([{ isFromBusiness: false, status: 'sent' }]);
  lab.answer.status = 200;
  await lab.pass(1_000);
  expect(lab.ana.conversation()).toMatchObject([{ status: 'delivered' }]);
});

it('whoever answers has read what came', async () => {
  lab.ana.say('Hello');
  await lab.emulator.idle();
  await sent(lab, text('Hola'));
  await lab.pass(2_000);
  lab.ana.react(lab.ana.inbox()[0]!.id, '👍');
  await lab.emulator.idle();
  expect(lab.parts('statuses').map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  expect(lab.ana.inbox()[0]).toMatchObject({ status: 'read', reactions: { person: '👍' } });
});

it('a text can be changed for a quarter of an hour, and taken back for two days', () => {
  const id = lab.ana.say('Helo');
  lab.clock.advance(15 * 60_000);
  lab.ana.edit(id, 'Hello');
  expect(lab.ana.conversation()[0]).toMatchObject({
    content: { text: 'Hello' },
    editedAt: expect.any(String),
  });
  lab.clock.advance(1);
  expect(() => lab.ana.edit(id, 'Hi')).toThrow('no longer be changed');
  lab.clock.advance(47 * hour);
  lab.ana.revoke(id);
  expect(lab.ana.conversation()[0]).toMatchObject({ content: { text: '' }, revokedAt: expect.any(String) });
  expect(() => lab.ana.revoke(id)).toThrow('no longer be taken back');
});

it('nobody can change what the business said, press what is not there, or answer what never arrived', async () => {
  lab.ana.say('Hello');
  await lab.emulator.idle();
  const id = await sent(lab, text('Hola'));
  expect(() => lab.ana.say('What?', { replyTo: id })).toThrow('no such message');
  await lab.pass(2_000);
  expect(() => lab.ana.edit(id, 'Adiós')).toThrow('no longer');
  expect(() => lab.ana.press(id, 'yes')).toThrow('no such button');
  expect(() => lab.ana.choose(id, 'row')).toThrow('no such row');
  expect(() => lab.emulator.phones.of('+14155550199').say('Hi')).toThrow('nobody is on WhatsApp');
});

it('whoever has blocked the business says nothing to it', () => {
  lab.ana.setBlocked(true);
  expect(() => lab.ana.say('Hello')).toThrow('blocked');
  lab.ana.setBlocked(false);
  expect(lab.ana.say('Hello')).toMatch(/^wamid\./);
});

it('a number that was put on WhatsApp stays who it is', () => {
  const { userId } = lab.ana.person;
  lab.emulator.phones.add({ number: `+${ANA}`, name: 'Somebody else' });
  expect(lab.ana.person).toMatchObject({ userId, name: 'Ana Rossi' });
  expect(userId).toMatch(/^US\.\d{20}$/);
  expect(lab.emulator.phones.has('+1 415 555 0101')).toBe(true);
});
