import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLASS, GINA, type MailLab, openMailLab } from './support.ts';

let lab: MailLab;
beforeEach(async () => {
  lab = await openMailLab();
});
afterEach(() => lab.close());

const real: Record<string, string> = JSON.parse(
  readFileSync(new URL('../../fixtures/sendgrid/inbound.json', import.meta.url), 'utf8'),
)[0].data;

const news = {
  subject: 'News of the class',
  text: 'Dinner on *Friday*?\n\nWho is in?',
  html: '<!doctype html>\n<html><body><p dir="auto">Dinner on <b>Friday</b>?</p></body></html>',
  messageId: '<018f@homeroom.example>',
  references: '<root@homeroom.example>',
  replyTo: 'reply+token@homeroom.example',
};

describe('what a mailbox sends', () => {
  it('is a form with the fields of a real one, in their looks, behind the secret', async () => {
    await lab.gina.compose({ to: CLASS, subject: 'Hello', text: 'I am Gina.' });
    await lab.emulator.idle();
    const [{ fields, url, contentType }] = lab.posted as [(typeof lab.posted)[0]];
    expect(url.search).toBe('?secret=let-me-in');
    expect(contentType).toBe('multipart/form-data; boundary=xYzZY');
    expect(Object.keys(fields).sort()).toEqual(Object.keys(real).sort());
    expect(fields).toMatchObject({
      from: `Gina Weber <${GINA}>`,
      to: CLASS,
      subject: 'Hello',
      text: 'I am Gina.',
      html: '<div dir="ltr">I am Gina.</div>',
      dkim: '{@mail.example : pass}',
      SPF: 'pass',
      attachments: '0',
      envelope: `{"to":["${CLASS}"],"from":"${GINA}"}`,
    });
    for (const name of ['envelope', 'charsets'])
      expect(Object.keys(JSON.parse(fields[name]!)).sort()).toEqual(
        Object.keys(JSON.parse(real[name]!)).sort(),
      );
    expect(fields.headers).toMatch(/^Received: from [\s\S]+\nDKIM-Signature: [\s\S]+\n$/);
    for (const name of ['From', 'To', 'Subject', 'Message-ID', 'Date', 'MIME-Version'])
      expect(fields.headers).toMatch(new RegExp(`^${name}: `, 'm'));
  });

  it('goes with its files, as SendGrid names them', async () => {
    const cake = { name: 'Kuchen "ü".png', mimeType: 'image/png', bytes: Buffer.from('cake\r\n--xYzZ') };
    await lab.gina.compose(
      { to: CLASS, subject: 'Cake', text: 'Look' },
      { attach: ['photo', 'document', cake] },
    );
    await lab.emulator.idle();
    const [{ fields, files }] = lab.posted as [(typeof lab.posted)[0]];
    expect(fields.attachments).toBe('3');
    expect(JSON.parse(fields['attachment-info']!)).toMatchObject({
      attachment1: { filename: 'IMG_1988.jpg', type: 'image/jpeg' },
      attachment2: { filename: 'paper.pdf', type: 'application/pdf' },
    });
    expect(files.attachment1!.bytes.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
    expect(files.attachment3).toMatchObject({ name: 'Kuchen "ü".png', bytes: cake.bytes });
    expect(fields.headers).toContain('Content-Type: multipart/mixed');
  });

  it('has its signs encoded in the headers and plain in the fields', async () => {
    await lab.gina.compose({ to: CLASS, subject: 'Grüße 👋', text: 'Schön' });
    await lab.emulator.idle();
    expect(lab.posted[0]!.fields).toMatchObject({ subject: 'Grüße 👋', text: 'Schön' });
    expect(lab.posted[0]!.fields.headers).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(lab.posted[0]!.fields.headers).not.toMatch(/[^\s\x20-\x7e]/);
  });

  it.each([
    ['gina@elsewhere.example', /only addresses at homeroom\.example/],
    ['nobody', /no mail address/],
    ['', /no mail address/],
  ])('to %j is refused with a sentence', async (to, words) => {
    await expect(lab.gina.compose({ to, subject: 'Hello', text: 'x' })).rejects.toThrow(words);
    expect(lab.gina.mails()).toEqual([]);
  });
});

describe('a reply', () => {
  it('goes to Reply-To, in its thread, with the mail it answers below it', async () => {
    await lab.send(news);
    const [mail] = lab.gina.inbox();
    await lab.gina.reply(mail!.id, 'I am in!\nAre you?');
    await lab.emulator.idle();
    const { fields } = lab.posted[0]!;
    expect(fields.to).toBe('reply+token@homeroom.example');
    expect(JSON.parse(fields.envelope!)).toEqual({ to: ['reply+token@homeroom.example'], from: GINA });
    expect(fields.subject).toBe('Re: News of the class');
    expect(fields.text!.replaceAll('\u202f', ' ')).toBe(
      'I am in!\nAre you?\n\n' +
        'On Fri, Nov 20, 2026 at 10:12 AM Homeroom <class@homeroom.example> wrote:\n\n' +
        '> Dinner on *Friday*?\n>\n> Who is in?\n',
    );
    expect(fields.html).toContain('<div dir="ltr">I am in!<br>Are you?</div><br><div class="gmail_quote');
    expect(fields.html).toContain('<p dir="auto">Dinner on <b>Friday</b>?</p></blockquote></div>');
    const unfolded = fields.headers!.replace(/\n[ \t]+/g, ' ');
    expect(unfolded).toContain('In-Reply-To: <018f@homeroom.example>\n');
    expect(unfolded).toContain('References: <root@homeroom.example> <018f@homeroom.example>\n');
    expect(unfolded).toMatch(/\nMessage-ID: <CA[\w-]+@mail\.example>\n/i);
    expect(lab.gina.threads()).toHaveLength(1);
  });

  it('speaks the language of the mailbox, and says Re: once', async () => {
    await lab.send({ ...news, to: lab.hugo.address, subject: 'RE: News' });
    await lab.hugo.reply(lab.hugo.inbox()[0]!.id, 'Sí');
    await lab.emulator.idle();
    expect(lab.posted[0]!.fields.subject).toBe('RE: News');
    expect(lab.posted[0]!.fields.text).toMatch(
      /^Sí\n\nEl vie, 20 nov 2026 a las 10:12, Homeroom \(<class@homeroom\.example>\) escribió:\n\n> Dinner/,
    );
  });

  it('goes to From where there is no Reply-To, and one to one’s own goes on to the same', async () => {
    await lab.send({ ...news, replyTo: undefined });
    const first = await lab.gina.reply(lab.gina.inbox()[0]!.id, 'I am in');
    await lab.gina.reply(first, 'And I bring a cake');
    await lab.emulator.idle();
    expect(lab.posted.map(({ fields }) => fields.to)).toEqual([`Homeroom <${CLASS}>`, `Homeroom <${CLASS}>`]);
    const ids = lab.gina.mails().map(({ messageId }) => `<${messageId}>`);
    const unfolded = lab.posted[1]!.fields.headers!.replace(/\n[ \t]+/g, ' ');
    expect(unfolded).toContain(`References: <root@homeroom.example> ${ids[0]} ${ids[1]}\n`);
  });

  it('to a mail with a script in it carries none', async () => {
    await lab.send({ ...news, html: '<html><body>Hi<script>alert(1)</script><style>b{}</style></body>' });
    await lab.gina.reply(lab.gina.inbox()[0]!.id, '<b>no</b>');
    await lab.emulator.idle();
    const { html } = lab.posted[0]!.fields;
    expect(html).toContain('&lt;b&gt;no&lt;/b&gt;');
    expect(html).not.toMatch(/<script|<style|alert/);
  });
});

describe('the webhook', () => {
  it('is asked again until it takes the mail, later each time, and others do not wait', async () => {
    lab.answer.status = 500;
    await lab.gina.compose({ to: CLASS, subject: 'One', text: '1' });
    await lab.emulator.idle();
    lab.answer.status = 200;
    await lab.hugo.compose({ to: CLASS, subject: 'Two', text: '2' });
    await lab.emulator.idle();
    expect(lab.posted.map(({ fields }) => fields.subject)).toEqual(['One', 'Two']);
    expect(lab.gina.mails()[0]!.isTaken).toBe(false);
    await lab.pass(1_000);
    expect(lab.posted.map(({ fields }) => fields.subject)).toEqual(['One', 'Two', 'One']);
    expect(lab.posted[2]!.body).toEqual(lab.posted[0]!.body);
    expect(lab.gina.mails()[0]!.isTaken).toBe(true);
  });

  it.each([404, 403, 301, 503])('that answers %i has not taken it', async (status) => {
    lab.answer.status = status;
    await lab.gina.compose({ to: CLASS, subject: 'One', text: '1' });
    await lab.pass(3_100);
    expect(lab.posted).toHaveLength(3);
  });

  it('is given up after three days', async () => {
    lab.answer.status = 500;
    await lab.gina.compose({ to: CLASS, subject: 'One', text: '1' });
    const begunMs = lab.clock.now().getTime();
    await lab.emulator.idle();
    while (lab.emulator.snapshot().posts.length > 0) {
      lab.clock.next();
      await lab.emulator.idle();
    }
    const days = (lab.clock.now().getTime() - begunMs) / 86_400_000;
    expect(days).toBeCloseTo(3, 1);
    expect(lab.posted.length).toBeGreaterThan(70);
  });
});
