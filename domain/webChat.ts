import type { Seat } from './broadcast.ts';
import type { Choice, Span } from './channel.ts';
import type { FileKind } from './media.ts';

/** The one account of the web chat: there is no provider who could give us several. */
export const webAccount = 'web';

/** A browser that proved by its cookie which address it is. */
export interface WebSession {
  id: string;
  addressId: string;
  /** The identifier of its address: random, made by us. */
  browser: string;
}

/** What one message shows. */
export interface WebContent {
  body: Span[];
  choices: Choice[];
  /** The id of the message it answers. */
  replyTo: string | null;
  /** A button's label that was pressed: nothing that could be edited. */
  isPress?: boolean;
  files?: WebFile[];
}

/** A file on a screen: which it is, and as far as it is known how it is drawn. */
export interface WebFile {
  /** Of its row. Never told to the browser, which names a file by its message. */
  id: string;
  kind: FileKind;
  mime: string;
  name: string | null;
  /** In bytes. */
  size: number;
  /** In pixels, of a picture; missing where nobody has looked yet. */
  width?: number | null;
  height?: number | null;
}

/** A file that a browser uploaded and has not sent yet. */
export interface KeptUpload {
  /** By which its bytes are fetched. */
  id: string;
  /** As its content says. */
  kind: FileKind;
  mime: string;
  name: string | null;
  size: number;
}

/** How browsers send files and see them. */
export interface WebFiles {
  /** The most bytes that a file may have which says it is of this kind. */
  mostBytes(kind: FileKind): number;
  /**
   * Keeps what was uploaded until its message is handled.
   * @throws {MediaRefused} for what is not carried, by its content
   */
  keep(bytes: Uint8Array, claim: { kind: FileKind; mime: string; name: string | null }): Promise<KeptUpload>;
  /** The path under which a file is to be seen now, for some days; or why it is not. */
  pathTo(id: string): Promise<{ path: string } | 'fetching' | 'gone'>;
}

/** A message on a browser's screen. */
export interface WebMessage {
  id: string;
  /** Where it stands; never changes. */
  number: number;
  /** Grows with every change on this screen: whoever has it all up to one of them asks for what came after. */
  revision: number;
  isMine: boolean;
  /** Null once it was taken back. */
  content: WebContent | null;
  isRead: boolean;
  createdAt: Date;
  changedAt: Date | null;
}

/** How far a browser got: it has the messages, or somebody has looked at them. */
export type Seen = 'delivered' | 'read';

/**
 * What the web chat keeps: sessions, and what their browsers show. Every process hears of a changed screen. Rejects
 * where the database is away.
 */
export interface WebStore {
  /** Makes an address for a browser, and the session that holds it. The token is known to nobody but the browser. */
  createSession(language: string): Promise<{ token: string; session: WebSession }>;
  findSession(token: string): Promise<WebSession | null>;
  endSession(id: string): Promise<void>;
  /** Says that these are connected, until the time given. Returns those that still hold, with their newest revision. */
  keepAlive(sessionIds: string[], until: Date): Promise<{ id: string; revision: number }[]>;

  /** Adds to a screen; the same id again changes nothing. False where no session holds that address any more. */
  add(screen: Screen, message: { id: string; isMine: boolean; content: WebContent }): Promise<boolean>;
  /** Changes what these show, or with null takes them back. Returns how many of them there were. */
  change(screen: Screen, ids: string[], content: Partial<WebContent> | null): Promise<number>;
  /** What a message shows now; null where there is none, or it was taken back. */
  find(addressId: string, id: string): Promise<WebContent | null>;
  /** Which of these are there. */
  findIds(screen: Screen, ids: string[]): Promise<string[]>;

  /** What changed after a revision, in the order of the changes. */
  changesSince(addressId: string, revision: number, limit: number): Promise<WebMessage[]>;
  /** The last ones, in their order, before a number where one is given. */
  latest(addressId: string, limit: number, before?: number): Promise<WebMessage[]>;
  /** The messages of ours that were not reported as seen: with a revision up to that, or a number. */
  findUnseen(addressId: string, seen: Seen, upTo: number): Promise<string[]>;
  markSeen(addressId: string, seen: Seen, ids: string[]): Promise<void>;

  /** Where the people of these addresses sit now. */
  findSeats(addressIds: string[]): Promise<(Seat & { addressId: string })[]>;
  /** Who is connected there. */
  findOnline(communityIds: string[]): Promise<Seat[]>;
  /** Where what is typed would go: their current community, or null while they answer a question of the bot. */
  findTypingSeat(addressId: string): Promise<Seat | null>;
}

/** Whose screen: the identifier of the browser's address. */
export interface Screen {
  browser: string;
}
