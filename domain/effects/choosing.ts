import type { HeldFile } from '../media.ts';

/** How members steer what reaches them, and what organizers let it cost. All are answered by `told`. */
export type ChoosingEffect =
  /** Quiet hours as typed (`22-7`, `none`); without words it says which there are. */
  | { type: 'quiet.set'; words: string }
  /** What is not to be heard, as typed: `72`, `3 days`, `#12`, `forum Music`; nothing says what is muted. */
  | { type: 'mute.set'; communityId: string; words: string; messageId: string | null }
  /** Without words everything is heard again. */
  | { type: 'mute.end'; communityId: string; words: string; messageId: string | null }
  /** `500`, `10 at 0.0079`, `none`; without words it says what was spent. */
  | { type: 'budget.manage'; communityId: string; words: string }
  /** What would happen if this were posted now. */
  | {
      type: 'post.rehearse';
      forumId: string;
      text: string;
      isUrgent: boolean;
      files?: HeldFile[] | undefined;
    };
