import { forger, type Letter, postman } from './letter.ts';

/** SendGrid's own. */
const boundary = 'xYzZY';

/**
 * A letter as Inbound Parse posts it where it is not set to send the raw mail: the fields, in UTF-8, and the files
 * (https://www.twilio.com/docs/sendgrid/for-developers/parsing-email/setting-up-the-inbound-parse-webhook).
 */
export function formOf(letter: Letter): { contentType: string; body: Buffer } {
  const fields = Object.entries(fieldsOf(letter)).map(([name, value]) => part(`name="${name}"`, value));
  const files = letter.files.map(({ name, mimeType, base64 }, index) =>
    part(
      `name="attachment${index + 1}"; filename="${safe(name)}"`,
      Buffer.from(base64, 'base64'),
      `Content-Type: ${safe(mimeType)}\r\n`,
    ),
  );
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([...fields, ...files, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

/** The fields of a letter, by name. */
export function fieldsOf(letter: Letter): Record<string, string> {
  const { headers, from, to, subject, text, html, envelope, files, isForged } = letter;
  const domain = /@([\w.-]+)>?$/.exec(from)?.[1] ?? '';
  const sentBy = isForged ? forger : postman;
  return {
    headers,
    dkim: `{@${domain} : ${isForged ? 'fail' : 'pass'}}`,
    ...(files.length > 0 && { 'content-ids': JSON.stringify(contentIds(letter)) }),
    to,
    ...(html !== null && { html }),
    from,
    text,
    sender_ip: sentBy.ip,
    spam_report: 'Spam detection software, running on the system "mx0047p1mdw1.sendgrid.net"...',
    envelope: JSON.stringify({ to: envelope.to, from: envelope.from }),
    attachments: String(files.length),
    subject,
    spam_score: '0.1',
    ...(files.length > 0 && { 'attachment-info': JSON.stringify(attachmentInfo(letter)) }),
    charsets: JSON.stringify(charsets(letter)),
    SPF: isForged ? 'softfail' : 'pass',
  };
}

const contentIds = ({ files }: Letter) =>
  Object.fromEntries(
    files.flatMap(({ contentId }, index) => (contentId ? [[contentId, `attachment${index + 1}`]] : [])),
  );

const attachmentInfo = ({ files }: Letter) =>
  Object.fromEntries(
    files.map(({ name, mimeType, contentId }, index) => [
      `attachment${index + 1}`,
      { filename: name, name, type: mimeType, ...(contentId && { 'content-id': contentId }) },
    ]),
  );

const charsets = ({ html }: Letter) => ({
  to: 'UTF-8',
  ...(html !== null && { html: 'utf-8' }),
  subject: 'UTF-8',
  from: 'UTF-8',
  text: 'utf-8',
});

function part(what: string, value: string | Buffer, more = ''): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; ${what}\r\n${more}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(value), Buffer.from('\r\n')]);
}

const safe = (text: string) => text.replace(/[\r\n]+/g, ' ').replaceAll('"', '%22');
