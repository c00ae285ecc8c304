/** Tells every process of the installation, this one included. What is told may be lost: the truth is in Postgres. */
export interface Broadcast {
  tell(news: News): void;
  /** Returns a function that ends it. */
  listen(listener: (news: News) => void): () => void;
  stop(): Promise<void>;
}

/** What processes tell each other: ids, never what was written. */
export type News =
  /** Something changed; whoever works on one of these queues, if any, has something new there. */
  | { kind: 'queued'; queues: Queue[] }
  /** Something changed on the screen of an address: whoever shows it should look. */
  | { kind: 'screen'; addressId: string }
  /** A browser or program was signed out: whoever has it connected lets it go. */
  | { kind: 'signedOut'; sessionId: string }
  /** Sample: `{ kind: 'presence', seat: { communityId, membershipId, name: 'Ana' }, isOnline: true }`. */
  | { kind: 'presence'; seat: Seat; isOnline: boolean }
  | { kind: 'typing'; seat: Seat; isTyping: boolean }
  | { kind: 'read'; addressId: string; upTo: number }
  /** A member has read what another one wrote. */
  | { kind: 'seen'; seat: Seat; messageId: string; authorId: string };

/** Files to be fetched, messages to be planned, deliveries to be sent. */
export type Queue = 'files' | 'posts' | 'deliveries';

/** Where somebody sits: an active member of a community, as the others there see them. */
export interface Seat {
  communityId: string;
  membershipId: string;
  name: string;
}
