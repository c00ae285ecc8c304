import { createTransport, type SendMailOptions } from 'nodemailer';
import { describe, expect, test } from 'vitest';
import { replyAddress } from '../../../bots/email/address.ts';
import { parse, type RawMail } from '../../../bots/email/parse.ts';
import type { Said } from '../../../domain/channel.ts';
import { ANN, fixture, MAILBOX, NOW } from './support.ts';

const reply = replyAddress(MAILBOX, ANN, NOW);

/** A mail as a real client writes it. */
async function mail(options: SendMailOptions): Promise<Buffer> {
  const transport = createTransport({ streamTransport: true, buffer: true });
  const { message } = await transport.sendMail({ from: 'ann@example.org', to: reply, ...options });
  return message as Buffer;
}

/** What was said in a mail, and the bytes that were kept, by their ids. */
async function heard(bytes: Buffer, to = [reply]) {
  const kept: Record<string, Buffer> = {};
  const keep = async (given: Uint8Array) => {
    const id = `arrived/${Object.keys(kept).length}`;
    kept[id] = Buffer.from(given);
    return id;
  };
  const raw: RawMail = {
    mail: bytes.toString('base64'),
    envelope: { from: 'ann@example.org', to },
    alignedDomain: null,
  };
  const parsed = await parse(raw, { mailbox: MAILBOX, now: NOW, keep });
  const said = parsed.map((one): Said | string => (one.kind === 'inbound' ? one.inbound.said : one.kind));
  return { said: said[0], all: said, kept };
}

const photo = Buffer.alloc(20_000, 1);
const logo = Buffer.alloc(9_999, 2);

describe('the files of a mail', () => {
  test('are kept before it is answered, each with its name, and had by their ids', async () => {
    const attachments = [
      { filename: 'Us.jpg', content: photo },
      { filename: 'plan.pdf', content: Buffer.from('%PDF') },
      { filename: 'song.mp3', content: Buffer.from('ID3') },
    ];
    const { said, kept } = await heard(await mail({ text: 'Look!', attachments }));
    expect(said).toEqual({
      kind: 'media',
      media: 'photo',
      caption: 'Look!',
      replyTo: null,
      file: { id: 'arrived/0', mime: 'image/jpeg', name: 'Us.jpg', size: 20_000 },
      more: [
        { id: 'arrived/1', mime: 'application/pdf', name: 'plan.pdf', size: 4 },
        { id: 'arrived/2', mime: 'audio/mpeg', name: 'song.mp3', size: 3 },
      ],
    });
    expect(Object.values(kept)).toEqual(attachments.map(({ content }) => content));
  });

  test('of a mail to two forums are kept for each, as each forgets its own', async () => {
    const attachments = [{ filename: 'Us.jpg', content: photo }];
    const to = ['class-88@in.homeroom.example', 'street@in.homeroom.example'];
    const { all, kept } = await heard(await mail({ text: 'Look!', attachments }), to);
    expect(all).toMatchObject([{ file: { id: 'arrived/0' } }, { file: { id: 'arrived/1' } }]);
    expect(Object.keys(kept)).toHaveLength(2);
  });

  test('are not kept where nobody will want them', async () => {
    const attachments = [{ filename: 'Us.jpg', content: photo }];
    const bytes = await mail({ text: 'Look!', attachments });
    expect((await heard(bytes, ['join+AB12CD@in.homeroom.example'])).kept).toEqual({});
    expect((await heard(bytes, ['nobody@elsewhere.example'])).kept).toEqual({});
  });

  test('that cannot be kept just now leave the mail with its sender', async () => {
    const attachments = [{ filename: 'Us.jpg', content: photo }];
    const bytes = await mail({ text: 'Look!', attachments });
    const raw = { mail: bytes.toString('base64'), envelope: null, alignedDomain: null };
    const keep = () => Promise.reject(new Error('the store is away'));
    await expect(parse(raw, { mailbox: MAILBOX, now: NOW, keep })).rejects.toThrow('the store is away');
  });
});

const quote = '<blockquote type="cite">Look!<img src="cid:old@x"></blockquote>';
const shown = (content: Buffer, cid = 'old@x'): SendMailOptions['attachments'] => [
  { filename: 'a.png', content, cid, contentDisposition: 'inline' },
];

describe('a picture within the text', () => {
  test.each<[label: string, html: string, attachments: SendMailOptions['attachments'], kind: string]>([
    ['that somebody put there is a file', 'Look: <img src="cid:old@x">', shown(photo), 'media'],
    ['of less than 10 kB is a logo below a name', 'Hi <img src="cid:old@x">', shown(logo), 'text'],
    ['of what is quoted is no answer', `Nice!${quote}`, shown(photo), 'text'],
    [
      'below a quotation is a file',
      '<blockquote>Who?</blockquote>Us: <img src="cid:old@x">',
      shown(photo),
      'media',
    ],
    [
      'of what Outlook quotes is no answer',
      'Nice!<div id="divRplyFwdMsg">From: Class</div><img src="cid:old@x">',
      shown(photo),
      'text',
    ],
    [
      'of our own comes back',
      'Nice! <img src="cid:file.1@in.homeroom.example">',
      shown(photo, 'file.1@in.homeroom.example'),
      'text',
    ],
    ['that the text does not name is a file', 'Look:', shown(photo), 'media'],
  ])('%s', async (_, html, attachments, kind) => {
    const { said, kept } = await heard(await mail({ html, text: 'Nice!', attachments }));
    expect(said).toMatchObject({ kind });
    expect(Object.keys(kept)).toHaveLength(kind === 'media' ? 1 : 0);
  });

  test('stands behind what was attached', async () => {
    const attachments = [...shown(photo)!, { filename: 'plan.pdf', content: 'x' }];
    const { said } = await heard(await mail({ html: 'Look: <img src="cid:old@x">', attachments }));
    expect(said).toMatchObject({ media: 'document', file: { name: 'plan.pdf' }, more: [{ name: 'a.png' }] });
  });
});

test.each(['application/pkcs7-signature', 'application/pgp-signature'])(
  'a %s is no file',
  async (contentType) => {
    const attachments = [{ filename: 'smime.p7s', content: photo, contentType }];
    expect((await heard(await mail({ text: 'Hi', attachments }))).said).toMatchObject({ kind: 'text' });
  },
);

test.each<[file: string, files: string[]]>([
  ['mime/mailparser-nodemailer.eml', ['notes.txt', 'nyan cat ✔.gif']],
  ['mime/calendar-event.eml', ['invite.ics']],
  ['mime/mailparser-base64encodedroot.eml', ['screenshot.png']],
])('%s brings %j', async (file, files) => {
  const { said } = await heard(fixture(file));
  const { file: first, more = [] } = said as Said & { kind: 'media' };
  expect([first, ...more].map((one) => one?.name)).toEqual(files);
});
