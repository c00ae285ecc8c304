import { grouped } from './grouped.ts';

/** What messages waited for that now come together. */
export type WaitReason = 'daily' | 'weekly' | 'muted' | 'quietHours';

/** What decides where something stands in a digest. */
export interface Ranked {
  /** What its thread began with; itself, where it began one. */
  rootId: string;
  forumId: string;
  isUrgent: boolean;
  /** Its own; uuid v7, so that a later one is larger. */
  messageId: string;
}

/**
 * The best first: announcements, then what was talked about most, then what is newest. What belongs to a forum stays
 * together, and so does a thread, which is told from its beginning. Pure.
 */
export function bestFirst<Item extends Ranked>(items: Item[]): Item[] {
  const threads = [...grouped(items, ({ rootId }) => rootId).values()].map(inOrder).sort(byWeight);
  const forums = grouped(threads, ([first]) => first!.forumId);
  return [...forums.values()].flat(2);
}

const inOrder = <Item extends Ranked>(thread: Item[]) => [...thread].sort((one, other) => byId(one, other));

function byWeight(one: Ranked[], other: Ranked[]): number {
  const urgent = (thread: Ranked[]) => Number(thread.some(({ isUrgent }) => isUrgent));
  return urgent(other) - urgent(one) || other.length - one.length || byId(other.at(-1)!, one.at(-1)!);
}

const byId = (one: Ranked, other: Ranked) =>
  one.messageId < other.messageId ? -1 : one.messageId > other.messageId ? 1 : 0;
