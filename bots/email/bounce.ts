import type { Email } from 'postal-mime';
import { headerOf, textOfPart } from './read.ts';

/** What a report says about one delivery of ours. */
export type Report =
  | { kind: 'failed'; bounce: 'soft' | 'hard'; status: string | null }
  | { kind: 'complained' }
  | { kind: 'delivered' }
  | { kind: 'nothing'; reason: string };

/**
 * Reads what came to the bounce address of a delivery: a delivery status notification (RFC 3464), a complaint (RFC
 * 5965), or whatever servers write that know neither. An absence note sent to it says nothing of the delivery.
 */
export function reportOf(email: Email): Report {
  const complaint = textOfPart(email, 'message/feedback-report');
  if (complaint !== null) return complainedIn(complaint);
  const status =
    textOfPart(email, 'message/delivery-status') ?? textOfPart(email, 'message/global-delivery-status');
  if (status !== null) return statusIn(status);
  if (/^auto-replied/i.test(headerOf(email, 'auto-submitted') ?? '')) {
    return { kind: 'nothing', reason: 'an absence note to a bounce address' };
  }
  return guessedFrom(`${email.subject ?? ''}\n${(email.text ?? '').slice(0, 20_000)}`);
}

function complainedIn(report: string): Report {
  const type = fieldOf(report, 'feedback-type');
  return type === 'not-spam'
    ? { kind: 'nothing', reason: 'a report that it is no spam' }
    : { kind: 'complained' };
}

/** One delivery has one recipient, so that the first block that names an action is about it. */
function statusIn(report: string): Report {
  const action = fieldOf(report, 'action');
  const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fieldOf(report, 'status') ?? '')?.[1] ?? null;
  const diagnostic = fieldOf(report, 'diagnostic-code') ?? '';
  switch (action) {
    case 'failed':
      return {
        kind: 'failed',
        bounce: hardness(precise(status, diagnostic)),
        status: precise(status, diagnostic),
      };
    case 'delivered':
      return { kind: 'delivered' };
    case 'delayed':
    case 'relayed':
    case 'expanded':
      return { kind: 'nothing', reason: `a report that it was ${action}` };
    default:
      return status?.startsWith('5')
        ? { kind: 'failed', bounce: hardness(status), status }
        : { kind: 'nothing', reason: 'a report without an action' };
  }
}

function fieldOf(report: string, name: string): string | null {
  const unfolded = report.replace(/\r?\n[ \t]+/g, ' ');
  const found = new RegExp(`^${name}:[ \\t]*(.{1,1000})$`, 'im').exec(unfolded)?.[1];
  return found === undefined ? null : found.trim().toLowerCase();
}

/** Many servers write 5.0.0 and give their reason in words only. */
function precise(status: string | null, diagnostic: string): string | null {
  if (status !== null && !/^\d\.0\.0$/.test(status)) return status;
  return (
    /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(diagnostic)?.[1] ?? /\b([45]\d\d)\b/.exec(diagnostic)?.[1] ?? status
  );
}

/**
 * Whether an address is gone for good. A full mailbox (x.2.2), a network's trouble (x.4.x) and a policy that judged
 * the mail rather than the address (x.7.x, x.3.x, x.6.x) may all be over tomorrow.
 * @param status an enhanced code of RFC 3463, or one of SMTP
 */
export function hardness(status: string | null): 'soft' | 'hard' {
  if (status === null) return 'soft';
  if (!status.startsWith('5')) return 'soft';
  if (/^5\.(?:2\.2|2\.3|3\.|4\.|6\.|7\.)/.test(status) || /^(?:552|554)$/.test(status)) return 'soft';
  return 'hard';
}

function guessedFrom(text: string): Report {
  const code = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? /\b(5[05]\d)[ -]/.exec(text)?.[1] ?? null;
  if (code) return { kind: 'failed', bounce: hardness(code), status: code };
  const isGone =
    /user unknown|unknown user|no such user|does not exist|mailbox (?:unavailable|not found)/i.test(text);
  return { kind: 'failed', bounce: isGone ? 'hard' : 'soft', status: null };
}
