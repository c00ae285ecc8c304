import type { Lane } from './content.ts';

/** So many sends in so many seconds. */
export interface Rate {
  points: number;
  seconds: number;
}

/** How fast a provider wants to be written to. */
export interface Rates {
  /** By one number or bot of ours, to all together. */
  account?: Rate;
  /** To one person, posts. */
  address?: Rate;
  /** To one person, answers: as many in the long run, but several at a time, so that nobody waits within a talk. */
  burst?: Rate;
  /** To one group. */
  group?: Rate;
}

/**
 * - Telegram: about 30 a second in bulk, one a second to a chat with short bursts allowed, 20 a minute to a group
 *   (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this)
 * - WhatsApp: 80 a second by a number; to one person one in 6 seconds, where a burst of up to 45 is allowed and has to be
 *   waited for afterwards (https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput and
 *   .../support/error-codes, 131056)
 * - Twilio: one a second by a long code; more are only queued there
 *   (https://help.twilio.com/articles/115002943027)
 * - Mail: 14 a second, what Amazon SES grants first; other relays take more, and say so when they do not
 * - WhatsApp Web has no published rate: an ordinary account that writes faster than this does not look like a person
 */
const rates: Record<string, Rates> = {
  telegram: {
    account: { points: 30, seconds: 1 },
    address: { points: 1, seconds: 1 },
    burst: { points: 20, seconds: 20 },
    group: { points: 20, seconds: 60 },
  },
  whatsapp: {
    account: { points: 80, seconds: 1 },
    address: { points: 1, seconds: 6 },
    burst: { points: 20, seconds: 120 },
  },
  'whatsapp-web': { account: { points: 1, seconds: 1 } },
  sms: { account: { points: 1, seconds: 1 } },
  email: { account: { points: 14, seconds: 1 } },
};

/** The web has none: it is ours. */
export const ratesOf = (channel: string): Rates => rates[channel] ?? {};

/** Whom a send goes to, and by which of ours. */
export interface PacedSend {
  channel: string;
  account: string;
  addressId: string;
  lane: Lane;
  isGroup: boolean;
}

/**
 * Whether a send may go now. `nextMs`: how long the next one to the same address has to wait. Where it may not, `waitMs`
 * says for how long, and `scope` whether that holds for everybody on the channel.
 */
export type Turn =
  | { isFree: true; nextMs: number }
  | { isFree: false; waitMs: number; scope: 'address' | 'channel' };

/** Keeps us as slow as providers want us. */
export interface Pace {
  take(send: PacedSend): Promise<Turn>;
  /** More lanes, and more rows of a lane, would only have to be put back. */
  lanesAtOnce(channel: string): number;
  rowsAtOnce(channel: string, lane: Lane): number;
}

export const noPace: Pace = {
  take: async () => ({ isFree: true, nextMs: 0 }),
  lanesAtOnce: () => Number.MAX_SAFE_INTEGER,
  rowsAtOnce: () => Number.MAX_SAFE_INTEGER,
};
