import type { Language, TextRef } from '../text.ts';
import type { CommandButton } from './common.ts';

/** What a command asks of the database that is then only said. All are answered by `told`. */
export type TellingEffect =
  /** What this person may do now. */
  | { type: 'help.find'; isInterrupting: boolean }
  /** Who they are here, and what is open for them. */
  | { type: 'status.find' }
  /** Asks for all that is kept of oneself: it is made afterwards. */
  | { type: 'mydata.ask' }
  /** What became of a message; without a number of their latest. */
  | { type: 'why.find'; number: number | null }
  /** The rest of the latest digest, or with a number that message as a whole. */
  | { type: 'digest.more'; number: number | null }
  | { type: 'language.set'; language: Language }
  /** Makes another community the one they speak in; null says which there are. */
  | { type: 'community.switch'; communityId: string }
  /** The open invite, or with words after the command a new one (`5`) or one taken back (`revoke K7QM-2XRD`). */
  | { type: 'invite.manage'; communityId: string; words: string }
  | { type: 'members.list'; communityId: string; search: string }
  /** Answers the code that a browser shows; without one says where that is. Sample code: `K7QM-2XRD`. */
  | { type: 'account.enter'; communityId: string | null; code: string }
  /** How a community is, or with words what of it is changed. Sample: `{ words: 'time Madrid' }`. */
  | { type: 'community.manage'; communityId: string; words: string }
  /** Makes a forum; without a name says which there are. */
  | { type: 'forum.make'; communityId: string; name: string };

/** What was found, in sentences, and what may be done next. */
export type ToldEvent = {
  type: 'told';
  texts: TextRef[];
  buttons?: CommandButton[];
  /** What was done, where something was: whoever acts without reading knows it by that. */
  did?: { subjectId: string } | { count: number };
};
