import { SendError, type SendErrorCode } from '../../domain/errors.ts';

/** What a code of Twilio's means for a delivery; `ours` where an operator, not the recipient, must mend something. */
interface Refusal {
  code: SendErrorCode;
  reason: string;
  ours?: true;
  /** Where it is only this recipient who is sent too much. */
  concerns?: 'address';
}

/**
 * Twilio's answers to a send that we can tell apart; each has its page at https://www.twilio.com/docs/errors/CODE.
 * What an operator can mend while the retries run (credentials, our number) is `unreachable`; what stays refused for
 * this message is `rejected`.
 */
const refusals: Record<string, Refusal> = {
  14107: {
    code: 'throttled',
    reason: 'Twilio takes no more messages to this number just now',
    concerns: 'address',
  },
  20429: { code: 'throttled', reason: 'Twilio wants us slower' },
  21611: { code: 'throttled', reason: "our number's queue at Twilio is full" },
  30001: { code: 'throttled', reason: "our number's queue at Twilio is full" },
  63038: { code: 'throttled', reason: "the account's daily limit of messages is reached" },

  20003: { code: 'unreachable', reason: 'Twilio refuses our account id and token', ours: true },
  20005: { code: 'unreachable', reason: 'our Twilio account is not active', ours: true },
  20404: { code: 'unreachable', reason: 'Twilio does not know our account', ours: true },
  21212: { code: 'unreachable', reason: 'our number is not one Twilio can send from', ours: true },
  21603: { code: 'unreachable', reason: 'our number is missing', ours: true },
  21606: { code: 'unreachable', reason: 'our number cannot send text messages', ours: true },
  21659: { code: 'unreachable', reason: 'our number is not one of Twilio', ours: true },
  21660: { code: 'unreachable', reason: 'our number belongs to another account', ours: true },
  30002: { code: 'unreachable', reason: 'our Twilio account is suspended', ours: true },
  20503: { code: 'unreachable', reason: 'Twilio is out of service' },

  20500: { code: 'uncertain', reason: 'Twilio had trouble of its own' },

  21610: { code: 'stopped', reason: 'the person replied STOP' },

  20001: { code: 'rejected', reason: 'Twilio did not understand our request', ours: true },
  21211: { code: 'rejected', reason: 'this is not a valid phone number' },
  21217: { code: 'rejected', reason: 'this is not a valid phone number' },
  21265: { code: 'rejected', reason: 'this number is a short code' },
  21266: { code: 'rejected', reason: 'this number is our own' },
  21408: { code: 'rejected', reason: 'our account may not send to this country', ours: true },
  21601: { code: 'rejected', reason: 'our number cannot send text messages there', ours: true },
  21602: { code: 'rejected', reason: 'the message has no text', ours: true },
  21604: { code: 'rejected', reason: 'the message has no recipient', ours: true },
  21608: { code: 'rejected', reason: 'a trial account sends to verified numbers only', ours: true },
  21609: { code: 'rejected', reason: 'our address for status callbacks is not valid', ours: true },
  21612: { code: 'rejected', reason: 'this number cannot be reached from ours' },
  21614: { code: 'rejected', reason: 'this number takes no text messages' },
  21617: { code: 'rejected', reason: 'the message is longer than Twilio takes', ours: true },
  21635: { code: 'rejected', reason: 'this number is a landline' },
  30003: { code: 'rejected', reason: 'the phone is switched off or out of reach' },
  30004: { code: 'rejected', reason: 'the message was blocked on the way' },
  30005: { code: 'rejected', reason: 'this number is not in use' },
  30006: { code: 'rejected', reason: 'this number is a landline, or its carrier cannot be reached' },
  30007: { code: 'rejected', reason: 'a carrier filtered the message as unwanted' },
  30008: { code: 'rejected', reason: 'the carrier gave no reason' },
  30034: {
    code: 'rejected',
    reason: 'our number is not registered for messages to the United States',
    ours: true,
  },
};

/** An answer of Twilio's API that is not a success. */
export interface Answer {
  status: number;
  /** Twilio's own code, where the body had one. */
  code: string | undefined;
  /** As the Retry-After header gives it, in seconds. */
  retryAfter: string | undefined;
}

/** The one place where Twilio's answers become ours. Nothing of the request is repeated: it holds number and text. */
export function refusal({ status, code, retryAfter }: Answer): SendError {
  const known = code === undefined ? undefined : refusals[code];
  const { code: meaning, reason, ours, concerns } = known ?? byStatus(status);
  const seconds = Number(retryAfter ?? Number.NaN);
  return new SendError(meaning, `${reason} (HTTP ${status})`, {
    ours: ours ?? false,
    concerns: concerns ?? 'channel',
    ...(code === undefined ? {} : { providerCode: code }),
    ...(meaning === 'throttled' && Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {}),
  });
}

/**
 * For codes we have not met. 503 comes before any work was done; after any other trouble of a server, or of a gateway
 * in between, the message may have been taken.
 */
function byStatus(status: number): Refusal {
  if (status === 429) return { code: 'throttled', reason: 'Twilio wants us slower' };
  if (status === 401 || status === 403)
    return { code: 'unreachable', reason: 'Twilio refuses our account', ours: true };
  if (status === 503) return { code: 'unreachable', reason: 'Twilio is out of service' };
  if (status >= 500) return { code: 'uncertain', reason: 'Twilio had trouble of its own' };
  return { code: 'rejected', reason: 'Twilio refused the message for a reason we do not know', ours: true };
}
