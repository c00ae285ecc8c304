import type { FaultRule } from './faults.ts';

/** https://www.twilio.com/docs/messaging/api/message-resource#message-status-values, those a text message takes. */
export type Status = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'received';

export interface Media {
  url: string;
  contentType: string;
  /** The bytes, where the API hands them out at `url`. */
  base64?: string;
}

/** A file on somebody's phone, before Twilio gives it an address. */
export interface PhoneFile {
  contentType: string;
  bytes: Buffer;
}

/** A message in either direction. Plain JSON: moments are ISO strings. */
export interface Message {
  sid: string;
  direction: 'inbound' | 'outbound-api' | 'outbound-reply';
  from: string;
  to: string;
  body: string;
  media: Media[];
  segments: number;
  encoding: 'GSM-7' | 'UCS-2';
  status: Status;
  errorCode: number | null;
  /** The code it will end with. */
  failsWith: number | null;
  createdAt: string;
  updatedAt: string;
  sentAt: string | null;
  statusCallback: string | null;
  /** What will become of it, soonest first. */
  ahead: Step[];
  /** Twilio's own answer to a carrier word: people get it, the API does not list it. */
  isAutomatic: boolean;
}

/** A change of status to come, and what is then reported to the status callback. */
export interface Step {
  at: string;
  status: Status;
  reports: Status[];
}

/** All the emulator knows, so that it survives restarts. */
export interface State {
  /** Oldest first. */
  messages: Message[];
  /** Numbers that replied STOP. */
  optedOut: string[];
  faults: FaultRule[];
  nextNumber: number;
}

export const emptyState = (): State => ({ messages: [], optedOut: [], faults: [], nextNumber: 1 });
