import type { Context } from 'hono';
import type { Classmate } from '../cast.ts';
import type { EmailEmulator } from '../email/emulator.ts';
import type { Mail } from '../email/state.ts';
import { drawnTypes } from './files.ts';

/**
 * Nothing in a mail runs, is sent or is fetched from anywhere: also not a picture, which would tell its sender who reads
 * it. Links open beside the Lab. Only the page's own frame may show it, which has to see how high it is.
 */
const policy = [
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/** The HTML of a mail in this mailbox as a page of its own; `null` where there is none. */
export function mailBody(
  c: Context,
  { email, member, mailId }: { email: EmailEmulator; member: Classmate | undefined; mailId: string },
): Response | null {
  if (member?.channel !== 'email') return null;
  const mail = email.mailboxes
    .of(member.email!)
    .mails()
    .find(({ id }) => id === mailId);
  if (!mail || mail.html === null) return null;
  return c.body(pageOf(mail, mail.html, c.req.query('scheme') === 'dark'), 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'private, no-cache',
  });
}

/** What stands before it holds even where it brings a head of its own: a browser takes both for one. */
function pageOf({ files }: Mail, html: string, isDark: boolean): string {
  const shown = html.replace(/\bcid:([^"'\s>)]+)/gi, (whole, contentId: string) => {
    const file = files.find((one) => one.contentId === contentId && drawnTypes.includes(one.mimeType));
    return file ? `data:${file.mimeType};base64,${file.base64}` : whole;
  });
  // A mail that chose its colours was made for white paper.
  const scheme = isDark && !/\bcolor\b|background/i.test(html) ? 'dark' : 'light';
  return `<!doctype html><meta charset="utf-8"><title>A mail</title>${head(scheme)}${shown}`;
}

const head = (scheme: string) =>
  `<meta name="color-scheme" content="${scheme}"><base target="_blank"><style>` +
  `:root{color-scheme:${scheme};background:${scheme === 'dark' ? '#16191d' : '#fff'}}` +
  'body{margin:0;padding:2px;font:15px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}' +
  'body>:first-child{margin-top:0}body>:last-child{margin-bottom:0}img{max-width:100%;height:auto}</style>';
