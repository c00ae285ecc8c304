import { SendError, type SendErrorCode } from '../../domain/errors.ts';

/** What nodemailer throws, as far as it is believed. Its texts hold addresses and are never repeated. */
interface Trouble {
  code?: unknown;
  responseCode?: unknown;
  response?: unknown;
}

interface Meaning {
  code: SendErrorCode;
  reason: string;
  ours?: true;
  /** A mailbox that takes nothing just now says nothing of the relay. */
  concerns?: 'address';
}

/**
 * What went wrong with a mail, in the product's words.
 * @param isBegun whether some of the mail's text was already on its way: then no answer means that it may have arrived,
 *   and it is sent again under the same Message-ID, by which the other side can know it
 */
export function toSendError(error: unknown, isBegun: boolean): SendError {
  if (error instanceof SendError) return error;
  const { code, responseCode, response } = (error ?? {}) as Trouble;
  if (typeof responseCode === 'number' && responseCode >= 400) {
    return refusal(responseCode, typeof response === 'string' ? response : '');
  }
  const { reason, ...meaning } = withoutAnswer(String(code), isBegun);
  return new SendError(meaning.code, reason, { ours: meaning.ours ?? false });
}

function withoutAnswer(code: string, isBegun: boolean): Meaning {
  if (isBegun)
    return { code: 'uncertain', reason: 'the mail server did not answer after the mail was sent to it' };
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
    case 'EOAUTH2':
      return { code: 'unreachable', reason: 'the mail server refuses our user and password', ours: true };
    case 'ETLS':
    case 'EREQUIRETLS':
      return { code: 'unreachable', reason: 'no encrypted connection to the mail server', ours: true };
    case 'ECONFIG':
      return { code: 'unreachable', reason: 'SMTP_URL is not usable', ours: true };
    case 'EENVELOPE':
    case 'EMESSAGE':
    case 'EFILEACCESS':
    case 'EURLACCESS':
      return { code: 'rejected', reason: 'the mail could not be put together', ours: true };
    default:
      return { code: 'unreachable', reason: 'the mail server cannot be reached' };
  }
}

/** The enhanced code (RFC 3463) says more than the reply code, where there is one; it becomes the provider's code. */
function refusal(replyCode: number, response: string): SendError {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/m.exec(response)?.[1];
  const { code, reason, ours, concerns } = meaningOf(replyCode, enhanced ?? '', response);
  return new SendError(code, `${reason} (SMTP ${replyCode})`, {
    ours: ours ?? false,
    concerns: concerns ?? 'channel',
    providerCode: enhanced ?? String(replyCode),
  });
}

/** Replies of RFC 5321 section 4.2.3, enhanced codes of RFC 3463 section 3. The first line that fits wins. */
function meaningOf(replyCode: number, enhanced: string, response: string): Meaning {
  const isTemporary = replyCode < 500;
  if (/^5\.7\.8$/.test(enhanced) || [530, 534, 535, 538].includes(replyCode)) {
    return { code: 'unreachable', reason: 'the mail server refuses our user and password', ours: true };
  }
  if (
    isTemporary &&
    /throttl|rate|too many|slow|4\.7\.2[78]|quota exceeded for sender/i.test(`${enhanced} ${response}`)
  ) {
    return { code: 'throttled', reason: 'the mail server wants us slower' };
  }
  if (isTemporary && replyCode === 421)
    return { code: 'unreachable', reason: 'the mail server is about to go away' };
  if (isTemporary)
    return {
      code: 'unreachable',
      reason: 'the mail server cannot take the mail just now',
      concerns: 'address',
    };
  if (
    /^5\.1\.[1236]|^5\.1\.10|^5\.2\.1/.test(enhanced) ||
    (!enhanced && [550, 551, 553].includes(replyCode))
  ) {
    return { code: 'rejected', reason: 'this address takes no mail' };
  }
  if (/^5\.1\.[78]/.test(enhanced))
    return { code: 'rejected', reason: 'our own address is refused', ours: true };
  if (/^5\.2\.2/.test(enhanced)) return { code: 'rejected', reason: 'the mailbox is full' };
  if (/^5\.[23]\.[34]/.test(enhanced) || replyCode === 552) {
    return { code: 'rejected', reason: 'the mail is larger than the server takes', ours: true };
  }
  if (enhanced.startsWith('5.7'))
    return { code: 'rejected', reason: 'the mail server takes no such mail from us', ours: true };
  if (replyCode < 510)
    return { code: 'rejected', reason: 'the mail server did not understand us', ours: true };
  return { code: 'rejected', reason: 'the mail server refused the mail' };
}
