import type { SendMailOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { MailFile, Person } from './state.ts';

/** A mail to us, as it stands when it reaches the service that posts it. */
export interface Letter {
  /** MAIL FROM and RCPT TO; MAIL FROM is empty for reports (RFC 5321 section 4.5.5). */
  envelope: { from: string; to: string[] };
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string | null;
  /** The whole block, folded and encoded as it came. */
  headers: string;
  files: Pick<MailFile, 'name' | 'mimeType' | 'base64' | 'contentId'>[];
  /** Whether somebody else has sent it. */
  isForged: boolean;
}

export interface NewLetter {
  messageId: string;
  at: Date;
  envelopeFrom: string;
  from: Person;
  to: Person[];
  inReplyTo?: string | null;
  references?: string[];
  subject: string;
  text: string;
  html?: string | null;
  files?: Letter['files'];
  headers?: Record<string, string>;
  isForged?: boolean;
}

/** Puts a letter together; its headers are those of a real mail, with what the servers on its way write above them. */
export async function letterOf(mail: NewLetter): Promise<Letter> {
  const { from, to, subject, text, html = null, files = [], isForged = false } = mail;
  const raw = await new MailComposer(optionsOf(mail)).compile().build();
  const [own = ''] = raw.toString('latin1').split('\r\n\r\n', 1);
  const received = traces(mail, isForged ? forger : postman);
  return {
    envelope: { from: mail.envelopeFrom, to: to.map(({ address }) => address) },
    from: shown(from),
    to: to.map(shown).join(', '),
    subject,
    text,
    html,
    headers: `${received}${own}\n`.replaceAll('\r\n', '\n'),
    files,
    isForged,
  };
}

function optionsOf({ messageId, at, from, to, subject, text, html, ...more }: NewLetter): SendMailOptions {
  const { inReplyTo, references = [], files = [], headers = {} } = more;
  return {
    messageId: `<${messageId}>`,
    date: at,
    from,
    to,
    subject,
    text,
    ...(html && { html }),
    ...(inReplyTo && { inReplyTo: `<${inReplyTo}>` }),
    ...(references.length > 0 && { references: references.map((id) => `<${id}>`) }),
    attachments: files.map(({ name, mimeType, contentId }) => ({
      filename: name,
      contentType: mimeType,
      content: '',
      ...(contentId && { cid: contentId }),
    })),
    headers,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Addresses that may stand in documents (RFC 5737). */
export const postman = { ip: '192.0.2.25', host: 'mail.example' };
export const forger = { ip: '198.51.100.66', host: 'elsewhere.example' };

/** What the servers on the way add, newest above. A forger has no key of the domain. */
function traces({ at, from, to }: NewLetter, { ip, host }: typeof postman): string {
  const moment = at.toUTCString().replace('GMT', '+0000 (UTC)');
  const received =
    `Received: from ${host} (${host} [${ip}]) by mx0047p1mdw1.sendgrid.net (Postfix)\r\n` +
    `\twith ESMTPS for <${to[0]!.address}>; ${moment}\r\n`;
  const domain = from.address.split('@')[1];
  const signed =
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; ' +
    `d=${domain}; s=lab;\r\n\th=from:to:subject:date:message-id; bh=bGFi; b=bGFi\r\n`;
  return received + signed;
}

const shown = ({ name, address }: Person) => (name ? `${quoted(name)} <${address}>` : address);

/** RFC 5322 section 3.2.3: what is no atom stands in quotation marks. */
const quoted = (name: string) =>
  /^[\w !#$%&'*+/=?^`{|}~\u0080-\uffff-]+$/.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
