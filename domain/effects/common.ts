import type { TextRef } from '../text.ts';

/** A button that says a command for the person; it carries its own community. */
export interface CommandButton {
  label: TextRef;
  /** As typed after the slash: `approve 7`. */
  command: string;
  /** What people type instead where there are no buttons: `YES 7`. The command itself where it is missing. */
  typed?: TextRef;
}

export type CommonEffect =
  /** Says something to the person of this conversation. All that one event makes the bot say is one message. */
  | { type: 'say'; text: TextRef; buttons?: CommandButton[] }
  /** The same, about a message of theirs: what is shown becomes the place where its progress is reported. */
  | { type: 'say'; text: TextRef; confirms: string }
  /** Ends what else waits in this talk: nothing is asked again after it. */
  | { type: 'waiting.giveUp' }
  /** Says something to members on their own channels; with `onlyActive` not to those who are members no longer. */
  | {
      type: 'members.tell';
      membershipIds: string[];
      text: TextRef;
      buttons?: CommandButton[];
      onlyActive?: true;
      /** Asks something of them, at the hours at which they want to be asked. */
      isRequest?: true;
    }
  /** Hears a kept mail of this address once more, now that its owner says that it is theirs. */
  | { type: 'mail.take'; inboxId: string }
  /** A word to another conversation, heard after this one's commit. */
  | { type: 'conversation.tell'; conversationId: string; event: { type: string; [field: string]: unknown } };
