import { generateKeyPairSync } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { afterEach, expect, test } from 'vitest';
import { messageIdOf, replyAddress } from '../../../bots/email/address.ts';
import type { RawMail } from '../../../bots/email/parse.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { openBot } from './bot.ts';
import { ANN, DELIVERY, MAILBOX, NOW } from './support.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const zone: Record<string, string> = {
  's1._domainkey.example.org': `v=DKIM1; p=${publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`,
  '_dmarc.example.org': 'v=DMARC1; p=reject',
};

async function openListening() {
  const opened = openBot({
    smtp: { port: 0, host: '127.0.0.1' },
    resolver: async (domain) => {
      if (zone[domain]) return [[zone[domain]]];
      throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    },
  });
  await opened.bot.start();
  closing.push(() => opened.bot.stop());
  const port = opened.bot.smtpPort();
  const client = createTransport({ host: '127.0.0.1', port: port!, ignoreTLS: true });
  return { ...opened, port, client };
}

const dkim = {
  domainName: 'example.org',
  keySelector: 's1',
  privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
};

test('a mail to a forum is vouched for by its domain, and a forged one is not', async () => {
  const { client, inbound } = await openListening();
  const mail = { from: 'Ann <ann@example.org>', to: 'class-88@in.homeroom.example', text: 'Hello all' };
  await client.sendMail({ ...mail, dkim });
  await client.sendMail({ ...mail, text: 'Send me money' });
  expect(inbound().map(({ said, mail: facts }) => [said, facts?.isAligned])).toEqual([
    [expect.objectContaining({ kind: 'text', text: 'Hello all', replyTo: null }), true],
    [expect.objectContaining({ kind: 'text', text: 'Send me money', replyTo: null }), false],
  ]);
});

test('what the bot sends can be answered by a mail program, and the answer finds its way', async () => {
  const { client, inbound, port } = await openListening();
  const relay = openBot({ smtpUrl: `smtp://127.0.0.1:${port}` });
  closing.push(() => relay.bot.stop());
  const head = { subject: 'Friday', personId: ANN, references: [], forum: null, author: null };
  const nothing = { choices: [], contactButton: null, replyTo: null, change: null };
  const to = 'class-88@in.homeroom.example';
  const { providerIds } = await relay.bot.channel.send({
    id: DELIVERY,
    to,
    body: ['Who comes?'],
    ...nothing,
    mail: head,
  });
  expect(providerIds).toEqual([messageIdOf(DELIVERY, MAILBOX.domain)]);
  expect(inbound()).toEqual([]);

  await client.sendMail({
    from: 'ann@example.org',
    to: replyAddress(MAILBOX, ANN, NOW),
    inReplyTo: `<${providerIds[0]}>`,
    references: [`<${providerIds[0]}>`],
    text: 'I do!\n\nAm 01.03.2026 um 13:00 schrieb Class of ’88 <class@homeroom.example>:\n> Who comes?',
  });
  expect(inbound()).toMatchObject([
    {
      said: { kind: 'text', text: 'I do!', replyTo: providerIds[0] },
      mail: { target: { kind: 'reply', personId: ANN } },
    },
  ]);
});

test('our own mail that comes back to us is not heard', async () => {
  const { received, port } = await openListening();
  const relay = openBot({ smtpUrl: `smtp://127.0.0.1:${port}` });
  closing.push(() => relay.bot.stop());
  const nothing = { choices: [], contactButton: null, replyTo: null, change: null };
  await relay.bot.channel.send({ id: DELIVERY, to: 'street@in.homeroom.example', body: ['Hi'], ...nothing });
  expect(received).toEqual([{ kind: 'ignored', reason: 'one of our own mails come back' }]);
});

test('while the database is away mails stay with their sender, and come in afterwards', async () => {
  const { client, inbound, trouble } = await openListening();
  const mail = { from: 'ann@example.org', to: 'street@in.homeroom.example', text: 'Hello' };
  trouble.receive = new Unavailable(new Error('away'));
  await expect(client.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 });
  delete trouble.receive;
  await client.sendMail(mail);
  expect(inbound()).toHaveLength(1);
});

test('a stored mail says the same when it is played again', async () => {
  const { client, bot, inbound } = await openListening();
  await client.sendMail({ from: 'ann@example.org', to: 'street@in.homeroom.example', text: 'Hello' });
  const [first] = inbound();
  await bot.replay(JSON.parse(JSON.stringify(first!.raw)) as RawMail);
  expect(inbound()[1]).toEqual(first);
});

test('a bot that only sends has no server, and gives out no address that nobody reads', async () => {
  const { bot } = openBot({ inboundDomain: null });
  await bot.start();
  expect([bot.smtpPort(), bot.channel.can.receipts, bot.channel.account]).toEqual([
    null,
    false,
    'class@homeroom.example',
  ]);
  await bot.stop();
});

test('only where SendGrid tells of each mail is a receipt waited for: elsewhere no news is good news', () => {
  const receiptsOf = (publicKey: string) =>
    openBot({ sendgrid: { secret: 'let-me-in', publicKey } }).bot.channel.can.receipts;
  expect([receiptsOf(''), receiptsOf('MFkwEwYHKoZIzj0C')]).toEqual([false, true]);
});

test('a port that is taken is told when starting', async () => {
  const { port } = await openListening();
  const { bot } = openBot({ smtp: { port: port!, host: '127.0.0.1' } });
  await expect(bot.start()).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
