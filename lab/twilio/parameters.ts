import type { Message, Status } from './state.ts';

/** What Twilio posts for an incoming message (https://www.twilio.com/docs/messaging/guides/webhook-request). */
export function incomingParameters(
  message: Message,
  { accountSid, optOutType }: { accountSid: string; optOutType: string | null },
): Record<string, string> {
  const { sid, from, to, body, media, segments } = message;
  return {
    ToCountry: country(to),
    ToState: '',
    SmsMessageSid: sid,
    NumMedia: String(media.length),
    ToCity: '',
    FromZip: '',
    SmsSid: sid,
    FromState: '',
    SmsStatus: 'received',
    FromCity: '',
    Body: body,
    FromCountry: country(from),
    To: to,
    ToZip: '',
    NumSegments: String(segments),
    MessageSid: sid,
    AccountSid: accountSid,
    From: from,
    ApiVersion: '2010-04-01',
    ...Object.fromEntries(media.map(({ url }, i) => [`MediaUrl${i}`, url])),
    ...Object.fromEntries(media.map(({ contentType }, i) => [`MediaContentType${i}`, contentType])),
    ...(optOutType === null ? {} : { OptOutType: optOutType }),
  };
}

/** What it posts for news of an outgoing one (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). */
export function statusParameters(
  message: Message,
  status: Status,
  accountSid: string,
): Record<string, string> {
  const { sid, from, to, errorCode } = message;
  return {
    SmsSid: sid,
    SmsStatus: status,
    MessageStatus: status,
    To: to,
    MessageSid: sid,
    AccountSid: accountSid,
    From: from,
    ApiVersion: '2010-04-01',
    ...(status === 'undelivered' && errorCode !== null ? { ErrorCode: String(errorCode) } : {}),
  };
}

/** Twilio looks numbers up; here a few countries of the cast are enough. */
const countries: [prefix: string, country: string][] = [
  ['+1', 'US'],
  ['+34', 'ES'],
  ['+44', 'GB'],
  ['+49', 'DE'],
  ['+52', 'MX'],
  ['+54', 'AR'],
];

const country = (number: string) => countries.find(([prefix]) => number.startsWith(prefix))?.[1] ?? '';
