import { z } from 'zod';
import type { MediaKind, Parsed, Receipt, Said, SaidFile } from '../../domain/channel.ts';
import { isFileKind } from '../../domain/media.ts';
import { carrierWordIn } from './keywords.ts';

/** Postgres can store no null byte, neither in text nor in jsonb. */
const text = z.string().transform((value) => value.replaceAll('\0', ''));

/** What we read of https://www.twilio.com/docs/messaging/guides/webhook-request; Twilio adds parameters unannounced. */
const IncomingSms = z.object({
  MessageSid: text.pipe(z.string().min(1)),
  From: text,
  To: text.pipe(z.string().min(1)),
  Body: text.default(''),
  NumMedia: z.coerce.number().int().min(0).default(0),
  MediaContentType0: text.default(''),
  OptOutType: text.default(''),
});

/** What we read of https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
const StatusCallback = z.object({
  MessageSid: text.pipe(z.string().min(1)),
  MessageStatus: z.string().min(1),
  From: text.default(''),
  ErrorCode: text.default(''),
});

/** The person replied STOP, and Twilio sends them nothing more (https://www.twilio.com/docs/errors/21610). */
const OPTED_OUT = '21610';

const E164 = /^\+[1-9]\d{4,14}$/;

/** An incoming message, or `null` where the parameters are not one. */
export function parseIncomingSms(parameters: unknown): Parsed | null {
  const { success, data: sms } = IncomingSms.safeParse(parameters);
  if (!success) return null;
  // Short codes and senders with a name are machines: answering them starts loops.
  if (!E164.test(sms.From)) return { kind: 'ignored', reason: 'the sender is not a phone number' };
  const inbound = {
    channel: 'sms' as const,
    account: sms.To,
    externalId: sms.MessageSid,
    from: sms.From,
    sequence: null,
    said: said(sms, filesIn(parameters, sms.NumMedia)),
    language: null,
    name: null,
    raw: withoutNulls(parameters),
  };
  return { kind: 'inbound', inbound };
}

/** News of a message we sent, or `null` where the parameters are none. */
export function parseStatusCallback(parameters: unknown, account: string): Parsed | null {
  const { success, data: callback } = StatusCallback.safeParse(parameters);
  if (!success) return null;
  const status = statuses.get(callback.MessageStatus);
  if (!status) return { kind: 'ignored', reason: `status ${callback.MessageStatus.slice(0, 40)}` };
  const failureCode = status === 'failed' && callback.ErrorCode !== '' ? callback.ErrorCode : null;
  const receipt: Receipt = {
    channel: 'sms',
    account: callback.From || account,
    providerId: callback.MessageSid,
    status,
    providerCode: failureCode,
    isStopped: failureCode === OPTED_OUT,
  };
  return { kind: 'receipt', receipt };
}

/** Statuses on the way (queued, accepted, sending, scheduled) tell nothing that our own send did not. */
const statuses = new Map<string, Receipt['status']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** Who wants to hear nothing more may say so under a picture, or a phone may add its card to the word. */
function said(sms: z.infer<typeof IncomingSms>, files: SaidFile[]): Said {
  const word = carrierWordIn(sms.Body, sms.OptOutType);
  if (word) return { kind: word };
  if (sms.NumMedia === 0) return { kind: 'text', text: sms.Body, replyTo: null };
  const media = mediaKind(sms.MediaContentType0);
  const [file = null, ...more] = isFileKind(media) ? files : [];
  return {
    kind: 'media',
    media,
    caption: sms.Body || null,
    replyTo: null,
    file,
    ...(more.length > 0 && { more }),
  };
}

/** What an MMS holds at most (https://www.twilio.com/docs/messaging/guides/webhook-request#media-related-parameters). */
const mostFiles = 10;

/** The files, by their addresses at Twilio. */
function filesIn(parameters: unknown, count: number): SaidFile[] {
  const given = z.record(z.string(), z.unknown()).parse(parameters);
  return Array.from({ length: Math.min(count, mostFiles) }, (_, i) => fileOf(given, i)).filter(
    (file) => file.id !== '',
  );
}

function fileOf(given: Record<string, unknown>, index: number): SaidFile {
  const field = (name: string) => text.safeParse(given[`${name}${index}`]).data ?? '';
  return { id: field('MediaUrl'), mime: field('MediaContentType') || null, name: null, size: null };
}

function mediaKind(contentType: string): MediaKind {
  const [family, format] = contentType.toLowerCase().split(/[/;]/);
  if (family === 'image') return format === 'gif' ? 'animation' : 'photo';
  if (family === 'video' || family === 'audio') return family;
  return family === 'application' || family === 'text' ? 'document' : 'other';
}

/** The whole payload, also what this version does not read. */
function withoutNulls(parameters: unknown): Record<string, unknown> {
  return z.record(z.string(), z.union([text, z.array(text), z.unknown()])).parse(parameters);
}
