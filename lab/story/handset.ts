import type { Act } from '../phones/acts.ts';

/** Something the bot said to somebody. */
export interface Line {
  id: string;
  text: string;
  choices: { label: string; data: string }[];
  /** The words it is a native reply to. */
  repliesTo: string | null;
  hasPicture: boolean;
}

/** What a thumb does; words that are typed for it are shown as they are typed. */
export interface Doing {
  act: Act;
  typed: string | null;
}

/** A phone as the story uses it: the same few things on every channel, each done in its own way. */
export interface Handset {
  /** Everything the bot has said, oldest first. */
  lines(): Line[];
  hasSpoken(): boolean;
  /** Opens an invite: by its link where there are links, else by its code. */
  open(code: string): Doing;
  say(text: string): Doing;
  reply(to: Line, text: string): Doing;
  /** Presses a button; where there are none, types its number. */
  choose(line: Line, choice: Line['choices'][0]): Doing;
}

export const typing = (text: string): Doing => ({ act: { act: 'say', text }, typed: text });

/** Choices that are numbered lines, to be answered by their number. */
export const numbered = (text: string): Line['choices'] =>
  [...text.matchAll(/^(\d+) (.+)$/gm)].map(([, data, label]) => ({ data: data!, label: label!.trim() }));
