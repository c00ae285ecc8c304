import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { Parsed, Receipt } from '../../domain/channel.ts';
import { isOwnMessageId, type Mailbox, messageIdOf } from './address.ts';
import { hardness } from './bounce.ts';

/** Given to SendGrid with each mail, and returned in each of its events. */
export const DELIVERY_ARGUMENT = 'homeroom_delivery';

/**
 * Whether a body was signed by SendGrid: ECDSA over the timestamp and the raw bytes.
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 * @param publicKey base64 of a DER key, as the settings show it; an unusable one verifies nothing
 */
export function isFromSendGrid(
  publicKey: string,
  { signature, timestamp, body }: { signature: string; timestamp: string; body: Buffer },
): boolean {
  if (!publicKey || !signature || !/^\d{1,15}$/.test(timestamp)) return false;
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    return key.asymmetricKeyType === 'ec' && verify('sha256', signed, key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

const eventSchema = z.object({
  event: z.string(),
  type: z.string().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  'smtp-id': z.string().optional(),
  sg_machine_open: z.boolean().optional(),
  [DELIVERY_ARGUMENT]: z.string().optional(),
});

type Event = z.infer<typeof eventSchema>;

/** What a batch of events says; `null` where it is no list. One that makes no sense does not spoil the others. */
export function parseEvents(batch: unknown, mailbox: Mailbox): Parsed[] | null {
  if (!Array.isArray(batch)) return null;
  return batch.map((one) => {
    const read = eventSchema.safeParse(one);
    return read.success ? parseEvent(read.data, mailbox) : ignored('a malformed event');
  });
}

const ignored = (reason: string): Parsed => ({ kind: 'ignored', reason });

function parseEvent(event: Event, { domain, own }: Mailbox): Parsed {
  const news = newsIn(event);
  if (!news) return ignored(`event ${event.event.slice(0, 40)}`);
  const providerId = deliveryOf(event, domain);
  if (!providerId) return ignored('news of a mail that is none of ours');
  const nothing = { providerCode: null, isStopped: false };
  return { kind: 'receipt', receipt: { channel: 'email', account: own, providerId, ...nothing, ...news } };
}

function deliveryOf(event: Event, domain: string): string | null {
  const given = event[DELIVERY_ARGUMENT];
  if (given !== undefined && isOwnMessageId(messageIdOf(given, domain), domain))
    return messageIdOf(given, domain);
  const id = event['smtp-id']?.replace(/[<>]/g, '') ?? '';
  return isOwnMessageId(id, domain) ? id : null;
}

type News = Pick<Receipt, 'status'> & Partial<Receipt>;

/** https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event; a machine's opening is nobody's reading. */
function newsIn(event: Event): News | null {
  switch (event.event) {
    case 'processed':
      return { status: 'sent' };
    case 'delivered':
      return { status: 'delivered' };
    case 'open':
      return event.sg_machine_open ? null : { status: 'read' };
    case 'click':
      return { status: 'read' };
    case 'bounce':
      return bounced(event);
    case 'dropped':
      return dropped(event);
    case 'spamreport':
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { status: 'failed', providerCode: event.event, isStopped: true };
    default:
      return null;
  }
}

function bounced({ type, status }: Event): News {
  const bounce = type === 'blocked' ? 'soft' : hardness(status ?? null);
  return { status: 'failed', providerCode: status ?? null, bounce };
}

/** SendGrid did not even try, because of what it remembers of the address. */
function dropped({ reason = '', status }: Event): News {
  const failed = { status: 'failed' as const, providerCode: status ?? 'dropped' };
  if (/spam report/i.test(reason)) return { ...failed, providerCode: 'spamreport', isStopped: true };
  if (/unsubscribed/i.test(reason)) return { ...failed, providerCode: 'unsubscribe', isStopped: true };
  return /bounced|invalid/i.test(reason) ? { ...failed, bounce: 'hard' } : failed;
}
