import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Fault } from '../../../lab/email/faults.ts';
import { GINA, HUGO, type MailLab, openMailLab } from './support.ts';

let lab: MailLab;
beforeEach(async () => {
  lab = await openMailLab();
});
afterEach(() => lab.close());

const fault = (kind: Fault, more: { times?: number; address?: string } = { times: 1 }) =>
  lab.emulator.faults.set({ fault: kind, ...more });
const fromUs = {
  envelope: { from: 'bounce+abc@homeroom.example', to: [GINA] },
  messageId: '<m1@homeroom.example>',
};

it('refuse: the connection is cut and nothing is accepted', async () => {
  fault({ kind: 'refuse' });
  await expect(lab.send()).rejects.toMatchObject({ code: 'ECONNECTION' });
  expect(lab.gina.inbox()).toEqual([]);
  expect(await lab.send()).toMatch(/^250/);
});

it.each([
  [undefined, /^450 4\.2\.1 /],
  [451, /^451 4\.3\.0 /],
  [421, /^421 4\.7\.0 /],
] as const)('throttle with %s: not now', async (code, response) => {
  fault({ kind: 'throttle', ...(code && { code }) });
  await expect(lab.send()).rejects.toMatchObject({ response: expect.stringMatching(response) });
  expect(lab.gina.inbox()).toEqual([]);
  expect(await lab.send()).toMatch(/^250/);
});

it.each([
  ['full', '5.2.2'],
  ['gone', '5.1.1'],
] as const)('%s: accepted, and then reported to MAIL FROM with %s', async (kind, status) => {
  fault({ kind });
  expect(await lab.send(fromUs)).toMatch(/^250/);
  await lab.pass(2_000);
  expect(lab.gina.inbox()).toEqual([]);
  const [{ fields, files }] = lab.posted as [(typeof lab.posted)[0]];
  expect(JSON.parse(fields.envelope!)).toEqual({ to: ['bounce+abc@homeroom.example'], from: '' });
  expect(fields.from).toBe('Mail Delivery Subsystem <mailer-daemon@mail.example>');
  expect(fields.headers).toMatch(/^Auto-Submitted: auto-replied$/m);
  const report = files.attachment1!;
  expect(report.type).toBe('message/delivery-status');
  expect(report.bytes.toString()).toMatch(
    new RegExp(
      `\\r\\n\\r\\nFinal-Recipient: rfc822; ${GINA}\\r\\nAction: failed\\r\\nStatus: ${status}\\r\\n`,
    ),
  );
  expect(files.attachment2).toMatchObject({ type: 'text/rfc822-headers' });
  expect(files.attachment2!.bytes.toString()).toContain('Message-ID: <m1@homeroom.example>');
});

it('nobody is told of a mail without a sender, or of somebody else’s', async () => {
  fault({ kind: 'gone' }, {});
  await lab.send({ envelope: { from: '', to: [GINA] } });
  await lab.send({ envelope: { from: 'somebody@elsewhere.example', to: [GINA] } });
  await lab.pass(2_000);
  expect(lab.posted).toEqual([]);
});

it('delay: everything goes well, but late', async () => {
  fault({ kind: 'delay', ms: 8_000 });
  const sending = lab.send();
  while (lab.clock.waiting < 1) await new Promise(setImmediate);
  lab.clock.advance(7_999);
  expect(lab.gina.inbox()).toEqual([]);
  lab.clock.advance(1);
  expect(await sending).toMatch(/^250/);
  expect(lab.gina.inbox()).toHaveLength(1);
});

it('lose: accepted, and it arrives, but the answer never comes', async () => {
  fault({ kind: 'lose', closeAfterMs: 2_000 });
  const failing = expect(lab.send()).rejects.toMatchObject({ code: 'ECONNECTION' });
  while (lab.gina.inbox().length === 0 || lab.clock.waiting < 1) await new Promise(setImmediate);
  lab.clock.advance(2_000);
  await failing;
  expect(lab.gina.inbox()).toHaveLength(1);
});

it('duplicate: what somebody sends is posted twice, and as it was', async () => {
  fault({ kind: 'duplicate' });
  await lab.gina.compose({ to: 'class@homeroom.example', subject: 'One', text: '1' });
  await lab.emulator.idle();
  expect(lab.posted).toHaveLength(2);
  expect(lab.posted[1]!.body).toEqual(lab.posted[0]!.body);
});

it('forge: neither DKIM nor SPF vouch for it, as it came from somewhere else', async () => {
  fault({ kind: 'forge' });
  await lab.gina.compose({ to: 'class@homeroom.example', subject: 'One', text: '1' });
  await lab.emulator.idle();
  expect(lab.posted[0]!.fields).toMatchObject({
    from: `Gina Weber <${GINA}>`,
    dkim: '{@mail.example : fail}',
    SPF: 'softfail',
    sender_ip: '198.51.100.66',
  });
  expect(lab.posted[0]!.fields.headers).toContain('from elsewhere.example');
});

it('strikes the one it is set on, as often as is said', async () => {
  fault({ kind: 'throttle' }, { address: GINA, times: 2 });
  const answers = [];
  for (const to of [HUGO, GINA, GINA, GINA])
    answers.push(
      await lab.send({ to }).then(
        () => 250,
        (error) => error.responseCode,
      ),
    );
  expect(answers).toEqual([250, 450, 450, 250]);
  expect(lab.emulator.faults.list()).toEqual([]);
});

it('is turned off one by one, or all', () => {
  const first = fault({ kind: 'throttle' }, {});
  fault({ kind: 'forge' }, {});
  lab.emulator.faults.clear(first);
  expect(lab.emulator.faults.list()).toMatchObject([{ fault: { kind: 'forge' } }]);
  lab.emulator.faults.clear();
  expect(lab.emulator.faults.list()).toEqual([]);
});

it('a stop ends connections that are held, and the port is free', async () => {
  fault({ kind: 'delay', ms: 3_600_000 }, {});
  const transport = createTransport({ url: lab.smtpUrl });
  const sending = transport.sendMail({ from: 'class@homeroom.example', to: GINA, text: 'Hello' });
  const failing = expect(sending).rejects.toThrow();
  while (lab.clock.waiting < 1) await new Promise(setImmediate);
  await lab.emulator.stop();
  await failing;
  await expect(createTransport({ url: lab.smtpUrl }).verify()).rejects.toThrow(/ECONNREFUSED/);
});
