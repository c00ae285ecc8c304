import { z } from 'zod';
import type { Parsed, Receipt } from '../../domain/channel.ts';
import { isOwnMessageId, type Mailbox, messageIdOf, purposeOf } from './address.ts';
import { hardness } from './bounce.ts';
import type { RawMail } from './parse.ts';
import { domainOf } from './verdict.ts';

const verdict = z.object({ status: z.string() }).optional();

const receivedSchema = z.object({
  notificationType: z.literal('Received'),
  mail: z.object({
    source: z.string().nullish(),
    commonHeaders: z.object({ from: z.array(z.string()).optional() }).optional(),
  }),
  receipt: z.object({
    recipients: z.array(z.string()).max(1_000),
    spamVerdict: verdict,
    virusVerdict: verdict,
    dmarcVerdict: verdict,
    action: z.object({ type: z.string(), encoding: z.string().optional() }),
  }),
  content: z.string().optional(),
});

const eventSchema = z.object({
  notificationType: z.string().optional(),
  eventType: z.string().optional(),
  mail: z.object({
    messageId: z.string(),
    source: z.string().nullish(),
    commonHeaders: z.object({ messageId: z.string().optional() }).optional(),
  }),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: z.array(z.object({ status: z.string().optional() })),
    })
    .optional(),
  complaint: z.object({ complaintFeedbackType: z.string().nullish() }).optional(),
});

type Event = z.infer<typeof eventSchema>;

/** What SES says through SNS: a mail that came in, news of one that went out, or nothing for us. */
export type SesNews = { kind: 'mail'; raw: RawMail } | { kind: 'parsed'; parsed: Parsed };

/**
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-notifications-contents.html and
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function parseSes(notification: unknown, mailbox: Mailbox, now: Date): SesNews {
  const received = receivedSchema.safeParse(notification).data;
  if (received) return mailIn(received);
  const event = eventSchema.safeParse(notification).data;
  return event ? { kind: 'parsed', parsed: parseEvent(event, mailbox, now) } : ignored('not of SES');
}

const ignored = (reason: string): SesNews => ({ kind: 'parsed', parsed: { kind: 'ignored', reason } });

/** Mails above 150 kB cannot come through SNS; SES then drops them, or keeps them in S3, which is not read. */
function mailIn({ receipt, mail, content }: z.infer<typeof receivedSchema>): SesNews {
  if (receipt.virusVerdict?.status === 'FAIL') return ignored('SES found a virus in it');
  if (receipt.spamVerdict?.status === 'FAIL') return ignored('SES takes it for spam');
  if (content === undefined)
    return ignored(`SES did not send the mail along (action ${receipt.action.type})`);
  const isBase64 = receipt.action.encoding?.toUpperCase() === 'BASE64';
  return {
    kind: 'mail',
    raw: {
      mail: isBase64 ? content : Buffer.from(content).toString('base64'),
      envelope: { from: mail.source ?? '', to: receipt.recipients },
      alignedDomain: receipt.dmarcVerdict?.status === 'PASS' ? domainOf(author(mail)) : null,
    },
  };
}

const author = ({ commonHeaders }: { commonHeaders?: { from?: string[] | undefined } | undefined }) =>
  commonHeaders?.from?.join(', ') ?? '';

function parseEvent(event: Event, mailbox: Mailbox, now: Date): Parsed {
  const news = newsIn(event);
  if (!news) return { kind: 'ignored', reason: `SES event ${kindOf(event).slice(0, 40)}` };
  const nothing = { providerCode: null, isStopped: false };
  const providerId = deliveryOf(event, mailbox, now);
  return {
    kind: 'receipt',
    receipt: { channel: 'email', account: mailbox.own, providerId, ...nothing, ...news },
  };
}

const kindOf = ({ notificationType, eventType }: Event) => notificationType ?? eventType ?? '';

/** Its MAIL FROM names a delivery best; SES has put its own Message-ID over ours. */
function deliveryOf({ mail }: Event, mailbox: Mailbox, now: Date): string {
  const purpose = mail.source ? purposeOf(mail.source, mailbox, now) : null;
  if (purpose?.kind === 'bounce') return messageIdOf(purpose.deliveryId, mailbox.domain);
  const id = mail.commonHeaders?.messageId?.replace(/[<>]/g, '') ?? '';
  return isOwnMessageId(id, mailbox.domain) ? id : mail.messageId;
}

function newsIn(event: Event): (Pick<Receipt, 'status'> & Partial<Receipt>) | null {
  switch (kindOf(event)) {
    case 'Send':
      return { status: 'sent' };
    case 'Delivery':
      return { status: 'delivered' };
    case 'Open':
    case 'Click':
      return { status: 'read' };
    case 'Reject':
    case 'Rendering Failure':
      return { status: 'failed', providerCode: kindOf(event) };
    case 'Bounce':
      return bounced(event);
    case 'Complaint':
      return event.complaint?.complaintFeedbackType === 'not-spam'
        ? null
        : { status: 'failed', providerCode: 'complaint', isStopped: true };
    default:
      return null;
  }
}

/** "Permanent" is SES' own judgement; it also holds where the other side gave no code. */
function bounced({ bounce }: Event): Pick<Receipt, 'status'> & Partial<Receipt> {
  const code = bounce?.bouncedRecipients[0]?.status ?? null;
  const isPermanent = bounce?.bounceType === 'Permanent' && (code === null || hardness(code) === 'hard');
  return {
    status: 'failed',
    providerCode: code ?? bounce?.bounceSubType ?? null,
    bounce: isPermanent ? 'hard' : 'soft',
  };
}
