import type { Channel, Outbound, Parsed } from '../../../domain/channel.ts';

/**
 * Somebody's side of a channel: what the channel's own renderer shows them, and how what they do there comes in through
 * its own parser, as its provider would tell of it.
 */
export interface Side {
  channel: Channel;
  /** Who they are there. */
  address: string;
  show(outbound: Outbound): Promise<Shown>;
  /** They type something below what was shown last. */
  type(words: string): Promise<Parsed>;
  /** They share a contact with the words of a button, or out of their phone's book. */
  share?(isOwn: boolean): Promise<Parsed>;
}

/** A message as it is seen. */
export interface Shown {
  /** All that can be read, without what only buttons say. */
  text: string;
  /** How each choice is shown and taken, in their order. */
  offers: Offer[];
  /** In a word or two: `2 buttons`, `a list of 6`. */
  form: string;
  /** Offers to share one's own number by a tap. */
  hasContactButton: boolean;
  /** What its provider would refuse, or cannot be read. */
  problems: string[];
}

export interface Offer {
  label: string;
  take(): Promise<Parsed>;
}

/** The choices that a text shows as its last lines, each with its number before it; they are taken by typing that. */
export function numberedIn(
  text: string,
  { choices }: Pick<Outbound, 'choices'>,
  type: Side['type'],
): Pick<Shown, 'offers' | 'form' | 'problems'> {
  const last = choices.length === 0 ? [] : text.trimEnd().split('\n').slice(-choices.length);
  const lines = last.map((line) => /^(\d+) (.+)$/.exec(line));
  const offers = lines.flatMap((line) => (line ? [{ label: line[2]!, take: () => type(line[1]!) }] : []));
  const missing = choices.length - offers.length;
  return {
    offers,
    form: counted(choices.length, 'number'),
    problems: missing > 0 ? [`${missing} of ${choices.length} choices have no line of their own`] : [],
  };
}

export const counted = (count: number, one: string) =>
  count === 0 ? '' : `${count} ${count === 1 ? one : `${one}s`}`;
