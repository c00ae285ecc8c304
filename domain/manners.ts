import type { ChannelName } from './channel.ts';
import { type TextRef, text } from './text.ts';

/** How people write and read on a channel, where it makes a difference to what is said. */
interface Manners {
  /** Commands begin with a slash; else they are words, shown in capitals. */
  hasSlash: boolean;
  /** Every character costs, on a small screen: the short form of things. */
  isTerse: boolean;
  /** What was sent can be brought up to date. */
  canEdit: boolean;
  /** The sender's address is a phone number, which nobody else can write from. */
  isPhone: boolean;
  /** One's own phone number can be shared with one tap, and is proven by it. */
  sharesContact: boolean;
}

const manners: Record<ChannelName, Manners> = {
  telegram: { hasSlash: true, isTerse: false, canEdit: true, isPhone: false, sharesContact: true },
  sms: { hasSlash: false, isTerse: true, canEdit: false, isPhone: true, sharesContact: false },
  web: { hasSlash: true, isTerse: false, canEdit: true, isPhone: false, sharesContact: false },
};

export const mannersOf = (channel: string): Manners => manners[channel as ChannelName];

/** A command as people type it there: `/reply`, or `REPLY`. Without a slash help is MENU: HELP is the carrier's word. */
export function typedWord(word: string, channel: string): string {
  if (mannersOf(channel).hasSlash) return `/${word}`;
  return word === 'help' ? 'MENU' : word.toUpperCase();
}

/** Shows what one may do. */
export const helpWord = (channel: string) => typedWord('help', channel);

/** Ends what is going on. Without a slash it is EXIT: CANCEL is the carrier's word, and stops everything. */
export const exitWord = (channel: string) => (mannersOf(channel).hasSlash ? '/cancel' : 'EXIT');

/** What the channel is called. */
export const channelLabel = (channel: string): TextRef => text(`channel.${channel as ChannelName}`);
