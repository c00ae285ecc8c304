import { SendError } from '../../domain/errors.ts';

/** Puppeteer's words for a page or a browser that went away while it was asked. */
const gone =
  /target closed|session closed|connection closed|page has been closed|execution context|detached|browser has disconnected|navigat/i;
/** WhatsApp Web's own words. */
const nobody = /no lid for user|not registered|chat not found/i;
const badId = /wid error|invalid wid/i;
const badFile = /media-fault|upload failed|media entry|media type/i;

/**
 * What the library threw, in the product's words; the first row that fits wins.
 *
 * | what                                  | becomes     | ours | why |
 * | ------------------------------------- | ----------- | ---- | --- |
 * | page or browser went away             | uncertain   |      | it may have sent it before |
 * | nobody has WhatsApp there             | rejected    |      | |
 * | no id of WhatsApp's                   | rejected    | yes  | |
 * | the file was not uploaded             | unreachable |      | nothing is sent before |
 * | any other error within the page       | unreachable |      | WhatsApp Web itself says that it failed |
 *
 * The library's texts may hold ids of chats: they are matched, and not kept.
 */
export function toSendError(error: unknown): SendError {
  if (error instanceof SendError) return error;
  const words = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  if (gone.test(words)) return new SendError('uncertain', 'the browser went away while sending');
  if (nobody.test(words))
    return new SendError('rejected', 'nobody has WhatsApp at this address', { providerCode: 'no WhatsApp' });
  if (badId.test(words)) return new SendError('rejected', 'WhatsApp knows no such id', { ours: true });
  if (badFile.test(words))
    return new SendError('unreachable', 'WhatsApp did not take the file', { concerns: 'address' });
  return new SendError('unreachable', 'WhatsApp Web could not send it');
}

/** A question, or what may be done twice without harm, is never uncertain. */
export function repeatable(error: unknown): SendError {
  const failure = toSendError(error);
  return failure.code === 'uncertain' ? new SendError('unreachable', failure.message) : failure;
}

export const notConnected = () =>
  new SendError('unreachable', 'WhatsApp Web is not connected just now', { providerCode: 'not connected' });

/** The first line of what was thrown, for the operator. The library throws texts as well as errors. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message.split('\n', 1)[0]! : String(error);
}
