import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CLASS, GINA, type MailLab, openMailLab } from './support.ts';

let lab: MailLab;
beforeEach(async () => {
  lab = await openMailLab();
});
afterEach(() => lab.close());

const id = (name: string) => `<${name}@homeroom.example>`;

describe('threads', () => {
  it.each([
    ['its parent', { inReplyTo: id('a'), subject: 'Re: Dinner' }, 1],
    ['a root that both name', { references: id('root'), subject: 'Fwd: dinner' }, 1],
    ['another root', { references: id('other'), subject: 'Dinner' }, 2],
    ['its parent, about something else', { inReplyTo: id('a'), subject: 'Lunch' }, 2],
    ['nothing', { subject: 'Dinner' }, 2],
  ])('a mail that names %s', async (_, mail, count) => {
    await lab.send({ messageId: id('a'), references: id('root'), subject: 'Dinner' });
    await lab.send({ messageId: id('b'), ...mail });
    expect(lab.gina.threads()).toHaveLength(count);
  });

  it('the one in which something happened last comes first; what is looked at is read', async () => {
    await lab.send({ subject: 'One' });
    lab.clock.advance(60_000);
    await lab.send({ subject: 'Two' });
    lab.clock.advance(60_000);
    expect(lab.gina.threads().map(([mail]) => mail!.subject)).toEqual(['Two', 'One']);
    const one = lab.gina.inbox()[0]!;
    lab.gina.read(one.threadId);
    expect(lab.gina.inbox().map(({ isRead }) => isRead)).toEqual([true, false]);
    await lab.gina.reply(one.id, 'Yes');
    expect(lab.gina.threads().map(([mail]) => mail!.subject)).toEqual(['One', 'Two']);
  });

  it('a mailbox keeps five hundred mails, and forgets the oldest', async () => {
    for (let n = 0; n < 502; n++) await lab.hugo.compose({ to: CLASS, subject: `Mail ${n}`, text: 'x' });
    expect(lab.hugo.mails()).toHaveLength(500);
    expect(lab.hugo.mails()[0]!.subject).toBe('Mail 2');
  });
});

describe('who is away', () => {
  const list = { 'List-Id': '<general.homeroom.example>', 'X-Auto-Response-Suppress': 'OOF, AutoReply' };
  const envelope = { from: 'bounce+1@homeroom.example', to: [GINA] };
  const posted = () => lab.posted.map(({ fields }) => JSON.parse(fields.envelope!).to[0]);

  it('tells a person once in four days, at the address SMTP named, and programs nothing', async () => {
    lab.gina.setAbsence('polite');
    for (const headers of [{}, {}, list, { 'Auto-Submitted': 'auto-generated' }, { Precedence: 'bulk' }])
      await lab.send({ envelope, replyTo: 'reply+1@homeroom.example', headers });
    await lab.emulator.idle();
    expect(posted()).toEqual(['bounce+1@homeroom.example']);
    expect(lab.posted[0]!.fields).toMatchObject({ subject: 'Out of office: News of the class' });
    expect(lab.posted[0]!.fields.headers).toMatch(/^Auto-Submitted: auto-replied$/m);
    lab.clock.advance(4 * 86_400_000);
    await lab.send({ envelope });
    await lab.emulator.idle();
    expect(posted()).toHaveLength(2);
  });

  it('as an old server answers everything, lists too, but no answers and no reports', async () => {
    lab.gina.setAbsence('blunt');
    const replyTo = 'reply+1@homeroom.example';
    await lab.send({ envelope, replyTo, headers: list });
    await lab.send({ envelope, replyTo });
    await lab.send({ envelope, replyTo, headers: { 'Auto-Submitted': 'auto-replied' } });
    await lab.send({ envelope: { ...envelope, from: '' }, replyTo });
    await lab.emulator.idle();
    expect(posted()).toEqual([replyTo, replyTo]);
  });

  it('in Spanish says so in Spanish, and back at home nothing', async () => {
    lab.hugo.setAbsence('blunt');
    await lab.send({ to: lab.hugo.address });
    lab.hugo.setAbsence('off');
    await lab.send({ to: lab.hugo.address });
    await lab.emulator.idle();
    expect(lab.posted.map(({ fields }) => fields.subject)).toEqual([
      'Fuera de la oficina: News of the class',
    ]);
  });
});

describe('Unsubscribe', () => {
  const mail = async (headers: Record<string, string>) => {
    await lab.send({ headers });
    return lab.gina.inbox().at(-1)!.id;
  };
  const clicks: string[] = [];
  beforeEach(() => {
    clicks.length = 0;
    lab.app.post('/unsubscribe/:token', async (c) => {
      clicks.push(`${c.req.param('token')} ${c.req.header('content-type')} ${await c.req.text()}`);
      return c.body(null, c.req.param('token') === 'gone' ? 404 : 200);
    });
  });
  const oneClick = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
  const mailto = '<mailto:leave+abc@homeroom.example>';

  it('is one POST where the mail allows it', async () => {
    const given = `<${lab.origin}/unsubscribe/t1>, ${mailto}`;
    const at = await mail({ 'List-Unsubscribe': given, ...oneClick });
    await lab.gina.unsubscribe(at);
    expect(clicks).toEqual(['t1 application/x-www-form-urlencoded;charset=UTF-8 List-Unsubscribe=One-Click']);
    expect(lab.gina.seen(at).left).toBe('done');
    expect(lab.posted).toEqual([]);
  });

  it('is a mail where it does not', async () => {
    const at = await mail({ 'List-Unsubscribe': `<${lab.origin}/unsubscribe/t1>, ${mailto}` });
    await lab.gina.unsubscribe(at);
    await lab.emulator.idle();
    expect(clicks).toEqual([]);
    expect(lab.posted[0]!.fields).toMatchObject({
      to: 'leave+abc@homeroom.example',
      subject: 'unsubscribe',
    });
    expect(lab.gina.seen(at).left).toBe('asked');
  });

  it('says so where the page does not work, or there is no way', async () => {
    const gone = await mail({ 'List-Unsubscribe': `<${lab.origin}/unsubscribe/gone>`, ...oneClick });
    await expect(lab.gina.unsubscribe(gone)).rejects.toThrow('answered 404');
    expect(lab.gina.seen(gone).left).toBeNull();
    const page = await mail({ 'List-Unsubscribe': `<${lab.origin}/unsubscribe/t1>` });
    await expect(lab.gina.unsubscribe(page)).rejects.toThrow('only names a page');
    await expect(lab.gina.unsubscribe(await mail({}))).rejects.toThrow('no way');
  });
});

it('what is not in the mailbox cannot be acted on', async () => {
  await lab.send();
  const [mail] = lab.gina.inbox();
  await expect(lab.hugo.reply(mail!.id, 'x')).rejects.toThrow('no such mail');
  expect(() => lab.emulator.mailboxes.of('nobody@mail.example').mails()).toThrow('nobody has the address');
});

it('a page hears of what changes in its mailbox, and of nothing after it left', async () => {
  const heard: string[] = [];
  const leave = lab.gina.onChange(({ kind }) => heard.push(kind));
  await lab.send({ to: lab.hugo.address });
  await lab.send();
  leave();
  await lab.send();
  expect(heard).toEqual(['mail']);
});
