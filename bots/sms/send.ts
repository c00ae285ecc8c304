import type { Twilio } from 'twilio';
import type { Channel, Outbound, Sent } from '../../domain/channel.ts';
import type { Clock } from '../../domain/clock.ts';
import { SendError } from '../../domain/errors.ts';
import { type TwilioAccess, twilioClient } from './client.ts';
import { render } from './render.ts';
import { segmentsOf } from './segments.ts';
import { acceptedParts } from './settle.ts';

export interface SmsChannelOptions extends TwilioAccess {
  /** Our number, E.164. */
  phoneNumber: string;
  /** Where Twilio reports what becomes of a message. */
  statusCallback: string;
  /** What our own times are told by. */
  clock?: Clock;
}

/** The way out by text message. The client is made at the first use, or by `connect`, which finds a bad account id. */
export function smsChannel(options: SmsChannelOptions): Channel & { connect(): Promise<Twilio> } {
  let client: Promise<Twilio> | undefined;
  /** How far Twilio's clock is ahead of ours. */
  let aheadMs = 0;
  const onTime = (theirs: Date) => {
    if (options.clock) aheadMs = theirs.getTime() - options.clock.now().getTime();
  };
  const connect = () => {
    client ??= twilioClient({ ...options, onTime });
    return client;
  };

  /** Sends those parts that have no id yet, in order, and gives the ids of all. */
  async function sendMissing(to: string, bodies: string[], known: (string | undefined)[]): Promise<Sent> {
    const { messages } = await connect();
    const providerIds = [...known];
    for (const [i, body] of bodies.entries()) {
      if (providerIds[i] !== undefined) continue;
      const { phoneNumber: from, statusCallback } = options;
      const created = await messages.create({ to, from, body, statusCallback }).catch((error) => {
        throw partly(sendError(error), providerIds.some(Boolean));
      });
      providerIds[i] = created.sid;
    }
    return sent(providerIds as string[]);
  }

  return {
    name: 'sms',
    account: options.phoneNumber,
    can: { buttons: false, edit: false, delete: false, nativeReply: false, receipts: true },
    connect,

    async send(outbound) {
      const bodies = bodiesOf(outbound);
      return sendMissing(outbound.to, bodies, []);
    },

    settlesByWords: true,

    /** Where only some parts of a long text were accepted, sends the others: nobody wants (1/3) and (3/3). */
    async settle(outbound, attemptedAt) {
      const bodies = bodiesOf(outbound);
      const theirTime = () => new Date(attemptedAt.getTime() + aheadMs);
      const question = { to: outbound.to, from: options.phoneNumber, bodies, theirTime };
      const known = await acceptedParts(await connect(), question).catch((error) => {
        throw unasked(sendError(error));
      });
      return known.some(Boolean) ? sendMissing(outbound.to, bodies, known) : null;
    },

    segments: (outbound) => render(outbound).reduce((sum, body) => sum + segmentsOf(body).segments, 0),
  };
}

function bodiesOf(outbound: Outbound): string[] {
  if (outbound.change)
    throw new SendError('rejected', 'a text message cannot be changed once it is sent', { ours: true });
  const bodies = render(outbound);
  if (bodies[0] === '') throw new SendError('rejected', 'the message has no text', { ours: true });
  return bodies;
}

function sent(providerIds: string[]): Sent {
  return providerIds.length === 1
    ? { providerIds }
    : { providerIds, note: `sent as ${providerIds.length} messages` };
}

/** Our http client throws nothing else; what is left is the package failing to read an answer that was a success. */
function sendError(error: unknown): SendError {
  return error instanceof SendError ? error : new SendError('uncertain', "Twilio's answer could not be read");
}

/** With some parts accepted, a plain retry would send those twice: `settle` finds them and sends the rest. */
function partly(error: SendError, isPartlySent: boolean): SendError {
  if (!isPartlySent || !error.retryable) return error;
  const { ours, retryAfterMs, providerCode } = error;
  return new SendError('uncertain', `only some parts were accepted: ${error.message}`, {
    ours,
    cause: error,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(providerCode === undefined ? {} : { providerCode }),
  });
}

/** A question that got no answer has sent nothing: whatever was wrong, it can be asked again. */
function unasked(error: SendError): SendError {
  return error.retryable
    ? error
    : new SendError('unreachable', `Twilio could not be asked: ${error.message}`, { cause: error });
}
