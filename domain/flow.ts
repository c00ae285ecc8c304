import type { AnyStateMachine } from 'xstate';
import type { z } from 'zod';
import type { ChannelName } from './channel.ts';
import type { HeldFile } from './media.ts';
import type { Who } from './member.ts';
import type { Permission } from './permissions.ts';
import type { TextRef } from './text.ts';

/** A machine with its commands: what the product can talk about, one per file in `flows/`. */
export interface Flow {
  name: string;
  /** Grows when a state is renamed or removed, or the context changes; each growth has an upgrade. */
  version: number;
  machine: AnyStateMachine;
  commands: Command[];
  /** Begun once more, it ends the one of its kind that waits, unless that one understands `member.startedAgain`. */
  startsOver?: true;
  /** `upgrades[1]` makes a stored state of version 1 one of version 2. */
  upgrades: Record<number, (stored: StoredState) => StoredState>;
  /** Timers named after a state that an upgrade renamed: what they were, to what they are. */
  renamedTimers?: Record<string, string>;
}

/** All that is kept of a running machine. JSON-safe. */
export interface StoredState {
  value: unknown;
  context: unknown;
}

/** What people type to start a flow. */
export interface Command {
  /** The first is the one shown; the others are understood too. Lower case, without the slash. */
  words: [string, ...string[]];
  /**
   * What follows the word; a command without a slash is only recognised in the form it takes. `words` are a few, so
   * that a post that begins alike stays a post; `someone` is a member's number or name; `codeOrNothing` stands alone or
   * before a code.
   */
  takes: 'nothing' | 'text' | 'words' | 'number' | 'someone' | 'code' | 'codeOrNothing';
  /**
   * What follows the word where there is no slash, instead of any words: so that a post that begins with it stays a post.
   * What stands behind it is taken for the command while a question waits, too.
   */
  bareForm?: RegExp;
  /** Who may use it (domain/permissions.ts). `/help` shows just these. */
  permission: Permission;
  /** One line for menu and help; null hides it from both. */
  about: TextRef['key'] | null;
  /** What is shown where there is no slash, if not the first word in capitals. */
  bare?: TextRef['key'];
  /** The channel without which it makes no sense. */
  needs?: ChannelName;
  /** Alone, while a question of the same flow waits, it is an answer to that. */
  isAnswerToo?: true;
  /** Told apart by flows with several commands. */
  act?: string;
}

/** What a flow is started with. */
export interface FlowInput {
  who: Who;
  /** The community it is about: that of the button or number used, else the current one. */
  communityId: string | null;
  act: string | null;
  /** The number typed, where the command takes one. */
  number: number | null;
  /** What followed. */
  argument: string;
  /** The same as Markdown, where it has formatting. */
  markdown?: string;
  /** The carried message natively replied to. */
  repliedMessageId: string | null;
  /** Files that came with it. */
  files?: HeldFile[];
  /** The forum that a mail was addressed to, as in its address. */
  forum?: string;
  /** The provider's id of what was typed, where it can be edited later. */
  typedId?: string;
  /** Whether a question was waiting, which is asked again afterwards. */
  isInterrupting: boolean;
}

/** What a waiting state asks, as data: the engine says it, offers its choices, and reads the answer. */
export interface Question {
  text: TextRef;
  choices?: QuestionChoice[];
  /** Turns what was typed into the answer; its issue's message is the text key said when it cannot. */
  answer?: z.ZodType<string, string>;
  /** The answer is Markdown, and so is what `answer` is given. */
  isFormatted?: true;
  /** Offers to share one's own phone number; the sentence on the button. */
  contactButton?: TextRef;
}

/** One of the answers a question offers; matched by button, by its number, or by its label. */
export interface QuestionChoice {
  label: TextRef | { plain: string };
  answer: string;
}

/** The meta of a waiting state. */
export interface Asking<Context> {
  ask: (context: Context) => Question;
}

/** What any conversation with a person may hear. Answers are checked by the question's schema before they arrive. */
export type PersonEvent =
  | { type: 'member.answered'; answer: string; typedId?: string }
  | { type: 'member.wentBack' }
  | { type: 'member.cancelled' }
  /** They began the same flow anew (a link pressed twice); what is not understood ends this conversation. */
  | { type: 'member.startedAgain'; argument: string }
  | { type: 'member.sharedContact'; phone: string; isOwn: boolean };
