import type { DeliveryStatus } from '../../domain/content.ts';
import type { Flow } from '../../domain/flow.ts';
import type { Rate } from '../../domain/pace.ts';
import type { TextRef } from '../../domain/text.ts';

/** How this process works: what the pages about it show beside what the database knows. */
export interface Workings {
  flows: Flow[];
  /** When which job is due. */
  timetable: { name: string; everyMs: number }[];
  /** The words of `/why`. */
  explain: {
    outcome(status: DeliveryStatus, reason: string | null): TextRef;
    reason(reason: string | null): TextRef;
  };
  channels(): Promise<WorkingChannel[]>;
  /** WhatsApp's templates as last heard of; none where it is off. */
  templates(): WorkingTemplate[];
  /** Null where it is off. */
  whatsappWeb(): Pairing | null;
}

/** How it stands with a channel, as this process sees it. */
export interface WorkingChannel {
  name: string;
  /** `paused`: its provider cannot be reached, since `brokenSince`. `elsewhere`: other processes send by it. */
  state: 'on' | 'starting' | 'paused' | 'elsewhere';
  brokenSince: Date | null;
  /** How fast its provider wants us at most, and how much of that is left at this moment. Null where there is no limit. */
  pace: { rate: Rate; left: number } | null;
}

/** A message that Meta has to approve. */
export interface WorkingTemplate {
  name: string;
  language: string;
  status: 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled' | 'other';
}

/** How it stands with the session of WhatsApp Web. */
export type Pairing =
  | { kind: 'stopped'; reason?: string }
  | { kind: 'waiting' }
  | { kind: 'opening' }
  /** Whoever sees `qr` can take the session. */
  | { kind: 'pairing'; qr: string }
  | { kind: 'connected'; number: string | null }
  | { kind: 'away'; reason: string; retryAt: Date | null };
