import type { HeldFile } from '../media.ts';
/** A forum somebody may write to, and how many others read it. */
export interface ForumChoice {
  forumId: string;
  name: string;
  readers: number;
}

/** How a person names a message: by their own number for it, or by replying to it natively. */
export interface MessageName {
  number: number | null;
  messageId: string | null;
}

export type PostingEffect =
  /** Where this person may post in a community, or, by a forum's mail address, in any of theirs. Answered by `forums.found`. */
  | { type: 'forums.find'; communityId: string | null; address?: string | undefined }
  /** The message they want to answer. Answered by `message.found` or `message.missing`. Sample: number 12. */
  | ({ type: 'message.find' } & MessageName)
  /** Keeps a post, or with a parent a reply, and sets it on its way. Answered by `message.published` or `message.refused`. */
  | {
      type: 'message.publish';
      forumId: string;
      parentId: string | null;
      /** Markdown. */
      text: string;
      /** The provider's id of what the author typed: editing it there edits the message. */
      typedId?: string | undefined;
      /** Announced by an organizer. */
      isUrgent?: boolean | undefined;
      files?: HeldFile[] | undefined;
    }
  /** Gives one's own message other words, as Markdown. Answered by `message.corrected` or `message.missing`. */
  | ({ type: 'message.correct'; text: string } & MessageName)
  /** Takes a message back, as far as it can be. Answered by `message.takenBack` or `message.missing`. */
  | ({ type: 'message.takeBack' } & MessageName);

export type ForumsEvent = { type: 'forums.found'; forums: ForumChoice[] };

export type FindingEvent =
  | {
      type: 'message.found';
      messageId: string;
      forumId: string;
      number: number;
      authorName: string;
      isOwn: boolean;
      excerpt: string;
    }
  | { type: 'message.missing'; reason: MessageRefusal };

export type PublishingEvent =
  /** `number` is the author's own for it; `readers` how many others it goes to; `goesInMs` how long it waits for its turn. */
  | { type: 'message.published'; messageId: string; number: number; readers: number; goesInMs?: number }
  | { type: 'message.refused'; reason: MessageRefusal };

export type TakingBackEvent =
  | {
      type: 'message.takenBack';
      number: number;
      /** Somebody else's, taken back by an organizer: they hear of it. */
      author: { membershipId: string; number: number } | null;
      /** Copies on screens from which they can be taken, and texts that cannot. */
      removable: number;
      gone: number;
      /** So long ago that nobody knows any more where it is shown: there it stays as it was. */
      isForgotten?: true;
    }
  | { type: 'message.missing'; reason: MessageRefusal };

/**
 * `noted`: how many get another message, as what they have cannot be changed any more; `isForgotten` as with what is
 * taken back.
 */
export type CorrectingEvent =
  | { type: 'message.corrected'; number: number; noted: number; isForgotten?: true }
  | { type: 'message.missing'; reason: MessageRefusal };

export type MessageRefusal =
  | 'unknown'
  | 'noNumber'
  | 'deleted'
  | 'suspended'
  | 'notMember'
  | 'notYours'
  | 'tooMany';
