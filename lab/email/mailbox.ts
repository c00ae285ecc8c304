import { wayOutOf } from './leaving.ts';
import { quoting } from './quote.ts';
import { sampleFile } from './samples.ts';
import { type NewMail, sendOwn } from './sending.ts';
import type { Absence, Account, Mail, MailFile } from './state.ts';
import type { Change, World } from './world.ts';

/** What goes with a mail besides its words. */
export interface MailOptions {
  /** Samples, or files of one's own. */
  attach?: ('photo' | 'document' | Attached)[];
}

export interface Attached {
  name: string;
  mimeType: string;
  bytes: Buffer;
}

/** How a page is called, for one click: with the status it answered. */
export type Click = (url: string) => Promise<number>;

/** One person's mail program. What cannot be done throws an error with a sentence. */
export class Mailbox {
  constructor(
    private readonly world: World,
    readonly address: string,
    private readonly click: Click,
  ) {}

  /** @throws {Error} where nobody has this address */
  get account(): Account {
    const account = this.world.account(this.address);
    if (!account) throw new Error(`nobody has the address ${this.address}`);
    return account;
  }

  /** Both what came and what was sent, oldest first. */
  mails(): Mail[] {
    return this.world.mailsOf(this.account.address);
  }

  /** What has arrived here. */
  inbox(): Mail[] {
    return this.mails().filter(({ isOwn }) => !isOwn);
  }

  /** The mails of each conversation, oldest first; that in which something happened last comes first. */
  threads(): Mail[][] {
    const threads = new Map<string, Mail[]>();
    for (const mail of this.mails()) {
      const thread = threads.get(mail.threadId);
      if (thread) thread.push(mail);
      else threads.set(mail.threadId, [mail]);
    }
    return [...threads.values()].sort((a, b) => b.at(-1)!.at.localeCompare(a.at(-1)!.at));
  }

  /** Writes a mail; resolves with its id, as all that send do. */
  async compose(
    { to, subject, text }: { to: string; subject: string; text: string },
    options: MailOptions = {},
  ): Promise<string> {
    const people = to.split(/[,;]/).map((one) => ({ name: '', address: addressIn(one) }));
    return this.send({ to: people, subject, text, typed: text, files: this.files(options) });
  }

  /** Answers a mail, with it quoted below, at its Reply-To; one's own goes on to whom it went to. */
  async reply(mailId: string, text: string, options: MailOptions = {}): Promise<string> {
    const parent = this.seen(mailId);
    const to = parent.isOwn ? parent.to : [parent.replyTo ?? parent.from];
    const subject = /^\s*re:/i.test(parent.subject) ? parent.subject : `Re: ${parent.subject}`;
    const body = quoting(text, parent, this.account.language);
    return this.send({ to, subject, ...body, typed: text, parent, files: this.files(options) });
  }

  /** Presses Unsubscribe at a mail. */
  async unsubscribe(mailId: string): Promise<void> {
    const mail = this.seen(mailId);
    const way = wayOutOf(mail);
    if (!way) throw new Error('This mail names no way to unsubscribe.');
    if (way.kind === 'page') throw new Error('This mail only names a page: open its link to unsubscribe.');
    if (way.kind === 'mail') await this.leaveByMail(way);
    else await this.leaveByClick(way.url);
    mail.left = way.kind === 'click' ? 'done' : 'asked';
    this.changed(mail.id);
  }

  /** Looks at a thread: what lies in it is read. */
  read(threadId: string): void {
    for (const mail of this.mails()) {
      if (mail.threadId !== threadId || mail.isRead) continue;
      mail.isRead = true;
      this.changed(mail.id);
    }
  }

  /** Switches the absence note. */
  setAbsence(absence: Absence): void {
    this.account.absence = absence;
    this.account.toldAt = {};
    this.world.changed({ kind: 'account', address: this.address });
  }

  /** A mail to act on. @throws {Error} where it is not in this mailbox */
  seen(mailId: string): Mail {
    const mail = this.mails().find(({ id }) => id === mailId);
    if (!mail) throw new Error('There is no such mail in this mailbox.');
    mail.isRead = true;
    return mail;
  }

  /** Tells when anything changes here, for a live page; returns what ends it. */
  onChange(listener: (change: Change) => void): () => void {
    return this.world.onChange((change) => {
      if (change.address === this.address || change.kind === 'restored') listener(change);
    });
  }

  private async send(mail: NewMail): Promise<string> {
    return (await sendOwn(this.world, this.account, mail)).id;
  }

  private async leaveByMail({ to, subject }: { to: string; subject: string }): Promise<void> {
    const people = [{ name: '', address: addressIn(to) }];
    await this.send({ to: people, subject, text: subject, typed: subject, isAutomatic: true });
  }

  private async leaveByClick(url: string): Promise<void> {
    const status = await this.click(url);
    if (status < 200 || status >= 300)
      throw new Error(`The page to unsubscribe at answered ${status || 'nothing'}.`);
  }

  private files({ attach = [] }: MailOptions): MailFile[] {
    return attach.map((one) => {
      const { name, mimeType, bytes } = typeof one === 'string' ? sampleFile(one) : one;
      return { id: this.world.newId(), name, mimeType, base64: bytes.toString('base64'), contentId: null };
    });
  }

  private changed(id: string): void {
    this.world.changed({ kind: 'mail', address: this.address, id });
  }
}

/** @throws {Error} where it is none */
function addressIn(text: string): string {
  const address = (/<([^<>]+)>/.exec(text)?.[1] ?? text).trim();
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) throw new Error(`“${text.trim()}” is no mail address.`);
  return address;
}
