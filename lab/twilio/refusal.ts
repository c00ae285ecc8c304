/** What the API answers instead of a message. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }

  /** The body, field by field as https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions has it. */
  toJSON() {
    const { code, message, status } = this;
    return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
  }
}

/** Twilio's own words. */
export const refusals = {
  notAuthenticated: () => new Refusal(401, 20003, 'Authenticate'),
  notFound: (path: string) => new Refusal(404, 20404, `The requested resource ${path} was not found`),
  throttled: (retryAfter?: number) =>
    new Refusal(
      429,
      20429,
      'Too Many Requests',
      retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) },
    ),
  outOfService: (status: number) =>
    status === 503
      ? new Refusal(503, 20503, 'Service unavailable')
      : new Refusal(status, 20500, 'An internal server error has occurred'),
  noRecipient: () => new Refusal(400, 21604, "A 'To' phone number is required."),
  noSender: () => new Refusal(400, 21603, "A 'From' phone number is required."),
  noBody: () => new Refusal(400, 21602, 'Message body is required.'),
  badRecipient: (to: string) => new Refusal(400, 21211, `Invalid 'To' Phone Number: ${masked(to)}`),
  badSender: (from: string) => new Refusal(400, 21212, `Invalid From Number (caller ID): ${from}`),
  notOurs: (from: string) =>
    new Refusal(400, 21659, `'From' ${from} is not a Twilio phone number or Short Code country mismatch`),
  toOurselves: () => new Refusal(400, 21266, "'To' and 'From' number cannot be the same"),
  tooLong: () => new Refusal(400, 21617, 'The concatenated message body exceeds the 1600 character limit.'),
  optedOut: () => new Refusal(400, 21610, 'Attempt to send to unsubscribed recipient'),
};

/** For the knob that answers with a code: the words where this file has them, else plain ones. */
export function refusalOf(code: number, { to, from }: { to: string; from: string }): Refusal {
  const known = [
    refusals.notAuthenticated(),
    refusals.throttled(),
    refusals.outOfService(500),
    refusals.outOfService(503),
    refusals.noRecipient(),
    refusals.noSender(),
    refusals.noBody(),
    refusals.badRecipient(to),
    refusals.badSender(from),
    refusals.notOurs(from),
    refusals.toOurselves(),
    refusals.tooLong(),
    refusals.optedOut(),
    new Refusal(
      400,
      21408,
      `Permission to send an SMS has not been enabled for the region indicated by the 'To' number: ${to}`,
    ),
    new Refusal(
      400,
      21606,
      `The From phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.`,
    ),
    new Refusal(
      400,
      21608,
      `The number ${to} is unverified. Trial accounts cannot send messages to unverified numbers`,
    ),
    new Refusal(
      400,
      21612,
      `The 'To' phone number: ${to}, is not currently reachable using the 'From' phone number: ${from} via SMS.`,
    ),
    new Refusal(400, 21614, `'To' number is not a valid mobile number`),
  ];
  return known.find((one) => one.code === code) ?? new Refusal(400, code, `Error ${code}`);
}

/** Twilio hides the last digits here, not in its other answers. */
const masked = (number: string) => number.replace(/.{4}$/, 'XXXX');
