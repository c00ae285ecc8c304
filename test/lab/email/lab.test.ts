import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ChannelName } from '../../../lab/cast.ts';
import { type Lab, startLab } from '../../../lab/lab.ts';
import type { PhoneView } from '../../../lab/phones/view.ts';
import { type FakeClock, fakeClock } from '../../support/clock.ts';
import { seededRandom } from '../../support/random.ts';

let folder: string;
let clock: FakeClock;
let lab: Lab;
let posted: URL[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'homeroom-mail-'));
  clock = fakeClock();
  posted = [];
  lab = await open();
});
afterEach(async () => {
  await lab.stop();
  rmSync(folder, { recursive: true });
});

/** A Lab whose webhook takes everything, within this process. */
function open(channels: ChannelName[] = ['telegram', 'sms', 'whatsapp', 'email']): Promise<Lab> {
  return startLab({
    clock,
    random: seededRandom(),
    url: 'http://127.0.0.1:1',
    channels,
    hosts: [],
    stateFile: stateFile(),
    skip: async (ms) => clock.advance(ms),
    foundingCode: async () => null,
    onProblem: (problem) => {
      throw problem;
    },
    fetch: async (url) => {
      posted.push(new URL(String(url)));
      return new Response('');
    },
  });
}

const stateFile = () => path.join(folder, 'lab.json');

async function ask(method: string, route: string, body?: unknown) {
  const response = await lab.routes.request(`http://localhost/lab/api${route}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as { problem?: string } };
}

async function phone(id: string): Promise<PhoneView> {
  const { phones } = (await ask('GET', '/state')).answer as { phones: PhoneView[] };
  return phones.find((one) => one.id === id)!;
}

const mails = async (id: string) => (await phone(id)).mailbox!.threads.flatMap((thread) => thread.mails);
const act = (id: string, wanted: object) => ask('POST', `/phones/${id}`, wanted);

async function send(mail: SendMailOptions = {}): Promise<void> {
  const transport = createTransport({ url: lab.email!.smtpUrl });
  const usual = {
    from: lab.email!.from,
    to: 'gina.weber@mail.example',
    subject: 'News',
    text: 'Your code is 4711',
  };
  await transport.sendMail({ ...usual, ...mail });
  transport.close();
}

test('what our side needs is given out: a server that listens, who we are, and a secret made anew', async () => {
  expect(lab.email).toMatchObject({
    smtpUrl: expect.stringMatching(/^smtp:\/\/127\.0\.0\.1:\d+$/),
    from: 'Homeroom <class@homeroom.example>',
    inboundDomain: 'homeroom.example',
  });
  expect(lab.email!.inboundSecret).toHaveLength(32);
  await act('gina', { act: 'compose', to: 'class@homeroom.example', subject: 'Hello', text: 'Hi' });
  expect(posted.map(String)).toEqual([
    `http://127.0.0.1:1/webhooks/sendgrid/inbound?secret=${lab.email!.inboundSecret}`,
  ]);
});

test('where mail is not served there is no server and no mailbox', async () => {
  await lab.stop();
  rmSync(stateFile());
  lab = await open(['telegram', 'sms', 'whatsapp']);
  expect(lab.email).toBeNull();
  expect(await phone('gina')).toBeUndefined();
});

test('a story reads, answers, attaches, leaves and goes away by acts alone', async () => {
  expect((await act('gina', { act: 'say', text: 'Hello' })).answer.problem).toContain('No mail has come yet');
  await send({
    headers: {
      'List-Unsubscribe': '<mailto:leave+abc@homeroom.example>',
      'List-Post': '<mailto:general@homeroom.example>',
    },
  });
  const [came] = await mails('gina');
  const [code] = /\d{4}/.exec(came!.text!)!;
  await act('gina', { act: 'say', text: code });
  await act('gina', { act: 'reply', mailId: came!.id, text: 'And a photo', attach: ['photo', 'document'] });
  await act('gina', { act: 'unsubscribe', mailId: came!.id });
  await act('gina', { act: 'autoReply', absence: 'blunt' });
  await clock.run(100);
  const { mailbox } = await phone('gina');
  expect(mailbox).toMatchObject({ absence: 'blunt', lists: ['general@homeroom.example'] });
  const own = (await mails('gina')).filter(({ isOwn }) => isOwn);
  expect(own.map(({ text, files, isTaken }) => [text, files.length, isTaken])).toEqual(
    expect.arrayContaining([
      ['4711', 0, true],
      ['And a photo', 2, true],
      ['unsubscribe', 0, true],
    ]),
  );
  expect((await mails('gina')).find(({ id }) => id === came!.id)).toMatchObject({
    left: 'asked',
    isRead: true,
  });
});

