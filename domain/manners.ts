import type { ChannelName } from './channel.ts';
import { type TextRef, text } from './text.ts';

/** How people write and read on a channel, where it makes a difference to what is said. */
interface Manners {
  /** Commands begin with a slash; else they are words, shown in capitals. */
  hasSlash: boolean;
  /** Choices are pressed; else they are lines with numbers, and typed. */
  hasButtons: boolean;
  /** Every character costs, on a small screen: the short form of things. */
  isTerse: boolean;
  /** What was sent can be brought up to date. */
  canEdit: boolean;
  /** The sender's address is a phone number, which nobody else can write from. */
  isPhone: boolean;
  /** They can share their own number with one tap, which proves it. */
  hasContactButton: boolean;
  /** How many pictures and other files a message shows; the others are linked to. */
  mostFiles: number;
  /** How much they may weigh together, in bytes. */
  mostFileBytes: number;
  /** For how long after their last words we may write anything, in milliseconds; null for ever. */
  windowMs: number | null;
}

/**
 * WhatsApp's customer service window. A little less than its 24 hours: it counts from when they wrote, we from when we heard.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages#customer-service-windows
 */
export const whatsappWindowMs = (24 * 60 - 10) * 60_000;

/**
 * Most mailboxes take mails of 25 MB, and base64 makes a third more of a file.
 * https://support.google.com/mail/answer/6584
 */
const mailFileBytes = 18_000_000;

const chat: Manners = {
  hasSlash: true,
  hasButtons: true,
  isTerse: false,
  canEdit: false,
  isPhone: false,
  hasContactButton: false,
  mostFiles: 1,
  mostFileBytes: Number.POSITIVE_INFINITY,
  windowMs: null,
};

const manners: Record<ChannelName, Manners> = {
  telegram: { ...chat, canEdit: true, hasContactButton: true },
  whatsapp: { ...chat, windowMs: whatsappWindowMs },
  'whatsapp-web': { ...chat, hasButtons: false },
  email: { ...chat, hasSlash: false, hasButtons: false, mostFiles: 10, mostFileBytes: mailFileBytes },
  web: { ...chat, canEdit: true, mostFiles: 10 },
  sms: { ...chat, hasSlash: false, hasButtons: false, isTerse: true, isPhone: true, mostFiles: 0 },
};

export const mannersOf = (channel: string): Manners => manners[channel as ChannelName];

/** A command as people type it there: `/reply`, or `REPLY`. Without a slash help is MENU: HELP is the carrier's word. */
export function typedWord(word: string, channel: string): string {
  if (mannersOf(channel).hasSlash) return `/${word}`;
  return word === 'help' ? 'MENU' : word.toUpperCase();
}

/** Commands that sentences name, whoever reads them and wherever: `{help}` is `/help`, or `MENU`. */
export const commandWords = (channel: string) => ({
  help: helpWord(channel),
  linkWord: typedWord('link', channel),
  mydataWord: typedWord('mydata', channel),
  membersWord: typedWord('members', channel),
  settingsWord: typedWord('settings', channel),
});

/** Shows what one may do. */
export const helpWord = (channel: string) => typedWord('help', channel);

/** Ends what is going on. Without a slash it is EXIT: CANCEL is the carrier's word, and stops everything. */
export const exitWord = (channel: string) => (mannersOf(channel).hasSlash ? '/cancel' : 'EXIT');

/** What the channel is called. */
export const channelLabel = (channel: string): TextRef => text(`channel.${channel as ChannelName}`);
