import type { Channels } from './channels.ts';
import type { TwilioConfig } from './config/channels.ts';
import type { Config } from './config.ts';
import type { Handover } from './delivery/handover.ts';
import type { CountSegments } from './delivery/smsCost.ts';
import { readPhone } from './domain/phone.ts';
import { flowBook } from './flows/engine/book.ts';
import { ConversationEngine } from './flows/engine/engine.ts';
import { flows } from './flows/registry.ts';
import type { Foundation } from './foundation.ts';
import { limitsSet, saidLimits } from './limits.ts';

export interface ConversationsOptions {
  sms: Config['sms'];
  messagesPerMinute: number;
  registrationsPerHour: number;
  twilio: TwilioConfig | undefined;
  channels: Channels;
  /** Where `/admin` leads. */
  signInUrl: string;
  countSegments: CountSegments;
  /** Answers are sent from here as soon as they are committed. */
  handover: () => Handover;
}

/** What takes in all that is said; `start` it for what was kept, and for timers. */
export function openConversations(
  { sql, clock, random, newId, vault, log, observer, redis, broadcast }: Foundation,
  { channels, countSegments, handover, signInUrl, ...config }: ConversationsOptions,
): ConversationEngine {
  const settings = {
    accounts: channels.accounts,
    place: channels.place,
    signInUrl,
    readsGroups: channels.readsGroups,
    smsCountries: countriesOf(config),
    smsCodesPerHour: config.sms.codesPerHour,
    answersCarrierWords: config.twilio?.answersKeywords === false,
  };
  const limits = config.messagesPerMinute > 0 ? saidLimits({ redis, clock }, limitsSet(config)) : null;
  const book = flowBook(flows);
  return new ConversationEngine(
    { sql, clock, random, newId, vault, log, observer, settings, flows: book, countSegments, limits },
    (queues) => broadcast.tell({ kind: 'queued', queues }),
    handover,
  );
}

function countriesOf({ sms, twilio }: Pick<ConversationsOptions, 'sms' | 'twilio'>): string[] | null {
  if (sms.allowedCountries === 'all') return null;
  if (sms.allowedCountries !== 'home') return sms.allowedCountries;
  const home = twilio && readPhone(twilio.phoneNumber)?.country;
  // A number of ours that tells no country opens no other one: whoever wants that says so.
  return home ? [home] : [];
}
