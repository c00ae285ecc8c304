import { GrammyError, HttpError } from 'grammy';
import { SendError, type SendErrorCode } from '../../domain/errors.ts';

/** How Telegram's refusals read; its texts are in the source of the Bot API server, as its page lists none. */
const gone =
  /chat not found|user not found|no access to the user|PEER_ID_INVALID|INPUT_USER_DEACTIVATED|USER_IS_BLOCKED|can't initiate conversation|can't send messages to bots/i;
const unchangeable =
  /message to edit not found|message can't be edited|message can't be deleted|MESSAGE_ID_INVALID|no (text|caption) in the message to edit/i;

/**
 * Each answer of the Bot API, in the product's words; the first row that fits wins.
 *
 * | answer                                        | becomes     | ours | why |
 * | --------------------------------------------- | ----------- | ---- | --- |
 * | 429                                           | throttled   |      | waits `parameters.retry_after` |
 * | 403; chat or user not found                   | stopped     |      | blocked, deleted, or never wrote to the bot |
 * | message to change is gone or too old          | rejected    |      | the person or time was quicker |
 * | 401, 404, 421                                 | unreachable | yes  | the token is wrong: nothing may be lost by it, all waits until it is mended |
 * | other 4xx                                     | rejected    | yes  | we asked for something impossible |
 * | 502, 504                                      | uncertain   |      | the gateway does not know whether the bot server did it |
 * | other 5xx                                     | unreachable |      | the bot server says that it failed |
 * | refused, no such host, no route, certificate  | unreachable |      | nothing left this machine |
 * | reset, hung up, timed out, answer is not JSON | uncertain   |      | bytes left, and nobody said what became of them |
 *
 * The error made here holds no token and no text; the original does (in its URL and payload) and is not kept.
 */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  if (error instanceof GrammyError) return fromAnswer(error);
  if (error instanceof HttpError) return fromNetwork(error);
  return new SendError('rejected', 'A mistake in the Telegram channel', { ours: true, cause: error });
}

function fromAnswer({ error_code: status, description, parameters }: GrammyError): SendError {
  const retryAfterMs = parameters.retry_after === undefined ? undefined : parameters.retry_after * 1000;
  const refuse = (code: SendErrorCode, sentence: string, ours = false) =>
    new SendError(code, `${sentence} (${status}: ${description})`, {
      ours,
      retryAfterMs,
      providerCode: String(status),
    });
  if (status === 429) return refuse('throttled', 'Telegram wants us slower');
  if (status === 403 || gone.test(description)) return refuse('stopped', 'Nobody to reach at this address');
  if (unchangeable.test(description)) return refuse('rejected', 'The message can no longer be changed');
  if ([401, 404, 421].includes(status))
    return refuse('unreachable', 'Telegram does not know this bot token', true);
  if (status < 500) return refuse('rejected', 'Telegram refuses the request', true);
  if (status === 502 || status === 504) return refuse('uncertain', 'Telegram may or may not have done it');
  return refuse('unreachable', 'Telegram is in trouble');
}

/** Codes of Node's net, dns and tls modules that come up before a request is written. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|CERT_\w+|\w+_CERT\w*|UNABLE_TO_\w+)$/;

function fromNetwork({ error }: HttpError): SendError {
  const { code, reason } = networkTrouble(error);
  if (beforeSending.test(code) || reason.includes('connect ETIMEDOUT')) {
    return new SendError('unreachable', `Telegram cannot be reached (${code})`, { providerCode: code });
  }
  return new SendError('uncertain', `No answer from Telegram (${code})`, { providerCode: code });
}

function networkTrouble(error: unknown): { code: string; reason: string } {
  if (!(error instanceof Error)) return { code: 'unknown', reason: '' };
  if (error.message.includes('timed out after')) return { code: 'timeout', reason: '' };
  const { code, type } = error as Error & { code?: unknown; type?: unknown };
  return { code: String(code ?? type ?? error.name), reason: error.message };
}

/** True where the words are fine and only their formatting was not understood. */
export function isFormattingError(error: unknown): boolean {
  return error instanceof GrammyError && /can't parse entities/i.test(error.description);
}

/** True where Telegram refuses to do what is done already. */
export function isAlreadySo(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    /message is not modified|message to delete not found/i.test(error.description)
  );
}

/** True where Telegram does not know a file's id, or not for this bot: the bytes have to be sent again. */
export const isUnknownFile = (error: unknown) =>
  isRefusal(
    error,
    /wrong (remote )?file|invalid (remote )?file|FILE_REFERENCE_|FILE_ID_INVALID|can't use file of type/i,
  );

/** True where a file is taken, but not for the picture, film or sound that it is. */
export const isUnshowable = (error: unknown) =>
  isRefusal(
    error,
    /IMAGE_PROCESS_FAILED|PHOTO_\w*INVALID\w*|too big for a photo|(VIDEO|AUDIO|GIF)_\w*INVALID/,
  );

/** True where a person lets nobody send them voice notes. */
export const isUnwelcome = (error: unknown) =>
  isRefusal(error, /VOICE_MESSAGES_FORBIDDEN|restricted receiving of (voice|video)/i);

const isRefusal = (error: unknown, words: RegExp) =>
  error instanceof GrammyError && error.error_code === 400 && words.test(error.description);
