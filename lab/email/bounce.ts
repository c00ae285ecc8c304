import { letterOf } from './letter.ts';
import { post } from './posts.ts';
import type { Arrived } from './read.ts';
import type { World } from './world.ts';

/** Why a mail came back. */
interface Reason {
  status: string;
  diagnostic: string;
  words: string;
}

export const bounces = {
  full: {
    status: '5.2.2',
    diagnostic: '552 5.2.2 The recipient’s inbox is out of storage space',
    words: 'The recipient’s mailbox is full and cannot take mail now.',
  },
  gone: {
    status: '5.1.1',
    diagnostic: '550 5.1.1 The email account that you tried to reach does not exist',
    words: 'The address could not be found, or is unable to receive mail.',
  },
} as const satisfies Record<string, Reason>;

/** About what a real report takes. */
const reportedAfterMs = 1_500;

/**
 * Reports to MAIL FROM that a mail could not be delivered (RFC 3464), with its headers (RFC 3462). Nobody is told where
 * it is empty (RFC 5321 section 6.1), or where it is not ours.
 */
export async function bounce(
  world: World,
  { raw, envelopeFrom, address }: Arrived,
  reason: Reason,
): Promise<void> {
  if (!world.isOurs(envelopeFrom)) return;
  const domain = address.split('@')[1]!;
  const original = headersOf(raw);
  const messageId = /^message-id:\s*<([^<>\s]+)>/im.exec(original)?.[1];
  const letter = await letterOf({
    messageId: `${world.newId(12)}@${domain}`,
    at: world.clock.now(),
    envelopeFrom: '',
    from: { name: 'Mail Delivery Subsystem', address: `mailer-daemon@${domain}` },
    to: [{ name: '', address: envelopeFrom }],
    inReplyTo: messageId ?? null,
    references: messageId ? [messageId] : [],
    subject: 'Delivery Status Notification (Failure)',
    text: `Your message wasn’t delivered to ${address}.\n\n${reason.words}\n\nThe response was:\n\n${reason.diagnostic}\n`,
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Failed-Recipients': address },
    files: [
      reportFile('status.txt', 'message/delivery-status', statusOf(world, { address, domain, reason })),
      reportFile('headers.txt', 'text/rfc822-headers', original),
    ],
  });
  post(world, { letter, lane: `bounce ${address}`, inMs: reportedAfterMs });
}

/** Two blocks: about the mail, and about its one recipient (RFC 3464 section 2.1). */
function statusOf(
  world: World,
  { address, domain, reason }: { address: string; domain: string; reason: Reason },
): string {
  const arrivedAt = world.clock.now().toUTCString().replace('GMT', '+0000');
  return [
    `Reporting-MTA: dns; ${domain}`,
    `Arrival-Date: ${arrivedAt}`,
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${reason.status}`,
    `Diagnostic-Code: smtp; ${reason.diagnostic.replaceAll('’', "'")}`,
    `Last-Attempt-Date: ${arrivedAt}`,
    '',
  ].join('\r\n');
}

const headersOf = (raw: Buffer) => `${raw.toString('utf8').split(/\r?\n\r?\n/, 1)[0]}\r\n`;

const reportFile = (name: string, mimeType: string, text: string) => ({
  name,
  mimeType,
  base64: Buffer.from(text).toString('base64'),
  contentId: null,
});
