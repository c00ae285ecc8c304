import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { GINA, HUGO, type MailLab, openMailLab } from './support.ts';

let lab: MailLab;
beforeEach(async () => {
  lab = await openMailLab();
});
afterEach(() => lab.close());

it('a mail by SMTP lies in the mailbox it was sent to, in text and HTML, with its files', async () => {
  const answer = await lab.send({
    to: `Gina Weber <${GINA.toUpperCase()}>`,
    replyTo: 'reply+token@homeroom.example',
    subject: 'Grüße vom Klassentreffen',
    text: 'Schöne Grüße',
    html: '<p>Schöne <b>Grüße</b> <img src="cid:cake@x"></p>',
    messageId: '<m1@homeroom.example>',
    inReplyTo: '<m0@homeroom.example>',
    references: '<root@homeroom.example> <m0@homeroom.example>',
    attachments: [{ filename: 'Kuchen.png', content: Buffer.from('cake'), cid: 'cake@x' }],
    envelope: { from: 'bounce+1@homeroom.example', to: [GINA] },
  });
  expect(answer).toMatch(/^250 2\.0\.0 OK: queued as [0-9A-F]{10}$/);
  expect(lab.gina.inbox()).toMatchObject([
    {
      subject: 'Grüße vom Klassentreffen',
      text: 'Schöne Grüße',
      html: expect.stringContaining('<b>Grüße</b>'),
      from: { name: 'Homeroom', address: 'class@homeroom.example' },
      replyTo: { address: 'reply+token@homeroom.example' },
      to: [{ name: 'Gina Weber', address: GINA }],
      messageId: 'm1@homeroom.example',
      inReplyTo: 'm0@homeroom.example',
      references: ['root@homeroom.example', 'm0@homeroom.example'],
      envelopeFrom: 'bounce+1@homeroom.example',
      files: [{ name: 'Kuchen.png', mimeType: 'image/png', contentId: 'cake@x' }],
      isRead: false,
    },
  ]);
  expect(lab.hugo.inbox()).toEqual([]);
});

it('nobody is found where nobody is, and nothing is relayed', async () => {
  for (const to of ['nobody@mail.example', 'somebody@elsewhere.example'])
    await expect(lab.send({ to })).rejects.toMatchObject({
      responseCode: 550,
      response: `550 5.1.1 <${to}> No such user here`,
    });
});

it('a mail to two lies in both mailboxes', async () => {
  await lab.send({ to: [GINA, HUGO] });
  expect([lab.gina, lab.hugo].map((one) => one.inbox().length)).toEqual([1, 1]);
});

it('the same Message-ID is shown once, however often it comes', async () => {
  for (let n = 0; n < 3; n++) await lab.send({ messageId: '<m1@homeroom.example>' });
  expect(lab.gina.inbox()).toMatchObject([{ copies: 3 }]);
});

it('a mail that is too large is refused before it is sent where its size is said, and else when it ends', async () => {
  const text = 'x'.repeat(26 * 1024 * 1024);
  await expect(lab.send({ text })).rejects.toMatchObject({ responseCode: 552 });
  expect(lab.gina.inbox()).toEqual([]);
});

it('twenty clients at once are served, and the pool of one keeps its connection', async () => {
  const transport = createTransport({ url: lab.smtpUrl, pool: true, maxConnections: 2 });
  const mails = Array.from({ length: 20 }, (_, n) => ({
    from: 'class@homeroom.example',
    to: GINA,
    subject: `News ${n}`,
    text: 'Hello',
  }));
  await Promise.all(mails.map((mail) => transport.sendMail(mail)));
  transport.close();
  expect(lab.gina.inbox()).toHaveLength(20);
});

it('what cannot be read as a mail lies there as it came', async () => {
  const socket = createTransport({ url: lab.smtpUrl });
  await socket.sendMail({ envelope: { from: '', to: [GINA] }, raw: 'not: a\r\n\r\n\0\0\xff' });
  expect(lab.gina.inbox()).toMatchObject([{ subject: '', from: { address: '' } }]);
});