test.each([
  [{ act: 'react', messageId: 'x', emoji: '👍' }, /mailbox cannot/],
  [{ act: 'reply', mailId: 'x', text: 'y' }, /no such mail/],
  [{ act: 'compose', to: 'x@elsewhere.example', subject: '', text: 'y' }, /only addresses/],
  [{ act: 'compose', to: 'class@homeroom.example', subject: '', text: '' }, /./],
  [{ act: 'autoReply', absence: 'maybe' }, /./],
])('%j is refused with a sentence', async (wanted, words) => {
  const { status, answer } = await act('gina', wanted);
  expect([status >= 400, answer.problem]).toEqual([true, expect.stringMatching(words)]);
});

test('what lies in a mailbox outlives a stop, and mail comes to the new port', async () => {
  await send();
  await act('gina', { act: 'say', text: 'Thanks' });
  await ask('PUT', '/faults/email-full', { times: 1 });
  const before = (await phone('gina')).mailbox;
  await lab.stop();
  lab = await open();
  expect((await phone('gina')).mailbox).toEqual(before);
  await send();
  await send();
  expect(await mails('gina')).toHaveLength(3);
});

test('mail to somebody of the cast who shows no mailbox brings one onto the desk', async () => {
  await send({ to: 'carla.mendez@mail.example' });
  expect(await phone('carla-2')).toMatchObject({ channel: 'email', name: 'Carla Méndez', language: 'es' });
  expect(await mails('carla-2')).toHaveLength(1);
  await expect(send({ to: 'nobody@mail.example' })).rejects.toMatchObject({ responseCode: 550 });
});

test.each([
  ['its own address', { firstName: 'Zoë', lastName: 'Berg' }, 201, 'zoe.berg@mail.example'],
  ['a given one', { firstName: 'Zo', email: 'Z.B@elsewhere.example' }, 201, 'z.b@elsewhere.example'],
  ['the address of another', { firstName: 'Gina', lastName: 'Weber' }, 409, null],
  ['one of ours', { firstName: 'Zo', email: 'class@homeroom.example' }, 409, null],
  ['none', { firstName: 'Zo', email: 'nonsense' }, 400, null],
])('a mailbox of one’s own with %s', async (_, who, status, address) => {
  const { status: got, answer } = await ask('POST', '/phones', {
    channel: 'email',
    language: 'en',
    number: '+14155550177',
    ...who,
  });
  expect(got).toBe(status);
  if (address === null) return expect(answer.problem).toMatch(/\w+\.$/);
  expect((await phone((answer as { id: string }).id)).mailbox!.address).toBe(address);
  await send({ to: address });
});

test('what was kept before there was mail is taken up as it is', async () => {
  await act('ana', { act: 'say', text: 'Hello' });
  await lab.stop();
  const { email: _, ...old } = JSON.parse(readFileSync(stateFile(), 'utf8'));
  const cast = old.cast.filter(({ channel }: { channel: string }) => channel !== 'email');
  for (const member of cast) delete member.email;
  writeFileSync(stateFile(), JSON.stringify({ ...old, cast }));
  lab = await open();
  expect((await phone('ana')).messages).toHaveLength(1);
  await send({ to: ['gina.weber@mail.example', 'ana.rossi@mail.example'] });
  expect(await mails('gina')).toHaveLength(1);
  expect(await mails('ana-2')).toHaveLength(1);
});

test('the HTML of a mail is a page in which nothing runs and nothing is fetched', async () => {
  await send({
    html: '<b>Hi</b><script>1</script><img src="cid:x@y">',
    attachments: [{ filename: 'a.png', content: Buffer.from('cake'), cid: 'x@y' }],
  });
  const [{ body, text, files }] = (await mails('gina')) as [Awaited<ReturnType<typeof mails>>[0]];
  expect([text, files]).toEqual([null, []]);
  const response = await lab.routes.request(`http://localhost${body}`);
  const policy = response.headers.get('content-security-policy')!;
  expect(policy).toContain("default-src 'none'; img-src data:;");
  expect(policy).toMatch(/sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox$/);
  expect(await response.text()).toContain(
    `src="data:image/png;base64,${Buffer.from('cake').toString('base64')}"`,
  );
  for (const other of [body!.replace('/gina/', '/ana/'), `${body}x`])
    expect((await lab.routes.request(`http://localhost${other}`)).status).toBe(404);
});

test('a file is handed out from its own mailbox only, and only a picture is drawn', async () => {
  await send({
    attachments: [{ filename: 'a.html', content: '<script>1</script>', contentType: 'text/html' }],
  });
  const [{ files }] = (await mails('gina')) as [Awaited<ReturnType<typeof mails>>[0]];
  const response = await lab.routes.request(`http://localhost${files[0]!.url}`);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  expect(response.headers.get('content-disposition')).toBe('attachment');
  const other = await lab.routes.request(`http://localhost${files[0]!.url.replace('gina', 'eva')}`);
  expect(other.status).toBe(404);
});
