import type { SendErrorCode } from './errors.ts';
import type { Formatted } from './formatting/formatted.ts';
import type { Mail, MailHead } from './mail.ts';

/** The channels a member can live on. */
export type ChannelName = 'telegram' | 'sms' | 'whatsapp' | 'whatsapp-web' | 'email' | 'web';

/** Where what has gone out stays. */
export const cannotTakeBack: ReadonlySet<string> = new Set<ChannelName>(['sms', 'whatsapp', 'email']);

/** Where nobody tells what arrived: what the provider accepted counts as delivered. */
export const noReceipts: ReadonlySet<string> = new Set<ChannelName>(['telegram', 'email']);

/** Things people send where the bot asked for text. */
export type MediaKind =
  | 'photo'
  | 'video'
  | 'voice'
  | 'audio'
  | 'document'
  | 'sticker'
  | 'animation'
  | 'location'
  | 'poll'
  | 'other';

/** A file that came with a message, still with its provider; `id` is what the provider gives it out for. */
export interface SaidFile {
  id: string;
  /** As the sender's device claims it; not to be believed. */
  mime: string | null;
  name: string | null;
  /** In bytes. */
  size: number | null;
  /** Of its bytes, base64. */
  sha256?: string | null;
  /** The id that it is to have with us, where its channel shows it before it is handled. */
  mediaId?: string;
}

/** What a person said or did, in the product's words. */
export type Said =
  /**
   * `replyTo` is the provider's id of the message natively replied to, `messageId` that of this one, where it can be
   * edited later. `repliedNumber` is what that message shows as its number, where the channel quotes it: of a copy that
   * was sent by a server which died before it heard the id, nothing else tells which it was. `markdown` says the same as
   * `text` with its formatting, where it has any; commands and answers read `text`.
   */
  | {
      kind: 'text';
      text: string;
      markdown?: string;
      replyTo: string | null;
      repliedNumber?: number;
      messageId?: string;
    }
  /** A button was pressed: `data` is what we put into the button, `messageId` the message that carries it. */
  | { kind: 'pressed'; data: string; messageId: string | null }
  /** A contact was shared; it proves the phone number only when it is the sender's own. `phone` is as the provider wrote it. */
  | { kind: 'contact'; phone: string; isOwn: boolean }
  | { kind: 'edited'; text: string; markdown?: string; messageId: string }
  /** They took their message back. */
  | { kind: 'deleted'; messageId: string }
  /** The group goes on under another id: Telegram's supergroups take over from groups. */
  | { kind: 'moved'; to: string }
  /** An emoji on the message `messageId`, ours or theirs; null where it was taken away again. */
  | { kind: 'reacted'; emoji: string | null; messageId: string }
  /**
   * `file` is null or missing where there is none to fetch (a location), or its channel does not tell; `more` are
   * further files of the same message, where a channel has several (a mail, an MMS).
   */
  | {
      kind: 'media';
      media: MediaKind;
      caption: string | null;
      /** The caption with its formatting, where it has any. */
      markdown?: string;
      replyTo: string | null;
      repliedNumber?: number;
      file?: SaidFile | null;
      /** Further files of the same message. */
      more?: SaidFile[];
      /** As with a text. */
      messageId?: string;
    }
  /** SMS carrier words as a whole message (STOP, START, HELP); on Telegram blocking and unblocking the bot. */
  | { kind: 'stopped' }
  | { kind: 'started' }
  | { kind: 'carrierHelp' }
  /** Something this version has no word for; `what` is the provider's name of it, for the log. */
  | { kind: 'unknown'; what: string };

/** One thing said to us, as its channel's parser understood it. */
export interface Inbound {
  channel: ChannelName;
  /** Our side: the bot's id, our phone number. */
  account: string;
  /** The provider's id of this event: with channel and account the dedupe key. */
  externalId: string;
  /**
   * Their side: a Telegram chat id, a phone number in E.164, a WhatsApp user id (where there is none yet, the number).
   * An identifier: never logged, stored encrypted.
   */
  from: string;
  /** Their phone number in E.164, where the provider itself vouches for it: a proof with this event's date, not a key. */
  phone?: string | null;
  /** Set where the provider numbers its events, so that those waiting together are handled in its order. */
  sequence: number | null;
  said: Said;
  /** BCP 47, as the provider gave it. */
  language: string | null;
  /** What the provider says they are called; only a suggestion. */
  name: string | null;
  /** The provider's payload, stored encrypted, so that an event can be replayed. */
  raw: unknown;
  /** Set where it came as a mail. */
  mail?: Mail;
  /** The group in which `from` said it; in a group nobody talks with the bot, but with the others. */
  group?: { id: string };
}

