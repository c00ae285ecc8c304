import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterEach, describe, expect, test } from 'vitest';
import { replyAddress } from '../../../bots/email/address.ts';
import { type Delivered, type ListenerOptions, listener } from '../../../bots/email/listener.ts';
import { parse } from '../../../bots/email/parse.ts';
import { Unavailable } from '../../../domain/errors.ts';
import { silent } from '../../../domain/log.ts';
import { ANN, MAILBOX, NOW } from './support.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function open(options: Partial<ListenerOptions> = {}) {
  const taken: Delivered[] = [];
  const server = listener({
    mailbox: MAILBOX,
    port: 0,
    host: '127.0.0.1',
    take: async (delivered) => void taken.push(delivered),
    now: () => NOW,
    log: silent,
    ...options,
  });
  const { port } = await server.start();
  const client = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  closing.push(
    () => client.close(),
    () => server.stop(),
  );
  const send = (mail: SendMailOptions) =>
    client.sendMail({ from: 'Ann <ann@example.org>', subject: 'Friday', text: 'I come', ...mail });
  return { taken, send, port };
}

const reply = replyAddress(MAILBOX, ANN, NOW);
const aLine = `${'a'.repeat(76)}\r\n`;

test('a mail from a real client becomes something said', async () => {
  const { taken, send } = await open();
  await send({
    to: reply,
    text: 'I come 🐴\n\nOn Mon, 2 Mar 2026 at 10:00, Class <class@homeroom.example> wrote:\n> Who comes?',
    attachments: [{ filename: 'cake.jpg', content: Buffer.from('cake') }],
  });
  expect(taken).toMatchObject([
    {
      envelope: { from: 'ann@example.org', to: [reply] },
      client: { ip: '127.0.0.1', name: expect.any(String) },
    },
  ]);
  const { mail, envelope } = taken[0]!;
  const stored = { mail: mail.toString('base64'), envelope, alignedDomain: 'example.org' };
  expect(await parse(stored, { mailbox: MAILBOX, now: NOW })).toMatchObject([
    {
      kind: 'inbound',
      inbound: {
        from: 'ann@example.org',
        name: 'Ann',
        said: { kind: 'media', media: 'photo', caption: 'I come 🐴' },
        mail: {
          target: { kind: 'reply', personId: ANN },
          isAligned: true,
          attachments: [{ name: 'cake.jpg', bytes: 4 }],
        },
      },
    },
  ]);
});

const strangers: [to: string, code: number][] = [
  ['somebody@elsewhere.example', 550],
  ['nobody.here!@in.homeroom.example', 550],
  ['street@in.homeroom.example', 550],
];

test.each(strangers)('%s is refused before the mail is sent', async (to, responseCode) => {
  const { taken, send } = await open({ knowsForum: async (name) => name === 'class-88' });
  await expect(send({ to })).rejects.toMatchObject({ responseCode, command: 'RCPT TO' });
  await send({ to: 'class-88@in.homeroom.example' });
  expect(taken.map(({ envelope }) => envelope.to)).toEqual([['class-88@in.homeroom.example']]);
});

test('more than fifty recipients are too many', async () => {
  const { taken, send } = await open();
  const to = Array.from({ length: 60 }, (_, i) => `forum-${i}@in.homeroom.example`);
  const { rejected } = await send({ to });
  expect(rejected).toHaveLength(10);
  expect(taken[0]!.envelope.to).toHaveLength(50);
});

test('nobody alone keeps all others out', async () => {
  const { send, port } = await open();
  const sockets = Array.from({ length: 50 }, () => connect(port, '127.0.0.1'));
  await Promise.all(sockets.map((socket) => once(socket, 'data')));
  await expect(send({ to: reply })).rejects.toMatchObject({ responseCode: 421 });
  sockets[0]!.destroy();
  await expect
    .poll(() =>
      send({ to: reply }).then(
        () => 'sent',
        () => 'refused',
      ),
    )
    .toBe('sent');
  for (const socket of sockets) socket.destroy();
});

describe('what cannot be stored just now is put off, so that its sender tries again', () => {
  const troubles: [what: string, error: Error][] = [
    ['the database is away', new Unavailable(new Error('ECONNREFUSED'))],
    ['a mistake of ours', new TypeError('x is not a function')],
  ];

  test.each(troubles)('%s', async (_, error) => {
    const { send } = await open({ take: () => Promise.reject(error) });
    await expect(send({ to: reply })).rejects.toMatchObject({ responseCode: 451, command: 'DATA' });
  });

  test('also where it is not known whether there is such a forum', async () => {
    const { send } = await open({ knowsForum: () => Promise.reject(new Unavailable(new Error('away'))) });
    const sent = send({ to: 'class-88@in.homeroom.example' });
    await expect(sent).rejects.toMatchObject({ responseCode: 451, command: 'RCPT TO' });
  });
});

describe('a mail of 30 MB', () => {
  const big = Buffer.alloc(30 * 1024 * 1024, aLine);

  test('is not even sent, as the largest size is said before', async () => {
    const { taken, send } = await open();
    const sent = send({
      to: reply,
      raw: big,
      envelope: { from: 'ann@example.org', to: reply, size: big.length },
    });
    await expect(sent).rejects.toMatchObject({ code: 'EMESSAGE', command: 'MAIL FROM' });
    expect(taken).toEqual([]);
  });

  test('is refused when it comes unannounced, without being kept', async () => {
    const { taken, send } = await open();
    const sent = send({ to: reply, raw: big, envelope: { from: 'ann@example.org', to: reply } });
    await expect(sent).rejects.toMatchObject({ responseCode: 552 });
    expect(taken).toEqual([]);
  });
});

test('a client that speaks nonsense, or leaves in the middle of a mail, disturbs nobody', async () => {
  const { taken, send, port } = await open();
  const socket = connect(port, '127.0.0.1');
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const say = async (line: string) => {
    socket.write(`${line}\r\n`);
    return (await lines.next()).value as string;
  };
  expect((await lines.next()).value).toMatch(/^220 /);
  expect(await say('\u0000\u0001')).toMatch(/^500 /);
  expect(await say(`HELO ${'a'.repeat(200)}`)).toMatch(/^250 /);
  expect(await say(`RCPT TO:<${reply}>`)).toMatch(/^503 /);
  expect(await say('MAIL FROM:<>')).toMatch(/^250 /);
  expect(await say(`RCPT TO:<${reply}>`)).toMatch(/^250 /);
  expect(await say('DATA')).toMatch(/^354 /);
  socket.destroy();
  await send({ to: reply });
  expect(taken).toHaveLength(1);
});

test('more mails at once than there is memory for are put off', async () => {
  const taking: (() => void)[] = [];
  const { send } = await open({ take: () => new Promise((taken) => taking.push(taken)) });
  const raw = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.alloc(24 * 1024 * 1024, aLine)]);
  const mail = { raw, envelope: { from: 'ann@example.org', to: reply } };
  const sent = Array.from({ length: 12 }, () => send(mail).catch((error: unknown) => error));
  const refused = await Promise.race(sent);
  expect(refused).toMatchObject({ responseCode: 452 });
  const isOver = Promise.all(sent);
  const letting = setInterval(() => {
    for (const taken of taking.splice(0)) taken();
  }, 10);
  await isOver;
  clearInterval(letting);
  const again = send({ to: reply });
  await expect.poll(() => taking.length).toBe(1);
  taking[0]!();
  await again;
}, 60_000);