/** News of a message we sent: where the provider says it is by now. */
export interface Receipt {
  channel: ChannelName;
  account: string;
  providerId: string;
  status: 'sent' | 'delivered' | 'read' | 'failed';
  /** The provider's error code, where it failed. */
  providerCode: string | null;
  /** True where the failure means that this address wants nothing more (Twilio 21610). */
  isStopped: boolean;
  /** What a failure means, where its code tells: some providers accept first and refuse later. */
  failure?: SendErrorCode | null;
  /** Our delivery's id, where the provider hands it back: so a send whose answer never came is recognised. */
  deliveryId?: string | null;
  /** Set where a mail came back: `hard` where the address will never take any, `soft` where it may again. */
  bounce?: 'soft' | 'hard';
}

/** What a provider's payload turned out to be. */
export type Parsed =
  | { kind: 'inbound'; inbound: Inbound }
  | { kind: 'receipt'; receipt: Receipt }
  /** Nothing for us, on purpose; `reason` goes to the log. */
  | { kind: 'ignored'; reason: string };

/** A piece of text: a plain string is only escaped, never interpreted; what people formatted is `Formatted`. */
export type Span = string | { bold: string } | { italic: string } | Formatted;

/** A button, or a numbered line where there are no buttons. `data` comes back in `pressed`, 64 bytes at most. */
export interface Choice {
  label: string;
  data: string;
}

/** A file to carry. It is read only where the channel does not have it yet. */
export interface OutboundFile {
  kind: MediaKind;
  /** The same for the same bytes: a channel that keeps uploads knows them by it. */
  key: string;
  mime: string;
  name: string | null;
  read(): Promise<Uint8Array<ArrayBuffer>>;
  /** For a channel that draws it itself: the id of its row, its bytes, and of a picture its pixels. */
  id?: string;
  size?: number;
  width?: number | null;
  height?: number | null;
}

/**
 * Words that the provider approved beforehand: all that WhatsApp carries to somebody who was silent for a day.
 * `parameters` fill {{1}}, {{2}}, ... of its body.
 */
export interface TemplateUse {
  name: string;
  language: string;
  parameters: string[];
}

/** A message ready for its channel: words chosen, nothing escaped yet. */
export interface Outbound {
  /** The delivery's id: the same in every attempt. */
  id: string;
  to: string;
  body: Span[];
  choices: Choice[];
  /** Offers to share one's own phone number with one tap, where the channel can; the label of that button. */
  contactButton: string | null;
  /** The provider's id of the message this answers, to show it as a native reply. */
  replyTo: string | null;
  /** The provider's ids of the message to change (`edit`) or take back (`delete`); for a new one null. */
  change: { kind: 'edit' | 'delete'; ids: string[] } | null;
  /** It is going to change, or may: it must be sent so that its provider can change it. */
  mayChange?: boolean;
  /** A file to show, with the body as its caption. */
  file?: OutboundFile | null;
  /** Further files, on a channel whose messages show several. */
  more?: OutboundFile[];
  /** Goes instead of body and file where only approved words may; its quick replies carry the data of `choices`. */
  template?: TemplateUse | null;
  /** What opens the choices where they are a list behind a button; 20 characters at most. */
  listButton?: string;
  /** For mail; without it a mail has a general subject and no token. */
  mail?: MailHead;
}

/** The provider accepted it. A long text may have become several messages. */
export interface Sent {
  providerIds: string[];
  /** In words for the ledger, where something noteworthy happened on the way ("sent as plain text"). */
  note?: string;
}

/** One way out to people. Each provider's answer is mapped to `SendError` in its send file and nowhere else. */
export interface Channel {
  name: ChannelName;
  account: string;
  can: { buttons: boolean; edit: boolean; delete: boolean; nativeReply: boolean; receipts: boolean };
  /** @throws {SendError} and nothing else */
  send(outbound: Outbound): Promise<Sent>;
  /** Whether this process can send by it at all; missing where every one can. What is to go by it is left to others. */
  isHere?(): boolean;
  /**
   * Asks the provider what became of a send whose answer never came. `null`: surely not accepted.
   * Where a provider cannot be asked this is missing, and the message is sent once more and marked.
   * @throws {SendError} when the provider cannot be asked just now
   */
  settle?(outbound: Outbound, attemptedAt: Date): Promise<Sent | null>;
  /** Whether `settle` knows a send by its words alone: once these were corrected, nobody can be asked about it. */
  settlesByWords?: boolean;
  /** A link that answers one of this person's messages, by the number they have for it; missing where there are none. */
  replyLink?(personId: string, number: number): string | null;
  /** How many units the provider bills for it; missing where a message costs the same however long it is. */
  segments?(outbound: Pick<Outbound, 'body' | 'choices'>): number;
}

/**
 * Hands a parsed payload to the engine; resolves after the commit, so that only then the provider gets its answer.
 * `place` is where on the internet it comes from, where strangers may have any number of addresses: for the limits.
 */
export type Receive = (
  parsed: Parsed[],
  raw: { correlationId: string; place?: string | null },
) => Promise<void>;
